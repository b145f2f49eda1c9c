#pragma once

#include "models/base/error.h"
#include "models/domain/analysis/assess.h"

#include <QJsonObject>

namespace fairlead::analysis {

/// Reads what a question about a run holds: its metrics, its results, when it began. Times are seconds relative to @p now.
/// InvalidInput names what is not understood.
Result<Run> runFromJson(const QJsonObject& json, Instant now);
Result<Metric> metricFromJson(const QJsonObject& json);
Result<MetricResult> resultFromJson(const QJsonObject& json, Instant now);
Counters countersFromJson(const QJsonObject& json);

QJsonObject toJson(const Counters& counters);
QJsonObject toJson(const Summary& summary);

} // namespace fairlead::analysis
