#pragma once

#include "models/formats/kubernetes/field.h"
#include "models/formats/kubernetes/plan_object.h"

#include <QStringList>

#include <vector>

namespace fairlead::formats::kubernetes {

/// Metric providers of Argo Rollouts, as their keys are written.
const QStringList& argoProviders();
/// How many of them a metric names; each plugin is one.
int providersOf(const Field& metric);

/// The metrics of an AnalysisTemplate or an AnalysisRun, as far as they can be read.
std::vector<PlanMetric> readArgoMetrics(const Field& metrics);

/// What their limits mean, one rule a metric.
std::vector<PlanRule> rulesOf(const std::vector<PlanMetric>& metrics);

} // namespace fairlead::formats::kubernetes
