#include "models/domain/statistics/descriptive.h"

#include "models/domain/statistics/sorting.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace fairlead::statistics {

namespace {

/// The sum of squared distances from @p mean, less what the error of the mean put into it.
double squaredDistances(std::span<const double> values, double mean)
{
    double squares = 0;
    double rest = 0;
    for (const double value : values) {
        const double distance = value - mean;
        squares += distance * distance;
        rest += distance;
    }
    return squares - rest * rest / static_cast<double>(values.size());
}

} // namespace

double mean(std::span<const double> values)
{
    if (values.empty()) {
        return 0;
    }
    const auto count = static_cast<double>(values.size());
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    const double first = sum / count;
    double rest = 0;
    for (const double value : values) {
        rest += value - first;
    }
    return first + rest / count;
}

double sampleVariance(std::span<const double> values, double mean)
{
    return values.size() < 2 ? 0 : squaredDistances(values, mean) / static_cast<double>(values.size() - 1);
}

double populationVariance(std::span<const double> values, double mean)
{
    return values.empty() ? 0 : squaredDistances(values, mean) / static_cast<double>(values.size());
}

Summary summarize(std::span<const double> values)
{
    if (values.empty()) {
        return {};
    }
    const auto [minimum, maximum] = std::ranges::minmax(values);
    const double center = mean(values);
    return {minimum, maximum, center, std::sqrt(sampleVariance(values, center)), values.size()};
}

double percentileOfSorted(std::span<const double> sorted, double percent)
{
    if (sorted.empty()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const double position = static_cast<double>(sorted.size() - 1) * (percent / 100) + 1; // 1-based
    if (!(position > 1)) {
        return sorted.front();
    }
    if (position >= static_cast<double>(sorted.size())) {
        return sorted.back();
    }
    const double whole = std::floor(position);
    const auto upper = static_cast<std::size_t>(whole);
    return sorted[upper - 1] + (position - whole) * (sorted[upper] - sorted[upper - 1]);
}

double percentile(std::span<const double> values, double percent)
{
    std::vector<double> sorted(values.begin(), values.end());
    sortByRank(sorted);
    return percentileOfSorted(sorted, percent);
}

} // namespace fairlead::statistics
