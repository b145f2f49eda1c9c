#pragma once

#include "models/domain/workspace/workspace.h"
#include "models/formats/loaded.h"

#include <QString>

namespace fairlead::formats {

/// How many of each a workspace has, counted as far as it could be read.
struct WorkspaceCounts {
    int components = 0;
    int targets = 0;
    int sources = 0;
    int plans = 0;
    int checklists = 0; ///< guides, not sections of them
    int trains = 0;

    bool operator==(const WorkspaceCounts&) const = default;
};

struct LoadedWorkspace : Loaded<workspace::Workspace> {
    WorkspaceCounts counts;
};

/// Reads a workspace's folder: workspace.yaml, components/, checklists/, plans/, trains/, calendar.yaml and the manifests that releases
/// name. Reads only; nothing on disk is changed. All problems of all files come at once, files named relative to the folder.
///
/// workspace.yaml has the keys workspace (its name), person (optional), environments [{name, production}],
/// targets [{name, driver, source, …settings}], sources [{name, driver, …settings, metrics}] and
/// releases [{manifest, environment, target, plan, checklist}]. A release's checklist is the stem of a guide in checklists/,
/// and "stem#Heading" takes only what stands under that heading: deployment-guide#Pre-Deployment Checklist. Each section that is
/// named so is a template of its own in Workspace::checklists, beside the whole guide, with "stem#Heading" as its name.
///
/// A release's plan is one of the workspace's, else the template of that name (planTemplates()). Only plans that some release names
/// come from templates, and counts are of files.
///
/// A file of trains/ puts releases into the order in which they go (readTrain()).
///
/// Codes besides those of the readers: missing-folder, unknown-reference, unknown-section, missing-file, path-escapes,
/// duplicate-name, duplicate-car; warnings missing-dependency, cyclic-dependency, unknown-component, unmeasured-metric, canary-differs.
LoadedWorkspace readWorkspace(const QString& directory);

} // namespace fairlead::formats
