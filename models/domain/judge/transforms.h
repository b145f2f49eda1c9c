#pragma once

#include "models/domain/judge/metric_rules.h"

#include <span>
#include <vector>

namespace fairlead::judge {

using Values = std::vector<double>;

/// @p values without its NaN, in their order.
Values withoutNan(std::span<const double> values);
/// @p values with 0 for each NaN.
Values withZeroForNan(std::span<const double> values);
/// @p values without those that @p isOutlier marks, in their order. Both are of one length.
Values without(std::span<const double> values, const std::vector<bool>& isOutlier);

/// What the judge makes of one side's values before it looks at them: NaN by the rules' strategy, then outliers by widened
/// Tukey fences where the rules ask for it. Nothing else: there is no smoothing and no scaling.
Values transform(std::span<const double> values, const MetricRules& rules);

} // namespace fairlead::judge
