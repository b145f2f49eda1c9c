#include "models/domain/sequential/proportion_difference.h"

#include "models/domain/sequential/beta_binomial.h"
#include "models/domain/sequential/inversion.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace fairlead::sequential {

bool ProportionDifference::Counts::add(double value)
{
    return (value == 0.0 || value == 1.0) && add(value == 1.0 ? 1 : 0, 1);
}

bool ProportionDifference::Counts::add(qint64 moreSuccesses, qint64 moreTrials)
{
    if (moreSuccesses < 0 || moreSuccesses > moreTrials) {
        return false;
    }
    successes += moreSuccesses;
    trials += moreTrials;
    return true;
}

double ProportionDifference::Counts::share() const
{
    return trials == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(successes) / static_cast<double>(trials);
}

double ProportionDifference::Counts::evidence(double p, double scale, double priorTrials) const
{
    return logEvidence(p, scale * static_cast<double>(successes), scale * static_cast<double>(trials), priorTrials);
}

ProportionDifference::ProportionDifference(Settings settings)
    : m_logThreshold(settings.logThreshold())
    , m_priorTrials(settings.priorSamples())
{
}

/// Whether the confidence set holds a point with canary = factor * baseline + offset and first <= baseline <= last. The
/// evidence along the line is convex, so golden sections find its minimum; any point below the threshold ends the search.
bool ProportionDifference::reachesLine(const Contrast& contrast, double scale, double first, double last) const
{
    const auto inside = [&](double baseline, double& evidence) {
        const double canary = std::clamp(contrast.factor * baseline + contrast.offset, 0.0, 1.0);
        evidence = m_baseline.evidence(baseline, scale, m_priorTrials) + m_canary.evidence(canary, scale, m_priorTrials);
        return evidence < m_logThreshold;
    };
    // A good guess first, since most looks end here: the least squares point of the line with binomial weights.
    const auto weight = [](const Counts& counts) {
        const auto trials = static_cast<double>(counts.trials);
        const double share = (static_cast<double>(counts.successes) + 0.5) / (trials + 1.0);
        return trials / (share * (1.0 - share));
    };
    const double baselineWeight = weight(m_baseline);
    const double canaryWeight = contrast.factor * weight(m_canary);
    const double guess = (baselineWeight * m_baseline.share() + canaryWeight * (m_canary.share() - contrast.offset))
        / (baselineWeight + contrast.factor * canaryWeight);
    double evidence = 0.0;
    if (inside(std::clamp(guess, first, last), evidence)) {
        return true;
    }
    constexpr double kGolden = 0.6180339887498949;
    double left = last - kGolden * (last - first);
    double right = first + kGolden * (last - first);
    double atLeft = 0.0;
    double atRight = 0.0;
    if (inside(left, atLeft) || inside(right, atRight) || inside(first, evidence) || inside(last, evidence)) {
        return true;
    }
    while (last - first > 1e-9 * last + std::numeric_limits<double>::min()) {
        const bool goLeft = atLeft <= atRight; // both infinite cannot be inside [first, last]: only its ends are impossible
        if (goLeft) {
            last = std::exchange(right, left);
            atRight = atLeft;
            left = last - kGolden * (last - first);
        } else {
            first = std::exchange(left, right);
            atLeft = atRight;
            right = first + kGolden * (last - first);
        }
        if (goLeft ? inside(left, atLeft) : inside(right, atRight)) {
            return true;
        }
    }
    return false;
}

Proof ProportionDifference::prove(const Contrast& contrast, double scale) const
{
    if (!ready()) {
        return Proof::Unproven;
    }
    // The part of the line that lies in the unit square; where there is none the square is on one side of it.
    double first = 0.0;
    double last = 1.0;
    if (contrast.factor != 0.0) {
        const double atZero = -contrast.offset / contrast.factor;
        const double atOne = (1.0 - contrast.offset) / contrast.factor;
        first = std::max(first, std::min(atZero, atOne));
        last = std::min(last, std::max(atZero, atOne));
    } else if (contrast.offset < 0.0 || contrast.offset > 1.0) {
        last = -1.0;
    }
    if (first <= last && reachesLine(contrast, scale, first, last)) {
        return Proof::Unproven;
    }
    const double estimate = canaryEstimate() - contrast.factor * baselineEstimate() - contrast.offset;
    return estimate > 0.0 ? Proof::Above : (estimate < 0.0 ? Proof::Below : Proof::Unproven);
}

Interval ProportionDifference::interval() const
{
    if (!ready()) {
        return {};
    }
    const auto unproven = [this](double difference) { return prove({1.0, difference}) == Proof::Unproven; };
    const double estimate = canaryEstimate() - baselineEstimate();
    const double low = unproven(-1.0) ? -1.0 : edgeBetween(estimate, -1.0, unproven);
    const double high = unproven(1.0) ? 1.0 : edgeBetween(estimate, 1.0, unproven);
    return {low, high, estimate};
}

Interval ProportionDifference::ratio() const
{
    Interval interval = ratioOf(*this);
    interval.low = std::max(interval.low, 0.0);
    return interval;
}

} // namespace fairlead::sequential
