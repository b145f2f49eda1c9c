#pragma once

#include "models/domain/workspace/workspace.h"
#include "models/formats/loaded.h"
#include "models/formats/yaml_map.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace fairlead::formats {

/// A release of workspace.yaml before what it refers to has been looked up.
struct ReleaseDraft {
    PlacedText manifest;
    PlacedText environment;
    PlacedText target;
    PlacedText plan;
    PlacedText checklist; ///< "stem" or "stem#Section"; empty when there is none
};

/// workspace.yaml as read, with the places of everything that refers to something else.
struct WorkspaceFile {
    QString name;
    QStringList allowedPrograms;
    QString person;
    std::vector<workspace::Environment> environments;
    std::vector<workspace::Target> targets;
    std::vector<Position> targetSourcePlaces; ///< one for each target
    std::vector<workspace::Source> sources;
    std::vector<ReleaseDraft> releases;
};

/// Reads workspace.yaml alone. What could be read is returned also beside problems, so that the rest of the workspace can be checked
/// against it. Codes: those of readYaml, YamlMap and the settings, and duplicate-name.
WorkspaceFile readWorkspaceFile(const QString& file, const QByteArray& bytes, Problems& problems);

} // namespace fairlead::formats
