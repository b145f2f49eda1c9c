#pragma once

#include "models/base/error.h"

#include <QJsonObject>

namespace fairlead::analysis {

/// Answers a question about measurements that are given, as "analysis assess" takes it. Its "op" says what is asked:
/// assessMetricStatus, assessFailure, assessRunStatus, isWorse, isTerminating, invalidRun, applyMeasurement, dueMeasurements,
/// nextReconcile, trimHistory, ttlExpired. Times are seconds relative to now. Unsupported for another op; InvalidInput for a
/// phase that does not exist.
Result<QJsonValue> answer(const QJsonObject& question);

} // namespace fairlead::analysis
