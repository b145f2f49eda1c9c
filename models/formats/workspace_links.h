#pragma once

#include "models/domain/workspace/workspace.h"
#include "models/formats/calendar.h"
#include "models/formats/component.h"
#include "models/formats/workspace_file.h"

#include <vector>

namespace fairlead::formats {

/// Everything of a workspace as it was read from its files, before the references between them are checked.
struct WorkspaceParts {
    WorkspaceFile file;
    std::vector<ComponentFile> components;
    std::vector<Position> componentPlaces; ///< of the names, one for each component
    std::vector<rollout::Plan> plans;
    std::vector<rollout::Plan> planTemplates; ///< that a release may name without a file
    std::vector<checklist::Template> checklists; ///< whole guides
    Calendar calendar;
    /// Also of things that are refused, so that a reference to one of them is not reported on top.
    QStringList planNames;
    QStringList componentNames;
};

/// Adds the templates that releases name and that no file of the workspace takes the place of to the plans. A file that is refused
/// still wins: a release must not run another plan than the one that its people wrote.
void takeTemplates(WorkspaceParts& parts);

/// Checks that all that is referred to exists, naming the nearest that does. Code: unknown-reference.
/// Checklists are checked where their sections are cut out.
void checkReferences(const QString& file, const WorkspaceParts& parts, Problems& problems);

/// Warns of dependencies that do not exist or run in a circle, and of calendar entries for components that do not exist.
/// Codes: missing-dependency, cyclic-dependency, unknown-component.
void checkDependencies(const WorkspaceParts& parts, const QString& calendarFile, Problems& problems);

/// Checks what freezes name: an environment that does not exist is an error (the freeze would hold nothing), a component that does not
/// exist a warning. Codes: unknown-reference, unknown-component.
void checkFreezes(const WorkspaceParts& parts, const QString& calendarFile, Problems& problems);

/// Warns where a release cannot work as planned: a gate on a metric that its source does not measure, a plan that starts at
/// another weight than the manifest's, a component that the registry does not know and so has no version in production.
/// Codes: unmeasured-metric, canary-differs, unknown-component.
void checkRelease(
    const QString& file, const WorkspaceParts& parts, const ReleaseDraft& draft, const rollout::Manifest& manifest, Problems& problems);

} // namespace fairlead::formats
