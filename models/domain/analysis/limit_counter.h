#pragma once

#include "models/domain/analysis/assess.h"

namespace fairlead::analysis {

/// Follows one metric while it is measured: counts, decides, and says how far it is from each limit. Thread: any, one at a time.
class LimitCounter {
public:
    explicit LimitCounter(Metric metric);

    /// Takes a finished measurement and gives the metric's phase with it. Nothing changes once that is final.
    Phase add(const Measurement& measurement);

    Phase phase() const;
    const MetricResult& result() const { return m_result; }

    /// "1 of 3 allowed failed measurements, 2 successful in a row of 5 wanted"; what decided once the phase is final.
    QString standing() const;

private:
    Metric m_metric;
    MetricResult m_result;
};

} // namespace fairlead::analysis
