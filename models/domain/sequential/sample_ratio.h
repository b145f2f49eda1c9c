#pragma once

#include "models/base/error.h"
#include "models/base/percent.h"

#include <QString>
#include <QtGlobal>

namespace fairlead::sequential {

/// Whether the canary gets the share of samples that it is meant to get. A mismatch says that routing or counting is broken,
/// and that no comparison of the arms can be trusted. O(1) a count and a look. A value; not thread-safe.
class SampleRatio {
public:
    /// @p intended is the canary's share, more than 0 and less than 100 %; InvalidInput otherwise, also for an alpha that is
    /// not between 0 and 1. Alpha is small by default: a mismatch is an alarm about the measurement itself.
    static Result<SampleRatio> create(Percent intended, double alpha = 0.001);

    /// Adds what arrived since the last call. False, and nothing is added, for negative counts.
    bool add(qint64 baseline, qint64 canary);

    /// Pearson's chi-square with one degree of freedom. FIXED HORIZON: for one look at a finished release. 1 without samples.
    double chiSquarePValue() const;

    /// Always valid: at most alpha of correct splits ever come to or below alpha, at whatever looks; never rises. The mixture
    /// martingale of Lindon, Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022 (arXiv 2011.03567,
    /// 2020), eq. 5, with two categories and a Dirichlet prior around the intended share.
    double sequentialPValue() const { return m_leastPValue; }
    /// The sequential test says that the split is not the intended one. Once true it stays so.
    bool mismatch() const { return m_leastPValue <= m_alpha; }

    double observedShare() const; ///< of the canary, as a fraction; NaN without samples
    QString sentence() const;

private:
    SampleRatio(double intended, double alpha)
        : m_intended(intended)
        , m_alpha(alpha)
    {
    }
    double m_intended; ///< the canary's share, a fraction
    double m_alpha;
    qint64 m_baseline = 0;
    qint64 m_canary = 0;
    double m_leastPValue = 1.0;
};

} // namespace fairlead::sequential
