#pragma once

#include "models/base/instant.h"
#include "models/domain/analysis/phase.h"

#include <QString>

#include <optional>
#include <vector>

namespace fairlead::analysis {

/// How many measurements of each kind a metric may have. What is not set has the default of its function.
struct Limits {
    std::optional<int> failure; ///< default 0; negative: failures decide nothing
    std::optional<int> inconclusive; ///< default 0
    std::optional<int> consecutiveError; ///< default 4
    std::optional<int> consecutiveSuccess; ///< default and 0: successes in a row decide nothing

    int failureLimit() const { return failure.value_or(0); }
    bool failuresDecide() const { return failureLimit() >= 0; }
    int inconclusiveLimit() const { return inconclusive.value_or(0); }
    int consecutiveErrorLimit() const { return consecutiveError.value_or(4); }
    bool successesDecide() const { return consecutiveSuccess.value_or(0) > 0; }

    bool operator==(const Limits&) const = default;
};

/// One metric of an analysis: when it is measured, and what its measurements mean.
struct Metric {
    QString name;
    QString interval; ///< "30s", "1m30s"; empty: measured once, or as often as errors demand
    QString initialDelay; ///< from the start of the run; empty: none
    std::optional<int> count; ///< measurements wanted; 0 is the same as not set
    QString successCondition; ///< empty: none
    QString failureCondition; ///< empty: none
    Limits limits;
    bool dryRun = false; ///< looked at, but decides nothing

    /// 1 where there is neither a count nor an interval; empty: until the run is ended.
    std::optional<int> effectiveCount() const;

    bool operator==(const Metric&) const = default;
};

/// One look at a metric.
struct Measurement {
    Phase phase = Phase::Running;
    std::optional<Instant> startedAt;
    std::optional<Instant> finishedAt; ///< empty: in flight
    std::optional<Instant> resumeAt; ///< when one in flight is to be looked at again
    QString value; ///< as the provider gave it
    QString message;

    bool operator==(const Measurement&) const = default;
};

/// What was counted of a metric's finished measurements. Errors are no measurements taken: they do not count in @c count.
struct Counters {
    int count = 0;
    int successful = 0;
    int failed = 0;
    int inconclusive = 0;
    int error = 0;
    int consecutiveError = 0;
    int consecutiveSuccess = 0;

    /// Counts one finished measurement; one in flight changes nothing.
    void add(Phase measured);

    bool operator==(const Counters&) const = default;
};

/// How a metric stands in a run.
struct MetricResult {
    QString name;
    std::optional<Phase> phase; ///< as last assessed
    Counters counters;
    std::vector<Measurement> measurements; ///< oldest first
    QString message;

    bool operator==(const MetricResult&) const = default;
};

/// An analysis while it runs.
struct Run {
    std::vector<Metric> metrics;
    std::vector<MetricResult> results; ///< of the metrics that were measured, in the order they were first
    std::optional<Instant> startedAt;
    bool terminate = false; ///< somebody asked for its end

    const MetricResult* resultOf(const QString& metric) const;
    MetricResult* resultOf(const QString& metric);
    bool isDryRun(const QString& metric) const;
};

} // namespace fairlead::analysis
