#include "models/domain/statistics/mann_whitney.h"

#include "models/domain/statistics/brent.h"
#include "models/domain/statistics/sorting.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace fairlead::statistics {

namespace {

constexpr double kTolerance = 1e-4; ///< of the root finder; part of what R and Kayenta define

constexpr double kLargest = 1e300; ///< differences of differences of such values are still numbers

bool canBeRanked(std::span<const double> values)
{
    return !values.empty() && std::ranges::all_of(values, [](double value) { return std::abs(value) <= kLargest; });
}

std::vector<double> sorted(std::span<const double> values)
{
    std::vector<double> copy(values.begin(), values.end());
    sortByRank(copy);
    return copy;
}

} // namespace

std::optional<MannWhitney> MannWhitney::of(std::span<const double> x, std::span<const double> y)
{
    if (!canBeRanked(x) || !canBeRanked(y)) {
        return std::nullopt;
    }
    return MannWhitney(sorted(x), sorted(y));
}

std::optional<MannWhitney> MannWhitney::ofSorted(std::vector<double> x, std::vector<double> y)
{
    if (!canBeRanked(x) || !canBeRanked(y)) {
        return std::nullopt;
    }
    return MannWhitney(std::move(x), std::move(y));
}

MannWhitney::MannWhitney(std::vector<double> x, std::vector<double> y)
    : m_x(std::move(x))
    , m_y(std::move(y))
{
}

/// NaN where sigma is 0.
double MannWhitney::standardized(const RankSums& sums, Continuity continuity) const
{
    const auto n = static_cast<double>(m_x.size());
    const auto m = static_cast<double>(m_y.size());
    const double distance = static_cast<double>(sums.twiceU) / 2 - n * m / 2;
    const double sign = distance > 0 ? 1 : (distance < 0 ? -1 : 0);
    const double correction = continuity == Continuity::Corrected ? 0.5 * sign : 0;
    const double sigma = std::sqrt((n * m / 12) * ((n + m + 1) - sums.ties / ((n + m) * (n + m - 1))));
    return sigma > 0 ? (distance - correction) / sigma : std::numeric_limits<double>::quiet_NaN();
}

std::optional<double> MannWhitney::statistic(double shift, double quantile, Continuity continuity) const
{
    const double z = standardized(rankSums(m_x, m_y, shift), continuity);
    return std::isnan(z) ? std::nullopt : std::optional(z - quantile);
}

double MannWhitney::rootOf(ShiftedRanks& ranks, double quantile, Continuity continuity, double atLeast, double atMost, bool shortCut) const
{
    const double least = m_x.front() - m_y.back();
    const double most = m_x.back() - m_y.front();
    const double low = atLeast - quantile;
    const double high = atMost - quantile;
    if (shortCut && low <= 0) {
        return least;
    }
    if (shortCut && high >= 0) {
        return most;
    }
    ranks.restart();
    return brentRoot(least, most, low, high, kTolerance, [&](double shift) {
        const double value = standardized(ranks.at(shift), continuity) - quantile;
        if (value > 0) {
            ranks.raiseLow();
        } else {
            ranks.lowerHigh();
        }
        return value;
    });
}

std::optional<ShiftInterval> MannWhitney::interval(double confidence, Continuity forEnds, Continuity forEstimate) const
{
    const double z = normalQuantile((1 - confidence) / 2);
    const RankSums atLeast = rankSums(m_x, m_y, m_x.front() - m_y.back());
    const RankSums atMost = rankSums(m_x, m_y, m_x.back() - m_y.front());
    ShiftedRanks ranks(m_x, m_y);
    const auto root = [&](double quantile, Continuity continuity, bool shortCut) {
        return rootOf(ranks, quantile, continuity, standardized(atLeast, continuity), standardized(atMost, continuity), shortCut);
    };
    if (std::isnan(standardized(atLeast, forEnds)) || std::isnan(standardized(atMost, forEnds))) {
        return std::nullopt;
    }
    const ShiftInterval found{root(-z, forEnds, true), root(z, forEnds, true), root(0, forEstimate, false)};
    if (std::isnan(found.low) || std::isnan(found.high) || std::isnan(found.estimate)) {
        return std::nullopt;
    }
    return found;
}

RankTest MannWhitney::test(Continuity continuity) const
{
    const RankSums sums = rankSums(m_x, m_y, 0);
    const auto twice = static_cast<double>(sums.twiceU);
    const double pairs = static_cast<double>(m_x.size()) * static_cast<double>(m_y.size());
    return {twice / 2, normalTwoSided(standardized(sums, continuity)), twice / (2 * pairs)};
}

double normalQuantile(double probability)
{
    return boost::math::quantile(boost::math::normal_distribution<double>(), probability);
}

double normalTwoSided(double z)
{
    if (std::isnan(z)) {
        return z;
    }
    return 2 * boost::math::cdf(boost::math::complement(boost::math::normal_distribution<double>(), std::abs(z)));
}

} // namespace fairlead::statistics
