#pragma once

#include "models/domain/analysis/metric.h"

#include <QStringList>

#include <map>

namespace fairlead::analysis {

/// After an error the next try comes this much later, whatever the interval.
constexpr Millis kErrorRetry = std::chrono::seconds(10);
/// How many measurements of a metric are kept unless a rule says otherwise.
constexpr int kKeptMeasurements = 10;

/// Reads a length as AnalysisTemplates write it: "30s", "1m30s", "1.5h". InvalidInput for anything else.
Result<Millis> intervalFrom(const QString& text);

/// The metrics to be measured at @p now, in the order of the run: those never measured whose initial delay is over, those whose
/// interval is over, those to be tried again after an error, and those in flight. A metric whose interval or delay cannot be
/// read is never due. A run that is being ended goes on with what is in flight only.
QStringList dueMetrics(const Run& run, Instant now);

/// When the run is to be looked at next; empty where nothing is to come.
std::optional<Instant> nextLook(const Run& run, Instant now);

/// The newest measurements of each metric: as many as @p kept says for it, or @p otherwise.
std::vector<MetricResult> trimmed(std::vector<MetricResult> results, const std::map<QString, int>& kept, int otherwise = kKeptMeasurements);

/// After how many seconds a finished run is deleted. The one for its phase counts before the one for all.
struct TimeToLive {
    std::optional<qint64> afterCompletion;
    std::optional<qint64> afterSuccess;
    std::optional<qint64> afterFailure; ///< of Failed alone, not of Error or Inconclusive
};

/// Whether a run that ended in @p phase @p sinceCompletion seconds ago is to be deleted. Empty: it is not known when it ended.
bool isExpired(const TimeToLive& timeToLive, Phase phase, std::optional<qint64> sinceCompletion);

} // namespace fairlead::analysis
