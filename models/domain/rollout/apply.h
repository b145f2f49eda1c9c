#pragma once

#include "models/domain/rollout/state.h"

#include <map>

namespace fairlead::rollout {

/// How one kind of record changes a state.
using Handler = void (*)(State& state, const audit::Record& record);

/// Kinds of record that tell what a person asked for.
const std::map<QString, Handler>& verbHandlers();

/// Takes the verdicts that stand in @p record, where there are any.
void takeVerdicts(State& state, const audit::Record& record);
/// Makes @p step the current one and leaves the stage before; nothing for a step that the plan does not have.
void enterStep(State& state, int step, Instant at);
void leaveStage(State& state, Instant at);

} // namespace fairlead::rollout
