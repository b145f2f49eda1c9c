#include "models/domain/gate/rule_watch.h"

#include <cstdint>
#include <cstdlib>

using namespace fairlead;

namespace {

gate::Series someSeries()
{
    gate::Series series;
    for (const metrics::Role role : {metrics::Role::Canary, metrics::Role::Baseline}) {
        for (int i = 0; i < 40; ++i) {
            const Instant at = Instant::fromMs(1'754'575'216'000 + i * 5000 + (i > 20 ? 120'000 : 0));
            series[{QStringLiteral("latency"), role}].insert({at, i % 7 * 0.7});
            series[{QStringLiteral("error_rate"), role}].insert({at, i % 5 * 0.004});
            series[{metrics::kCalls, role}].insert({at, 20.0});
        }
    }
    return series;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const gate::Series series = someSeries();
    const Instant began = Instant::fromMs(1'754'575'216'000);
    const Instant now = began + std::chrono::minutes(6);
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    for (const gate::RuleLine& line : gate::readRules(text)) {
        if (!line.rule) {
            continue;
        }
        if (line.rule->echo().isEmpty() || !line.errors.empty()) {
            std::abort();
        }
        static_cast<void>(gate::judgeRule(*line.rule, series, began, now, std::chrono::seconds(60)));
        static_cast<void>(gate::replay(*line.rule, series, began, now, std::chrono::seconds(60)));
    }
    return 0;
}
