#pragma once

#include "models/domain/train/snapshot.h"

#include <QJsonObject>

namespace fairlead::ctl {

/// Where a train stands: its state, its cars in the order in which they go, what holds it, and which verbs are closed and why.
QJsonObject trainJson(const train::Snapshot& snapshot);

/// The same for people, a line a car.
QString trainText(const train::Snapshot& snapshot);

} // namespace fairlead::ctl
