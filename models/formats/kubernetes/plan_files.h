#pragma once

#include "models/base/problem.h"
#include "models/formats/kubernetes/plan_object.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace fairlead::formats::kubernetes {

/// What a file says about rollouts, and everything that is wrong with it.
struct PlanFile {
    std::vector<PlanObject> objects; ///< in the order of the file; also those that a problem is about, as far as they can be read
    Problems problems; ///< in the order of the file

    bool valid() const { return !hasErrors(problems); }
};

/// Reads every document of @p bytes: Rollout, AnalysisTemplate, ClusterAnalysisTemplate, AnalysisRun, Experiment (Argo
/// Rollouts), Canary, MetricTemplate, AlertProvider (Flagger), List of any of them, and Fairlead's own plans and deployment
/// manifests. Other kinds are named in a warning. @p file is the name in problems. Thread: any.
/// Codes besides those of readYamlStream, checkShape, checkQuantities, readPlan and readManifest: no-kind, unknown-kind,
/// other-kind, wrong-api-version, refused-by-controller, no-objects; warnings no-selector, other-kind.
PlanFile readPlanFile(const QString& file, const QByteArray& bytes);

} // namespace fairlead::formats::kubernetes
