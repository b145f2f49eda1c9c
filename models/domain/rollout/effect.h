#pragma once

#include "models/domain/rollout/state.h"

#include <QString>

namespace fairlead::rollout {

/// What an observation proves about what was asked for.
enum class Proof {
    None, ///< not in force, or not enough seen
    ReadBack, ///< the target says so, but too few requests came to show it
    Share, ///< the target says so and requests follow
};

/// Read back: shares within half a percentage point, the same units and segments, every setting that was asked for? A target that
/// cannot tell its units, segments or settings reads back only where none were asked for.
bool readsBack(const Ask& asked, const Observation& observation);

/// Compares @p asked with what was observed after @p before was in force. A share proves it when it came at least three
/// quarters of the way from @p before to @p asked (or within 3 points), lies within 2.5 standard errors of a binomial share,
/// and both sides were reached where both should be; at 0 % and 100 % at most 1 % of the requests may go astray.
/// Where only parts of the users are served (Ask::isPartial), any request proves the first of them, and none proves those that join them.
/// Fewer than @p minCalls requests prove no share.
Proof proofOf(const Ask& asked, const Ask& before, const Observation& observation, int minCalls);

/// What was asked for before @p command (nothing before the first).
Ask askedBefore(const State& state, const Command& command);

} // namespace fairlead::rollout
