#include "models/domain/statistics/outliers.h"

#include "models/domain/statistics/descriptive.h"
#include "models/domain/statistics/sorting.h"

#include <algorithm>
#include <cmath>

namespace fairlead::statistics {

Fences tukeyFences(std::span<const double> values, double factor, Sensitivity sensitivity)
{
    std::vector<double> sorted(values.begin(), values.end());
    sortByRank(sorted);
    const double lower = percentileOfSorted(sorted, 25);
    const double upper = percentileOfSorted(sorted, 75);
    const double width = upper - lower;
    const Fences fences{lower - factor * width, upper + factor * width};
    if (sensitivity == Sensitivity::Full) {
        return fences;
    }
    return {std::min(percentileOfSorted(sorted, 1), fences.low), std::max(percentileOfSorted(sorted, 99), fences.high)};
}

std::vector<bool> outliers(std::span<const double> values, const Fences& fences)
{
    std::vector<bool> found;
    found.reserve(values.size());
    for (const double value : values) {
        found.push_back(fences.isOutlier(value));
    }
    return found;
}

std::vector<bool> sigmaOutliers(std::span<const double> values, double sigmas)
{
    const double center = mean(values);
    const double reach = sigmas * std::sqrt(populationVariance(values, center));
    std::vector<bool> found;
    found.reserve(values.size());
    for (const double value : values) {
        found.push_back(std::abs(value - center) > reach);
    }
    return found;
}

} // namespace fairlead::statistics
