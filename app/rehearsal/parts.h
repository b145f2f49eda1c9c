#pragma once

#include "app/rehearsal/simulation.h"

#include <vector>

namespace fairlead::rehearsal {

/// What a side's calls to one of its models did.
struct Part {
    QString model;
    Side side;
};

/// The calls of @p side by the three models that each version uses: half by a quick one, a third by a middle one, the rest by a
/// slow and careful one. Calls are whole and add up to the side's; the figures, weighted by share, to the side's own but for
/// rounding. @p wobble (-1 to 1) moves how they differ.
std::vector<Part> partsOf(const Side& side, double wobble);

} // namespace fairlead::rehearsal
