#pragma once

#include "models/domain/statistics/shifted_ranks.h"

#include <optional>
#include <span>
#include <vector>

namespace fairlead::statistics {

/// How far x lies above y, in the unit of both.
struct ShiftInterval {
    double low = 0;
    double high = 0;
    double estimate = 0;

    bool operator==(const ShiftInterval&) const = default;
};

/// The Mann-Whitney test of no shift, two-sided.
struct RankTest {
    double u = 0; ///< pairs in which x is above y, ties half: R's W
    double pValue = 1; ///< normal approximation, corrected for ties and for continuity: R's exact = FALSE, correct = TRUE
    /// P(x > y) + P(x = y) / 2 over all pairs, u / (n m): the common language effect size, Vargha and Delaney's A (2000).
    /// From 0 to 1, 0.5 where neither sample is larger.
    double superiority = 0.5;

    bool operator==(const RankTest&) const = default;
};

/// Whether half a step is taken off the statistic towards 0 before it is held against the normal distribution.
enum class Continuity { Corrected, Uncorrected };

/// The rank comparison of two samples, x (canary, experiment) against y (baseline, control), after Mann and Whitney,
/// "On a test of whether one of two random variables is stochastically larger than the other", 1947, and, for the
/// interval, the inversion of that test (Bauer, "Constructing confidence sets using rank statistics", 1972) in the very
/// form that R's wilcox.test and Netflix' Kayenta use: always the normal approximation, and the roots of the statistic by
/// Brent's iteration with an absolute tolerance of 1e-4. For samples whose whole range is near 1e-3 or below that
/// tolerance is most of the answer; scale such samples up first if compatibility is not wanted.
///
/// Sorting is O(n log n + m log m), done once; each look at the statistic is O(n + m) or less.
class MannWhitney {
public:
    /// Nothing if a sample is empty or holds a NaN, which has no rank, or a value beyond ±1e300, whose shifts overflow.
    static std::optional<MannWhitney> of(std::span<const double> x, std::span<const double> y);
    /// The same of samples that are sorted by sortByRank() already.
    static std::optional<MannWhitney> ofSorted(std::vector<double> x, std::vector<double> y);

    /// (dz - correction) / sigma - @p quantile at x - @p shift, where dz is the rank sum less its mean. Falls in steps as
    /// the shift grows. Nothing where all values tie, since sigma is 0 then.
    std::optional<double> statistic(double shift, double quantile = 0, Continuity continuity = Continuity::Corrected) const;

    /// The interval in which the shift lies with @p confidence (0 < confidence < 1), and its point estimate. Kayenta keeps
    /// the continuity correction for the estimate, R takes it off, see @p forEstimate; for the ends both keep it. Too few
    /// values to reach the confidence give the whole range from min x - max y to max x - min y. Nothing where a
    /// statistic on the way has no variance.
    std::optional<ShiftInterval> interval(
        double confidence, Continuity forEnds = Continuity::Corrected, Continuity forEstimate = Continuity::Corrected) const;

    /// The test at shift 0. Without any variance p is NaN, as R has it.
    RankTest test(Continuity continuity = Continuity::Corrected) const;

    std::span<const double> x() const { return m_x; } ///< sorted
    std::span<const double> y() const { return m_y; } ///< sorted

private:
    MannWhitney(std::vector<double> x, std::vector<double> y);
    double standardized(const RankSums& sums, Continuity continuity) const;
    double rootOf(ShiftedRanks& ranks, double quantile, Continuity continuity, double atLeast, double atMost, bool shortCut) const;

    std::vector<double> m_x;
    std::vector<double> m_y;
};

/// The quantile of the standard normal distribution at @p probability (0 < probability < 1), by Boost.Math.
double normalQuantile(double probability);
/// P(|Z| >= |z|) of a standard normal Z, by Boost.Math.
double normalTwoSided(double z);

} // namespace fairlead::statistics
