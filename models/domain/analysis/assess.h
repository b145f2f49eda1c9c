#pragma once

#include "models/domain/analysis/metric.h"

#include <QStringList>

#include <expected>

namespace fairlead::analysis {

/// A limit that was exceeded.
struct Exceeded {
    Phase phase = Phase::Failed; ///< Failed, Inconclusive or Error
    QString message; ///< "failed (4) > failureLimit (3)"

    bool operator==(const Exceeded&) const = default;
};

/// The limit that decides. Of several that are exceeded the last in the order failure, inconclusive, consecutive error counts,
/// whatever is worse. Empty: none is exceeded.
std::optional<Exceeded> exceeded(const Limits& limits, const Counters& counters);

/// How @p metric stands. A final phase stays; a measurement in flight keeps it running; then the limits decide, then the
/// successes in a row, then the count. @p terminating: the run is being ended.
Phase assess(const Metric& metric, const MetricResult& result, bool terminating);

/// Whether a run takes no new measurements: somebody ended it, or a metric that counts is Failed, Error or Inconclusive.
bool isTerminating(const Run& run);

/// How many metrics ended how. What is neither Failed, Inconclusive nor Error by its limits counts as successful.
struct Summary {
    int count = 0;
    int successful = 0;
    int failed = 0;
    int inconclusive = 0;
    int error = 0;

    bool operator==(const Summary&) const = default;
};

/// A run with every metric assessed.
struct RunStatus {
    Phase phase = Phase::Running;
    QString message; ///< what decided; empty while it runs and where nothing went wrong
    Run run; ///< with the phases and messages of its metrics
    Summary summary;
    Summary dryRunSummary;
};

/// The worst metric that counts decides, once each of them has ended, or the run is being ended.
RunStatus assess(Run run);

/// Gives the metrics of @p run that a rule names (by a regular expression). An error names the first rule that fits none:
/// "dryRun[0]: Rule didn't match any metric name(s)"; @p field is "dryRun" or "measurementRetention".
std::expected<QStringList, QString> metricsOfRules(const QString& field, const QStringList& rules, const std::vector<Metric>& metrics);

} // namespace fairlead::analysis
