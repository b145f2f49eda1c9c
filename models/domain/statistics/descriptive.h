#pragma once

#include <cstddef>
#include <span>

namespace fairlead::statistics {

/// What a series looks like. Of an empty series everything is 0, as Kayenta reports it.
struct Summary {
    double minimum = 0;
    double maximum = 0;
    double mean = 0;
    double standardDeviation = 0; ///< of the sample, over n - 1; of one value 0
    std::size_t count = 0;

    bool operator==(const Summary&) const = default;
};

Summary summarize(std::span<const double> values);

/// The arithmetic mean in two passes: the sum over n, and then the mean of what that left over. This is what Apache
/// commons-math 3 does (stat.descriptive.moment.Mean), to the bit. 0 when empty.
double mean(std::span<const double> values);

/// The variance over n - 1 around @p mean, with the correction for a mean that is not exact (Chan, Golub and LeVeque,
/// "Algorithms for computing the sample variance", 1983, their formula 1.7). 0 for less than two values.
double sampleVariance(std::span<const double> values, double mean);

/// The same over n. 0 when empty.
double populationVariance(std::span<const double> values, double mean);

/// The @p percent-th percentile by linear interpolation between order statistics at 1 + (n - 1) p: type 7 of Hyndman and
/// Fan, "Sample quantiles in statistical packages", 1996, which is R's default and Kayenta's. @p sorted ascends,
/// @p percent is from 0 to 100 (outside of that the nearer end). NaN when empty.
double percentileOfSorted(std::span<const double> sorted, double percent);

/// The same of values in any order.
double percentile(std::span<const double> values, double percent);

} // namespace fairlead::statistics
