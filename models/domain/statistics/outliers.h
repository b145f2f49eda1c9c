#pragma once

#include <span>
#include <vector>

namespace fairlead::statistics {

/// The values from @c low to @c high are kept, both included.
struct Fences {
    double low = 0;
    double high = 0;

    bool isOutlier(double value) const { return value > high || value < low; }
    bool operator==(const Fences&) const = default;
};

/// How wide Tukey's fences are.
enum class Sensitivity {
    Full, ///< P25 - f IQR and P75 + f IQR
    Reduced, ///< and never narrower than P1 and P99: what Kayenta's judge uses
};

/// Tukey's fences ("Exploratory Data Analysis", 1977) around @p values, with percentiles as percentile() has them.
/// @p factor is above 0. Of no values the fences are NaN, outside of which nothing lies.
Fences tukeyFences(std::span<const double> values, double factor, Sensitivity sensitivity);

/// For each of @p values whether it lies outside of @p fences.
std::vector<bool> outliers(std::span<const double> values, const Fences& fences);

/// For each of @p values whether it is more than @p sigmas population standard deviations away from the mean.
std::vector<bool> sigmaOutliers(std::span<const double> values, double sigmas);

} // namespace fairlead::statistics
