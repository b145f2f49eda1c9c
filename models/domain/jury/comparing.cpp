#include "models/domain/jury/comparing.h"

#include "models/domain/statistics/descriptive.h"

#include <algorithm>
#include <cmath>

namespace fairlead::jury {

namespace {

using sequential::Arm;
using sequential::Comparison;
using sequential::Effect;

/// Kayenta's interval is found to 1e-4 of the samples' unit, which is most of an error rate: samples of a narrow range are
/// compared in a smaller unit. What is found is scaled back; nothing else depends on the unit.
double scaleOf(const Sides& sides)
{
    const auto byValue = [](const metrics::Sample& a, const metrics::Sample& b) { return a.value < b.value; };
    const auto canary = std::ranges::minmax(sides.canary, byValue);
    const auto baseline = std::ranges::minmax(sides.baseline, byValue);
    const double range = std::max(canary.max.value, baseline.max.value) - std::min(canary.min.value, baseline.min.value);
    const bool narrow = range > 0.0 && range < 1.0;
    return narrow ? std::pow(10.0, std::ceil(-std::log10(range))) : 1.0;
}

std::vector<double> scaled(const std::vector<metrics::Sample>& samples, double scale)
{
    std::vector<double> values;
    values.reserve(samples.size());
    for (const metrics::Sample& sample : samples) {
        values.push_back(sample.value * scale);
    }
    return values;
}

judge::Direction directionOf(Harm harm)
{
    switch (harm) {
    case Harm::Increase: return judge::Direction::Increase;
    case Harm::Decrease: return judge::Direction::Decrease;
    case Harm::Either: break;
    }
    return judge::Direction::Either;
}

/// "more than 10 % up", as an effect to watch for.
Effect effectOf(const Asked& asked)
{
    const QString sign = asked.harm == Harm::Increase ? QStringLiteral("+")
        : asked.harm == Harm::Decrease                ? QStringLiteral("-")
                                                      : QString();
    const QString size = asked.relative ? QString::number(asked.settings.margin * 100.0, 'g', 12) + QLatin1Char('%')
                                        : QString::number(asked.margin, 'g', 17);
    return Effect::parse(sign + size, {}, Effect::Rule::Beyond).value_or(Effect());
}

} // namespace

judge::Classification classify(const Sides& sides, const Asked& asked)
{
    judge::MetricRules rules;
    rules.direction = directionOf(asked.harm);
    rules.effectSize.allowedIncrease = 1.0 + asked.settings.margin;
    rules.effectSize.allowedDecrease = 1.0 - asked.settings.margin;
    const double scale = sides.comparable() ? scaleOf(sides) : 1.0;
    judge::Classification found = judge::classify({}, scaled(sides.canary, scale), scaled(sides.baseline, scale), rules,
        {judge::Significance().tolerance, asked.settings.confidence});
    if (found.interval) {
        found.interval->low /= scale;
        found.interval->high /= scale;
        found.interval->estimate /= scale;
    }
    return found;
}

sequential::Decision watch(const Sides& sides, const Asked& asked)
{
    const double horizon = sequential::defaultHorizon(asked.kind);
    Comparison comparison(
        asked.kind, sequential::Settings::create(asked.settings.alpha, horizon).value_or(sequential::Settings()), effectOf(asked));
    auto canary = sides.canary.begin();
    auto baseline = sides.baseline.begin();
    while (canary != sides.canary.end() || baseline != sides.baseline.end()) {
        const bool older = canary == sides.canary.end() || (baseline != sides.baseline.end() && baseline->at <= canary->at);
        comparison.add(older ? Arm::Baseline : Arm::Canary, older ? (baseline++)->value : (canary++)->value);
        comparison.look();
    }
    return comparison.decision();
}

} // namespace fairlead::jury
