#pragma once

#include "models/domain/registry/component.h"
#include "models/formats/loaded.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace fairlead::formats {

/// A component file as read, with the places that checks against other files need.
struct ComponentFile {
    registry::Component component; ///< Component::file is the name that was given to readComponent
    std::vector<Position> dependencyPlaces; ///< one for each dependency
};

/// Reads a component: name, owner, tags, versions, dependencies, production, candidate, backup, status and scores.
/// Production and candidate must be among the versions. Loaded::at is the place of the name.
/// Codes besides those of readYaml and YamlMap: bad-name, bad-version, unknown-version, unknown-status, self-dependency.
Loaded<ComponentFile> readComponent(const QString& file, const QByteArray& bytes);

} // namespace fairlead::formats
