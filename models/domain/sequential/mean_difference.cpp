#include "models/domain/sequential/mean_difference.h"

#include "models/domain/sequential/inversion.h"

#include <algorithm>
#include <cmath>

namespace fairlead::sequential {

MeanDifference::MeanDifference(Settings settings)
    : m_settings(settings)
    , m_priorSamples(settings.priorSamples())
{
}

bool MeanDifference::count(bool taken)
{
    m_refused += taken ? 0 : 1;
    return taken;
}

/// Of canary - baseline, without its sign; see the class.
double MeanDifference::skewness(double scale) const
{
    const double baseline = scale * static_cast<double>(m_baseline.count());
    const double canary = scale * static_cast<double>(m_canary.count());
    const auto standardised = [&](double baselineVariance, double canaryVariance, double baselineThird, double canaryThird) {
        const double variance = baselineVariance / baseline + canaryVariance / canary;
        const double third = canaryThird / (canary * canary) - baselineThird / (baseline * baseline);
        return variance > 0.0 ? std::abs(third) / (variance * std::sqrt(variance)) : 0.0;
    };
    const double share = canary / (baseline + canary);
    const double variance = (1.0 - share) * m_baseline.variance() + share * m_canary.variance();
    const double third = (1.0 - share) * m_baseline.thirdMoment() + share * m_canary.thirdMoment();
    return std::max(standardised(m_baseline.variance(), m_canary.variance(), m_baseline.thirdMoment(), m_canary.thirdMoment()),
        standardised(variance, variance, third, third));
}

bool MeanDifference::ready(double scale) const
{
    const auto fewest = static_cast<double>(std::min(m_baseline.count(), m_canary.count()));
    return scale * fewest >= static_cast<double>(kMinimumSamples) && skewness(scale) <= kMostSkewness;
}

double MeanDifference::halfWidth(double factor, double scale, Sides sides) const
{
    const double baselineVariance = factor * factor * m_baseline.variance();
    const double canaryVariance = m_canary.variance();
    const double variance = baselineVariance / (scale * static_cast<double>(m_baseline.count()))
        + canaryVariance / (scale * static_cast<double>(m_canary.count()));
    if (variance <= 0.0) {
        return 0.0;
    }
    const double time = (baselineVariance + canaryVariance) / variance / m_priorSamples;
    const double alpha = m_settings.alpha();
    // One side: the mixing normal is folded to one side of 0 (the paper's appendix on one-sided sequences; Howard et al.
    // 2021, proposition 6 in closed form).
    const double logTerm
        = sides == Sides::Both ? std::log1p(time) - 2.0 * std::log(alpha) : 2.0 * std::log1p(std::sqrt(1.0 + time) / (2.0 * alpha));
    const double z = std::sqrt((1.0 + 1.0 / time) * logTerm);
    return std::sqrt(variance) * (z + skewness(scale) * (2.0 * z * z + 1.0) / 6.0);
}

Interval MeanDifference::interval(Sides sides) const
{
    Interval interval;
    if (m_baseline.count() == 0 || m_canary.count() == 0) {
        return interval;
    }
    interval.estimate = m_canary.mean() - m_baseline.mean();
    if (!ready()) {
        return interval;
    }
    const double half = halfWidth(1.0, 1.0, sides);
    if (sides != Sides::Upper) {
        interval.low = interval.estimate - half;
    }
    if (sides != Sides::Lower) {
        interval.high = interval.estimate + half;
    }
    return interval;
}

Interval MeanDifference::ratio() const
{
    return ratioOf(*this);
}

Proof MeanDifference::prove(const Contrast& contrast, double scale) const
{
    if (!ready(scale)) {
        return Proof::Unproven;
    }
    const double estimate = m_canary.mean() - contrast.factor * m_baseline.mean() - contrast.offset;
    const double half = halfWidth(contrast.factor, scale, Sides::Both);
    if (estimate > half) {
        return Proof::Above;
    }
    return estimate < -half ? Proof::Below : Proof::Unproven;
}

int MeanDifference::baselineSign() const
{
    const auto samples = static_cast<double>(m_baseline.count());
    if (m_baseline.count() < kMinimumSamples) {
        return 0;
    }
    const double time = samples / m_priorSamples;
    const double logTerm = std::log1p(time) + 2.0 * m_settings.logThreshold();
    const double half = std::sqrt(m_baseline.variance() / samples * (1.0 + 1.0 / time) * logTerm);
    return m_baseline.mean() > half ? 1 : (m_baseline.mean() < -half ? -1 : 0);
}

} // namespace fairlead::sequential
