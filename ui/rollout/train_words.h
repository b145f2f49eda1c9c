#pragma once

#include "models/domain/train/snapshot.h"
#include "ui/common/check_lines.h"

#include <QString>

#include <optional>
#include <vector>

namespace fairlead::ui {

/// What a person can ask of a train.
enum class TrainVerb { Start, Resume, RollBack };

QString textOf(TrainVerb verb); ///< "Start train…"
QString iconOf(TrainVerb verb);
/// Why the verb is closed now; empty where it is open.
QString whyClosed(const train::Snapshot& train, TrainVerb verb);

StatusLook lookOf(train::Stage stage);
StatusLook lookOf(train::Standing standing);

/// A line a car, in the order in which they go: title, how it stands and what it waits for.
std::vector<Check> carLines(const train::Snapshot& train);
/// "schema 2.0.0 activated → api 4.1.0 under way → web 3.0.0 waits"
QString carsText(const train::Snapshot& train);
/// What holds it, takes it back or is left to say; empty where nothing is.
QString trainText(const train::Snapshot& train);

} // namespace fairlead::ui
