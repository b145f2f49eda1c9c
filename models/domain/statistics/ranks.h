#pragma once

#include <span>
#include <vector>

namespace fairlead::statistics {

/// The ranks of @p values in their order, from 1; equal ones share the average of theirs. -0.0 ranks below +0.0, and no
/// other two values tie but equal ones (R: digits.rank = Inf). @p values holds no NaN.
std::vector<double> averageRanks(std::span<const double> values);

} // namespace fairlead::statistics
