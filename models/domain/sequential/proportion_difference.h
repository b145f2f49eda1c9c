#pragma once

#include "models/domain/sequential/settings.h"

#include <QtGlobal>

namespace fairlead::sequential {

/// Always-valid confidence sequence for the difference, and the ratio, of two proportions. Not asymptotic: the level holds
/// from the first sample on and for any number of successes, none included. O(1) to add a sample; to look at one contrast is
/// one or two evaluations of the evidence while nothing is near a decision, a one-dimensional search otherwise. A value; not
/// thread-safe.
///
/// For a pair of candidate proportions (b, c) the product M_b(b) M_c(c) of the arms' beta-binomial mixtures (logEvidence) is a
/// test martingale, in whatever order the arms' samples arrive, as long as the order does not depend on the outcomes. So
///     { (b, c) : ln M_b(b) + ln M_c(c) < ln(1 / alpha) }
/// holds the true pair at all times with probability 1 - alpha; both logarithms are convex, hence so is the set. A contrast
/// is proven when its line misses the set, and the interval is the set's projection. This gives away less than an interval
/// for each arm at alpha / 2 (a union bound): the projection of a round set instead of that of the square around it.
/// One-sided use: the same set at the same alpha, which is safe though not narrower.
class ProportionDifference {
public:
    explicit ProportionDifference(Settings settings = {});

    /// One trial: 0 or 1. False, and counted in refused(), for anything else.
    bool addBaseline(double value) { return m_baseline.add(value) || refuse(); }
    bool addCanary(double value) { return m_canary.add(value) || refuse(); }
    /// Many trials at once, as counters give them. False, and one refusal counted, unless 0 <= successes <= trials.
    bool addBaseline(qint64 successes, qint64 trials) { return m_baseline.add(successes, trials) || refuse(); }
    bool addCanary(qint64 successes, qint64 trials) { return m_canary.add(successes, trials) || refuse(); }

    /// Of canary - baseline, within [-1, 1].
    Interval interval() const;
    /// Of canary / baseline; the upper end is infinite while the baseline's proportion may be 0.
    Interval ratio() const;

    Proof prove(const Contrast& contrast, double scale = 1.0) const;
    /// A proportion is not negative: 1 as soon as the baseline has samples.
    int baselineSign() const { return m_baseline.trials > 0 ? 1 : 0; }
    bool ready(double = 1.0) const { return m_baseline.trials > 0 && m_canary.trials > 0; }

    double baselineEstimate() const { return m_baseline.share(); }
    double canaryEstimate() const { return m_canary.share(); }
    qint64 baselineSamples() const { return m_baseline.trials; }
    qint64 canarySamples() const { return m_canary.trials; }
    qint64 refused() const { return m_refused; }

private:
    struct Counts {
        qint64 successes = 0;
        qint64 trials = 0;

        bool add(double value);
        bool add(qint64 moreSuccesses, qint64 moreTrials);
        double share() const;
        double evidence(double p, double scale, double priorTrials) const;
    };
    bool refuse()
    {
        ++m_refused;
        return false;
    }
    bool reachesLine(const Contrast& contrast, double scale, double first, double last) const;

    double m_logThreshold;
    double m_priorTrials;
    Counts m_baseline;
    Counts m_canary;
    qint64 m_refused = 0;
};

} // namespace fairlead::sequential
