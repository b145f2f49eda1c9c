#pragma once

#include "models/domain/sequential/running_moments.h"
#include "models/domain/sequential/settings.h"

namespace fairlead::sequential {

/// Which side of a mean's interval is wanted. One side at the same alpha is narrower than that side of a two-sided one.
enum class Sides {
    Both, ///< alpha / 2 below, alpha / 2 above
    Lower, ///< a lower bound only; the interval is [low, infinity)
    Upper, ///< an upper bound only
};

/// Always-valid confidence sequence for the difference of two means, of unequal and unknown variances. O(1) a sample, both to
/// add one and to look. A value; not thread-safe.
///
/// Source: the Gaussian mixture asymptotic confidence sequence, theorem 2.2 of Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas,
/// "Time-uniform central limit theory and asymptotic confidence sequences", Annals of Statistics 52(6), 2024 (Robbins 1970;
/// Howard, Ramdas, McAuliffe, Sekhon 2021, proposition 5). For one mean of t samples it is
///     mean +- sd * sqrt(2 (t r + 1) / (t^2 r) * ln(sqrt(t r + 1) / alpha)),   r = rho^2.
/// For two arms of n and m samples the estimate's variance is V = s_b^2 / n + s_c^2 / m; estimates at successive looks have
/// independent increments in the information 1 / V (Jennison, Turnbull 2000, section 3.1), so the same mixture holds with
/// time 1 / V, in whatever order and shares the samples arrive, as long as the shares do not depend on the values. The
/// mixture's scale is set at K = 1 / r matched samples an arm, that is at information K / (s_b^2 + s_c^2): a number that a
/// ramp of the canary's weight does not move. With u = (s_b^2 + s_c^2) / V the half width is
///     sqrt(V (1 + K / u) ln((1 + u / K) / alpha^2)).
///
/// Asymptotic means that the level holds when looking starts late enough for the normal approximation (the paper's section
/// 2.5). What breaks it first are skewed samples in arms of unequal size, which a canary of 10 % and a latency are. So
/// - nothing is claimed before kMinimumSamples in each arm, nor while the skewness g of the estimate exceeds kMostSkewness
///   (leaving out looks never adds false alarms). g is (m3_c / m^2 - m3_b / n^2) / V^1.5 with third central moments m3; it is
///   also taken with the moments of both arms pooled, and the larger counts, since a small arm that has not seen a rare large
///   value yet does not know how skewed it is;
/// - the interval is widened by the first term of the Edgeworth expansion of a studentised mean, z + g (2 z^2 + 1) / 6
///   (Johnson 1978; Hall 1992, section 2.6), on both sides. It vanishes as samples grow, so the sequence stays what it is.
/// Figures for normal, skewed and heavy-tailed samples are in tests/bench/bench_sequential.cpp.
///
/// Both series constant: the variance is 0 and the interval is a point; the difference is taken as exact from the minimum on.
class MeanDifference {
public:
    static constexpr qint64 kMinimumSamples = 30; ///< in each arm
    static constexpr double kMostSkewness = 0.5;

    explicit MeanDifference(Settings settings = {});

    /// False, and the sample is counted in refused() but not used, for NaN and infinities.
    bool addBaseline(double value) { return count(m_baseline.add(value)); }
    bool addCanary(double value) { return count(m_canary.add(value)); }

    /// Of canary - baseline. Unbounded until ready(); the estimate is there from the first sample of each arm.
    Interval interval(Sides sides = Sides::Both) const;
    /// Of canary / baseline: every ratio that the contrast does not rule out. Unbounded while the baseline's mean is not
    /// clearly away from 0.
    Interval ratio() const;

    /// Whether @p contrast is proven to be on one side of 0. @p scale imagines that many times the samples with the same
    /// means and variances, to ask how many more are needed.
    Proof prove(const Contrast& contrast, double scale = 1.0) const;
    /// 1 or -1 where the baseline's mean is proven to be above or below 0; 0 while it is not.
    int baselineSign() const;

    /// Whether the minimum sample size is reached and the estimate is no longer too skewed for it.
    bool ready(double scale = 1.0) const;

    double baselineEstimate() const { return m_baseline.mean(); }
    double canaryEstimate() const { return m_canary.mean(); }
    qint64 baselineSamples() const { return m_baseline.count(); }
    qint64 canarySamples() const { return m_canary.count(); }
    qint64 refused() const { return m_refused; }

private:
    bool count(bool taken);
    double skewness(double scale) const;
    double halfWidth(double factor, double scale, Sides sides) const;

    Settings m_settings;
    double m_priorSamples;
    RunningMoments m_baseline;
    RunningMoments m_canary;
    qint64 m_refused = 0;
};

} // namespace fairlead::sequential
