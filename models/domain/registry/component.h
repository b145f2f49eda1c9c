#pragma once

#include "models/base/problem.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace fairlead::registry {

enum class DeploymentStatus { None, Candidate, Canary, Production, Backup, Quarantined };

QString toString(DeploymentStatus status); ///< lower case; "none" for None
std::optional<DeploymentStatus> statusFromString(const QString& text);

/// A component as the workspace describes it (row R1). Names are paths: "personas/analysts/data_analyst".
struct Component {
    QString name;
    QString owner;
    QStringList tags;
    QStringList versions; ///< as written, oldest first
    QStringList dependencies; ///< names of components
    QString production; ///< version in production; empty when there is none
    QString candidate;
    QString backup;
    DeploymentStatus status = DeploymentStatus::None;
    QMap<QString, double> scores; ///< dimension → value, e.g. iff → 0.92
    QString file; ///< where it was read from, relative to the workspace

    QString shortName() const; ///< the last part of the path
    bool operator==(const Component&) const = default;
};

} // namespace fairlead::registry
