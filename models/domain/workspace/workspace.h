#pragma once

#include "models/base/problem.h"
#include "models/domain/calendar/entry.h"
#include "models/domain/calendar/freeze.h"
#include "models/domain/checklist/checklist.h"
#include "models/domain/registry/component.h"
#include "models/domain/rollout/release.h"
#include "models/domain/train/train.h"

#include <QMap>
#include <QString>

#include <vector>

namespace fairlead::workspace {

struct Environment {
    QString name;
    bool production = false;

    bool operator==(const Environment&) const = default;
};

/// What shifts traffic. Settings that only its driver understands are in @c settings, checked at load.
struct Target {
    QString name;
    QString driver; ///< "rehearsal" or "haproxy"
    QString source; ///< name of the source that sees its effect
    QMap<QString, QString> settings;

    bool operator==(const Target&) const = default;
};

/// Queries for one metric; empty text where a side is not measured.
struct MetricQuery {
    QString metric;
    QString canary;
    QString baseline;
    QString canaryParts = {}; ///< gives a series for each part of the metric, told apart by labels; these are shown, not judged
    QString baselineParts = {};

    bool operator==(const MetricQuery&) const = default;
};

struct Source {
    QString name;
    QString driver; ///< "rehearsal" or "prometheus"
    QMap<QString, QString> settings;
    std::vector<MetricQuery> metrics;

    bool operator==(const Source&) const = default;
};

/// Which manifest goes where, by which plan, behind which checklist.
struct PlannedRelease {
    QString manifestFile;
    rollout::Manifest manifest;
    QString environment;
    QString target;
    QString plan;
    QString checklist; ///< may be empty

    bool operator==(const PlannedRelease&) const = default;
};

/// A workspace folder as read: checked, complete, and only values.
struct Workspace {
    QString name;
    QString directory; ///< absolute
    QString person; ///< who acts here, unless the caller says otherwise; from "person:", else the login name
    QStringList allowedPrograms; ///< of this machine, that steps of plans may run; as plans name them
    std::vector<Environment> environments;
    std::vector<Target> targets;
    std::vector<Source> sources;
    std::vector<registry::Component> components;
    std::vector<checklist::Template> checklists;
    std::vector<rollout::Plan> plans;
    std::vector<calendar::Entry> calendar;
    std::vector<calendar::Freeze> freezes;
    std::vector<PlannedRelease> releases;
    std::vector<train::Train> trains;

    const Environment* environment(const QString& name) const;
    const Target* target(const QString& name) const;
    const Source* source(const QString& name) const;
    const rollout::Plan* plan(const QString& name) const;
    const checklist::Template* checklist(const QString& name) const;
};

/// Is @p release an attempt at what @p planned says (same component, version, environment and target)?
bool isAttemptOf(const rollout::Release& release, const PlannedRelease& planned);

/// The car that brings @p planned.
train::Car carOf(const PlannedRelease& planned, const QString& name, const QStringList& after);

/// Puts a planned release together with all it refers to: plan, calendar window, owners, baseline version.
/// NotFound names what is missing; @p id is the new attempt's.
Result<rollout::Release> assemble(const Workspace& workspace, const PlannedRelease& planned, ReleaseId id);

} // namespace fairlead::workspace
