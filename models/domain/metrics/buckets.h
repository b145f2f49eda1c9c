#pragma once

#include "models/domain/metrics/metric.h"

#include <span>

namespace fairlead::metrics {

/// What the samples of a stretch of time add up to. Empty (count 0) stretches have no other figures.
struct Bucket {
    Instant start; ///< the stretch is [start, start + width)
    qint64 count = 0;
    double mean = 0.0;
    double min = 0.0;
    double max = 0.0;
    /// Quantiles of the samples by linear interpolation between the closest ranks (Hyndman and Fan 1996, type 7).
    double p50 = 0.0;
    double p95 = 0.0;
    double p99 = 0.0;
    /// By how much a counter has risen a second: the sum of all rises from the sample before the stretch to its last one, over the
    /// time between these two. A fall is a restart from 0, as Prometheus takes it. Empty where there are no two samples.
    std::optional<double> rate;

    bool operator==(const Bucket&) const = default;
};

/// Sums @p samples, which are in time order, into stretches of @p width (at least 1 ms) that begin at multiples of it since the
/// epoch. Empty stretches are left out.
std::vector<Bucket> bucketsOf(std::span<const Sample> samples, Millis width);

/// The value below which @p part (0 to 1) of @p sorted lie, type 7; @p sorted is not empty.
double quantileOf(std::span<const double> sorted, double part);

} // namespace fairlead::metrics
