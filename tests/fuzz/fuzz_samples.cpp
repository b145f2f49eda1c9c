#include "models/formats/samples_csv.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto read = fairlead::formats::readSamplesCsv(QStringLiteral("input.csv"), bytes);
    if (read.valid() == fairlead::hasErrors(read.problems)) {
        std::abort(); // either a value, or what is wrong
    }
    return 0;
}
