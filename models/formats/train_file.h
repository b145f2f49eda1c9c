#pragma once

#include "models/domain/workspace/workspace.h"
#include "models/formats/loaded.h"
#include "models/formats/workspace_file.h"
#include "models/formats/yaml_map.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace fairlead::formats {

/// A car of a train before its release has been looked up.
struct CarDraft {
    PlacedText name;
    PlacedText manifest;
    PlacedText environment;
    std::vector<PlacedText> after;
};

/// One file of trains/ before its releases have been looked up.
struct TrainDraft {
    QString file;
    PlacedText name;
    std::vector<CarDraft> cars;
};

/// Reads one train: name, and cars [{name, manifest, environment, after}]. manifest and environment name a release of workspace.yaml,
/// after the cars that have to be activated before this one starts.
/// Codes: those of readYaml and YamlMap, duplicate-name, unknown-reference, cyclic-train (the circle named).
Loaded<TrainDraft> readTrain(const QString& file, const QByteArray& bytes);

/// Looks up the releases of all trains. What names no release of @p written, and what is a car of two, is reported and left out; a release
/// that is written and not in @p releases could not be read, and that was said already.
/// Codes: duplicate-name, unknown-reference, duplicate-car.
std::vector<train::Train> linkTrains(const std::vector<TrainDraft>& drafts, const std::vector<ReleaseDraft>& written,
    const std::vector<workspace::PlannedRelease>& releases, Problems& problems);

} // namespace fairlead::formats
