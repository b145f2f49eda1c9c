#include "models/domain/judge/transforms.h"

#include "models/domain/statistics/outliers.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace fairlead::judge {

Values withoutNan(std::span<const double> values)
{
    Values kept;
    kept.reserve(values.size());
    std::ranges::copy_if(values, std::back_inserter(kept), [](double value) { return !std::isnan(value); });
    return kept;
}

Values withZeroForNan(std::span<const double> values)
{
    Values replaced(values.begin(), values.end());
    std::ranges::replace_if(replaced, [](double value) { return std::isnan(value); }, 0.0);
    return replaced;
}

Values without(std::span<const double> values, const std::vector<bool>& isOutlier)
{
    Values kept;
    kept.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!isOutlier[i]) {
            kept.push_back(values[i]);
        }
    }
    return kept;
}

Values transform(std::span<const double> values, const MetricRules& rules)
{
    const Values numbers = rules.nanStrategy == NanStrategy::Replace ? withZeroForNan(values) : withoutNan(values);
    if (!rules.outlierFactor || numbers.empty()) {
        return numbers;
    }
    const statistics::Fences fences = statistics::tukeyFences(numbers, *rules.outlierFactor, statistics::Sensitivity::Reduced);
    return without(numbers, statistics::outliers(numbers, fences));
}

} // namespace fairlead::judge
