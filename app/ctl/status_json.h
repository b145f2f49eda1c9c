#pragma once

#include "models/domain/rollout/state.h"

#include <QJsonObject>

namespace fairlead::ctl {

/// A release's state as fairleadctl prints it: step, asked and observed weight, gates, commands, why it waits or ended.
QJsonObject statusJson(const rollout::State& state);

} // namespace fairlead::ctl
