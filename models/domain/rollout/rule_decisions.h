#pragma once

#include "models/domain/rollout/decide.h"

namespace fairlead::rollout {

/// What the plan's rules ask for now: a rollback by an armed rule before all else, then what has to be recorded, in the
/// order of the plan. Act::Nothing where there is nothing new.
Decision decideRules(const State& state, const Facts& facts);

/// Why an armed rule lets nothing go on: it fired and is not clear again, or it has no data. Empty where none does.
QString heldByRule(const State& state, const Facts& facts);

} // namespace fairlead::rollout
