#pragma once

#include "models/base/error.h"
#include "models/domain/metrics/metric.h"

#include <QFuture>

namespace fairlead::ports {

/// What gives metrics. Thread: engine; futures finish on the engine's thread. Every call ends.
/// Errors: Unreachable, Refused (the server said no: 401, bad query), Unknown (no answer in time),
/// Corrupt (an answer that cannot be read).
class MetricSource {
public:
    virtual ~MetricSource() = default;

    /// The newest value of every series that the source is configured with. A series without data
    /// (empty vector, NaN) is left out, never given as 0. Values are bounded: finite numbers only.
    virtual QFuture<Result<metrics::Readings>> read() = 0;

protected:
    MetricSource() = default;
    MetricSource(const MetricSource&) = default;
    MetricSource& operator=(const MetricSource&) = default;
};

} // namespace fairlead::ports
