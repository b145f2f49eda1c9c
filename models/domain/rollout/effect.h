#pragma once

#include "models/domain/rollout/state.h"

#include <QString>

namespace fairlead::rollout {

/// What an observation proves about a weight that was asked for.
enum class Proof {
    None, ///< not in force, or not enough seen
    ReadBack, ///< the target says so, but too few requests came to show it
    Share, ///< the target says so and requests follow
};

/// Read back within half a percentage point?
bool readsBack(Percent asked, const Observation& observation);

/// Compares @p asked with what was observed. A share proves it when it lies within 2.5 standard errors of a
/// binomial share (at least 3 points), both sides were reached where both should be, and at 0 % and 100 % at
/// most 1 % of the requests went astray. Fewer than @p minCalls requests prove no share.
Proof proofOf(Percent asked, const Observation& observation, int minCalls);

} // namespace fairlead::rollout
