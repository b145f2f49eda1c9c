#include "models/domain/judge/metric_rules.h"

#include <algorithm>

namespace fairlead::judge {

EffectSize EffectSize::none(EffectMeasure measure)
{
    const double neutral = measure == EffectMeasure::Superiority ? 0.5 : 1;
    return {measure, neutral, neutral, neutral, neutral};
}

const MetricConfig* CanaryConfig::find(const QString& metric) const
{
    const auto found = std::ranges::find(metrics, metric, &MetricConfig::name);
    return found == metrics.end() ? nullptr : &*found;
}

Direction directionFrom(const QString& word)
{
    if (word == QLatin1String("increase")) {
        return Direction::Increase;
    }
    return word == QLatin1String("decrease") ? Direction::Decrease : Direction::Either;
}

NanStrategy nanStrategyFrom(const QString& word)
{
    return word == QLatin1String("replace") ? NanStrategy::Replace : NanStrategy::Remove;
}

} // namespace fairlead::judge
