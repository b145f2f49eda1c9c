#pragma once

#include "models/base/id.h"
#include "models/domain/rollout/plan.h"

#include <QJsonObject>
#include <QMap>
#include <QString>

#include <optional>
#include <vector>

namespace fairlead::rollout {

/// The deployment manifest of seed 000, step 2.1 (row D1).
struct Manifest {
    QString component; ///< "personas/analysts/data_analyst_v2_optimized"
    QString version; ///< "2.0.0"
    QString replaces; ///< component that it takes the place of
    QString rollbackTo; ///< where a rollback leads
    QMap<QString, double> qualityScores; ///< dimension → score of the new version
    QMap<QString, double> baselineScores; ///< the same before; optional (key quality_scores_before)
    QString optimizationMethod;
    QString certificateId;
    QString strategy; ///< "canary"
    Percent canaryPercentage;
    std::vector<gate::Gate> successCriteria;
    QString businessJustification; ///< optional
    QString rollbackTested; ///< optional: when and how the rollback was tried

    bool operator==(const Manifest&) const = default;
};

/// One attempt to bring a version to an environment. Everything that decides is in here: a change of the
/// workspace's files does not touch a release under way.
struct Release {
    ReleaseId id;
    QString name; ///< short component name for people: "data_analyst"
    QString environment;
    bool production = false; ///< typed name required for dangerous verbs
    QString baselineVersion; ///< what serves the rest of the traffic; from the registry, else Manifest::rollbackTo
    QString target; ///< names in workspace.yaml
    QString source;
    QString checklist; ///< empty when none holds the start
    QString owner;
    QString rollbackOwner;
    std::optional<Span> window; ///< from the calendar
    Manifest manifest;
    Plan plan;

    QString title() const; ///< "data_analyst 2.0.0"
    bool operator==(const Release&) const = default;
};

QJsonObject toJson(const Manifest& manifest);
QJsonObject toJson(const Release& release);
Result<Manifest> manifestFromJson(const QJsonObject& json);
Result<Release> releaseFromJson(const QJsonObject& json);

} // namespace fairlead::rollout
