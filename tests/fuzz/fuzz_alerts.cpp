#include "models/formats/alerts/conversion.h"

#include <cstdint>
#include <cstdlib>

using namespace fairlead;
using formats::alerts::RuleFormat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const QString file = QStringLiteral("input");
    static_cast<void>(formats::alerts::detectRuleFormat(file, bytes));
    for (const RuleFormat format : {RuleFormat::Prometheus, RuleFormat::CloudWatch, RuleFormat::Datadog, RuleFormat::Fairlead}) {
        const formats::alerts::RuleReading read = formats::alerts::readRuleFile(format, file, bytes);
        if (!read.valid()) {
            continue;
        }
        for (const RuleFormat to :
            {RuleFormat::Prometheus, RuleFormat::CloudWatch, RuleFormat::Datadog, RuleFormat::Fairlead, RuleFormat::Grafana}) {
            static_cast<void>(formats::alerts::writeRuleFile(to, read.rules, QStringLiteral("input")));
        }
    }
    return 0;
}
