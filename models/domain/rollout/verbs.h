#pragma once

#include "models/domain/rollout/snapshot.h"

namespace fairlead::rollout {

/// Which verbs people may use now. @p judged are the gates' verdicts at this moment, @p blockers the checklist items
/// that hold the start. A closed verb carries the sentence that says why; an open one is empty.
Verbs verbsOf(const State& state, const gate::Verdicts& judged, bool sourceLost, const QStringList& blockers);

/// Index of the step that Promote leads to: the next SetWeight or Activate after the current step; -1 when there is none.
int promotionStep(const State& state);

/// The weight that Start or Promote would ask for; empty when the next thing is the activation or nothing.
std::optional<Percent> nextWeight(const State& state);

} // namespace fairlead::rollout
