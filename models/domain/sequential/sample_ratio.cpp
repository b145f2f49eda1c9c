#include "models/domain/sequential/sample_ratio.h"

#include "models/domain/sequential/beta_binomial.h"

#include <boost/math/distributions/chi_squared.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace fairlead::sequential {

namespace {
/// What the prior around the intended share is worth, in samples: it expects deviations of about a point of percent, which
/// 10,000 requests can show.
constexpr double kPriorSamples = 1000.0;
} // namespace

Result<SampleRatio> SampleRatio::create(Percent intended, double alpha)
{
    if (!(intended.fraction() > 0.0 && intended.fraction() < 1.0)) {
        return fail(ErrorCode::InvalidInput,
            QStringLiteral("the intended share is %1 %; with all samples in one arm there is no ratio to check").arg(intended.value()));
    }
    if (!(alpha > 0.0 && alpha < 1.0)) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("alpha is %1; it lies between 0 and 1, for example 0.001").arg(alpha));
    }
    return SampleRatio(intended.fraction(), alpha);
}

bool SampleRatio::add(qint64 baseline, qint64 canary)
{
    if (baseline < 0 || canary < 0) {
        return false;
    }
    m_baseline += baseline;
    m_canary += canary;
    const auto samples = static_cast<double>(m_baseline + m_canary);
    const double evidence = logEvidence(m_intended, static_cast<double>(m_canary), samples, kPriorSamples);
    m_leastPValue = std::min(m_leastPValue, std::exp(-evidence));
    return true;
}

double SampleRatio::chiSquarePValue() const
{
    const auto samples = static_cast<double>(m_baseline + m_canary);
    if (samples == 0.0) {
        return 1.0;
    }
    const double off = static_cast<double>(m_canary) - samples * m_intended;
    const double statistic = off * off / (samples * m_intended * (1.0 - m_intended));
    return boost::math::cdf(boost::math::complement(boost::math::chi_squared(1.0), statistic));
}

double SampleRatio::observedShare() const
{
    const qint64 samples = m_baseline + m_canary;
    return samples == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(m_canary) / static_cast<double>(samples);
}

QString SampleRatio::sentence() const
{
    if (m_baseline + m_canary == 0) {
        return QStringLiteral("No sample yet: the canary's share cannot be checked.");
    }
    const QString figures
        = QStringLiteral("%1 % of %2 samples are the canary's, %3 % are intended (sequential p %4, alpha %5)")
              .arg(QString::number(100.0 * observedShare(), 'g', 4))
              .arg(m_baseline + m_canary)
              .arg(QString::number(100.0 * m_intended, 'g', 4), QString::number(m_leastPValue, 'g', 2), QString::number(m_alpha, 'g', 3));
    return mismatch() ? QStringLiteral("Sample ratio mismatch: %1. Check routing and counting before trusting a comparison.").arg(figures)
                      : QStringLiteral("The split is as intended as far as can be told: %1.").arg(figures);
}

} // namespace fairlead::sequential
