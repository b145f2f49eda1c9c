#include "models/formats/kubernetes/plan_files.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto read = fairlead::formats::kubernetes::readPlanFile(QStringLiteral("input.yaml"), bytes);
    if (read.objects.empty() && read.problems.empty() && !bytes.trimmed().isEmpty() && !bytes.contains('#') && !bytes.contains("---")) {
        std::abort(); // something was there, and nobody said what became of it
    }
    return 0;
}
