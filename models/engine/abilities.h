#pragma once

#include "models/domain/rollout/plan.h"
#include "models/ports/traffic_target.h"

namespace fairlead::engine {

/// What @p plan asks for that a target named @p target cannot do, as a sentence; empty where it can do all of it.
QString lackingIn(const ports::Abilities& abilities, const rollout::Plan& plan, const QString& target);

} // namespace fairlead::engine
