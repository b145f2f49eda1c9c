#pragma once

#include <cstddef>
#include <vector>

namespace fairlead::gate {

/// Sums of any stretch of a list in O(1). Kept in two doubles each (Dekker 1971, Knuth's two-sum), so that the mean of fifty
/// equal values is that value: a rounding error at a bound would fire a rule.
class RunningSum {
public:
    /// Adds @p a · @p b. Infinities are counted apart, so that they leave a window again; NaN adds nothing.
    void push(double a, double b = 1.0);
    /// Of what was pushed as number @p first to @p end - 1, from 0.
    double sum(std::size_t first, std::size_t end) const;
    /// The sum of @p top over the sum of @p bottom; NaN where that is 0.
    static double ratio(const RunningSum& top, const RunningSum& bottom, std::size_t first, std::size_t end);

private:
    struct Total {
        double value = 0.0;
        double rest = 0.0; ///< what value is too coarse for
        std::size_t above = 0; ///< +∞ seen
        std::size_t below = 0; ///< -∞ seen
    };

    Total between(std::size_t first, std::size_t end) const;
    static void add(Total& total, double value, double rest);

    std::vector<Total> m_totals{Total()};
};

} // namespace fairlead::gate
