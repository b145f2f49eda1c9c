#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace fairlead::statistics {

/// True if @p a ranks below @p b: as <, and -0.0 below +0.0 (IEEE 754 totalOrder, Java's Double.compare). Two values that
/// rank alike in both directions are a tie. NaN does not occur in ranks.
inline bool ranksBelow(double a, double b)
{
    return a < b || (a == b && __builtin_signbit(a) != 0 && __builtin_signbit(b) == 0);
}

/// Sorts in the order of ranksBelow(): by comparison when short, else by radix in O(n), which is twice as fast at 100 values
/// and six times at 1,000. @p values holds no NaN and less than 2^32 values.
void sortByRank(std::vector<double>& values);

} // namespace fairlead::statistics
