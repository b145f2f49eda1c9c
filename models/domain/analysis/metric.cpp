#include "models/domain/analysis/metric.h"

#include <algorithm>

namespace fairlead::analysis {

std::optional<int> Metric::effectiveCount() const
{
    if (count.value_or(0) != 0) {
        return count;
    }
    return interval.isEmpty() ? std::optional(1) : std::nullopt;
}

void Counters::add(Phase measured)
{
    if (!isCompleted(measured)) {
        return;
    }
    count += measured == Phase::Error ? 0 : 1;
    successful += measured == Phase::Successful ? 1 : 0;
    failed += measured == Phase::Failed ? 1 : 0;
    inconclusive += measured == Phase::Inconclusive ? 1 : 0;
    error += measured == Phase::Error ? 1 : 0;
    consecutiveError = measured == Phase::Error ? consecutiveError + 1 : 0;
    consecutiveSuccess = measured == Phase::Successful ? consecutiveSuccess + 1 : 0;
}

const MetricResult* Run::resultOf(const QString& metric) const
{
    const auto found = std::find_if(results.begin(), results.end(), [&](const MetricResult& each) { return each.name == metric; });
    return found == results.end() ? nullptr : &*found;
}

MetricResult* Run::resultOf(const QString& metric)
{
    const auto found = std::find_if(results.begin(), results.end(), [&](const MetricResult& each) { return each.name == metric; });
    return found == results.end() ? nullptr : &*found;
}

bool Run::isDryRun(const QString& metric) const
{
    return std::any_of(metrics.begin(), metrics.end(), [&](const Metric& each) { return each.name == metric && each.dryRun; });
}

} // namespace fairlead::analysis
