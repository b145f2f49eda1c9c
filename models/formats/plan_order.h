#pragma once

#include "models/formats/plan_steps.h"

namespace fairlead::formats {

/// What comes before what: weights, flags and the switch rise to 100; each of them, each unit and a mirror is followed by what looks at
/// it; a switch by a look at the version before it; a mirror stands before the first user; what watches stands behind the first effect;
/// the last step is the activation. Codes: no-steps (at @p at), bad-step-order; warning ungated-weight.
void checkOrder(const YamlScribe& scribe, Position at, const std::vector<PlacedStep>& steps);

} // namespace fairlead::formats
