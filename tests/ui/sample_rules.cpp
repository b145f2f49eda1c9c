#include "tests/ui/sample_rules.h"

#include <cmath>

namespace fairlead::sample {

namespace {

const Instant kFrom = *Instant::fromIso(QStringLiteral("2025-08-07T13:41:22.000Z"));
constexpr int kStepMs = 5000;
constexpr int kSamples = 720;

double latencyAt(int i)
{
    if (i >= 118 && i < 124) {
        return 3.05; // a spike of six
    }
    if (i >= 296 && i < 308) {
        return 3.0 + 0.6 * std::sin((i - 295) / 13.0 * 3.14159); // and one of twelve
    }
    return 1.8 + 0.3 * std::sin(i * 0.37) + 0.15 * std::sin(i * 1.31);
}

} // namespace

std::vector<gate::RuleSet> builtInRules()
{
    return {{QStringLiteral("Optimised component"), QStringLiteral("error, latency, quality; alerts"),
                QStringLiteral("Gates are checked at the end of each soak, alerts all the time."),
                QStringLiteral("alert team when quality_score < 0.80\nroll back when error_rate > 0.02 for 3 consecutive samples\n"
                               "investigate when tokens_per_call > baseline * 1.5")},
        {QStringLiteral("Latency suite"), QStringLiteral("2.5 s × 5, 3 s × 10, 50-call mean"),
            QStringLiteral("“10+ calls” does not say whether in a row; here it is in a row."),
            QStringLiteral("alert team when latency > 2.5s for 5 consecutive calls\nroll back when latency > 3s for 10 consecutive calls\n"
                           "alert team when quality < 70/100 mean over 50 calls\nhold when calls drops by 2s..70% of baseline\n")}};
}

std::vector<gate::RuleSet> ownRules()
{
    return {
        {QStringLiteral("voice_agent ramp"), QStringLiteral("from Latency suite"), QStringLiteral("From the built-in set “Latency suite”."),
            QStringLiteral("# agreed with the voice team\nroll back when latency > 3s for 10 consecutive calls\n")}};
}

ui::Recording voiceAgent()
{
    ui::Recording recording;
    recording.title = QStringLiteral("voice_agent 3.2.0");
    recording.from = kFrom;
    recording.to = kFrom + Millis(kStepMs * kSamples);
    recording.staleAfter = std::chrono::seconds(30);
    for (int i = 0; i < kSamples; ++i) {
        if (i >= 452 && i < 477) {
            continue; // the source was silent
        }
        const Instant at = kFrom + Millis(i * kStepMs);
        recording.series[{QStringLiteral("latency"), metrics::Role::Canary}].insert({at, latencyAt(i)});
        recording.series[{QStringLiteral("latency"), metrics::Role::Baseline}].insert({at, 1.9 + 0.08 * std::sin(i * 0.21)});
    }
    return recording;
}

} // namespace fairlead::sample
