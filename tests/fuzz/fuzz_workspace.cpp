#include "models/formats/calendar.h"
#include "models/formats/component.h"
#include "models/formats/manifest.h"
#include "models/formats/markdown_checklist.h"
#include "models/formats/plan.h"
#include "models/formats/train_file.h"

#include <cstdint>
#include <cstdlib>

using namespace fairlead;

namespace {

template <typename T> void check(const formats::Loaded<T>& loaded)
{
    if (loaded.valid() == hasErrors(loaded.problems)) {
        std::abort(); // either a value, or what is wrong
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const QString file = QStringLiteral("input");
    check(formats::readPlan(file, bytes));
    check(formats::readManifest(file, bytes));
    check(formats::readCalendar(file, bytes));
    check(formats::readComponent(file, bytes));
    check(formats::readTrain(file, bytes));
    check(formats::importChecklist(file, bytes));
    return 0;
}
