#pragma once

#include "models/formats/kubernetes/field.h"

#include <QString>

#include <vector>

namespace fairlead::formats::kubernetes {

/// What the Argo Rollouts controller refuses about an object, in its own words, since people search for them.
struct FieldError {
    enum class Kind { Required, Invalid, Internal, Plain };

    Kind kind = Kind::Plain;
    QString field; ///< as the controller names it; it leaves ".canary" and ".blueGreen" out
    QString value; ///< the refused value, for Invalid where it is a number, a truth value or a text
    QString detail;
    Position at;

    /// "spec.strategy.dynamicStableScale: Invalid value: true: …"; the detail alone for Plain.
    QString text() const;
};

using FieldErrors = std::vector<FieldError>;

/// The controller's rules in its order, after pkg/apis/rollouts/validation/validation.go and utils/analysis/factory.go of
/// argoproj/argo-rollouts. Of a pod template only those are checked that an import can meet: labels that the selector matches
/// and containers with name and image. @p spec is the field "spec" of a Rollout.
FieldErrors validateRollout(const Field& spec);
FieldErrors validateStrategy(const Field& spec);
FieldErrors validateBlueGreen(const Field& spec);
FieldErrors validateCanary(const Field& spec);
FieldErrors validateSurge(const Field& spec);
FieldErrors validateAntiAffinity(const Field& antiAffinity, const QString& path);
/// More than one of setWeight, pause, experiment and analysis in one step?
FieldErrors validateStepKind(const Field& step, const QString& path);
/// The metrics of an AnalysisTemplate or an AnalysisRun: the first error alone, as the controller gives it.
FieldErrors validateMetrics(const Field& metrics);

/// Length of a pause in whole seconds as the controller counts it: -1 for one that it cannot read.
std::int64_t pauseSeconds(const Field& duration);

} // namespace fairlead::formats::kubernetes
