#pragma once

#include <QtGlobal>

namespace fairlead::sequential {

/// Count, mean, variance and third central moment of a stream, O(1) a sample and stable far from 0 (Welford 1962; third
/// moment after Pébay 2008, "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order
/// statistical moments", eq. 2.1 with one new sample).
class RunningMoments {
public:
    /// Takes a finite sample; false, and nothing is taken, for NaN and infinities.
    bool add(double value);

    qint64 count() const { return m_count; }
    /// 0 while there is no sample.
    double mean() const { return m_origin + m_offset; }
    /// Unbiased (n - 1); 0 below two samples.
    double variance() const;
    /// Third central moment, not divided by the deviation; 0 below two samples.
    double thirdMoment() const;

private:
    qint64 m_count = 0;
    double m_origin = 0.0; ///< the first sample: far from 0 the mean is kept as a small distance to it
    double m_offset = 0.0; ///< of the mean from there
    double m_squares = 0.0; ///< sum of squared deviations
    double m_cubes = 0.0; ///< sum of cubed deviations
};

} // namespace fairlead::sequential
