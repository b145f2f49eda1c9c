#pragma once

#include "models/domain/rollout/snapshot.h"

namespace fairlead::engine {

/// What is known, besides its records, of a release that somebody else carries out.
struct Followed {
    gate::Series series;
    QString soakNote; ///< "step milliseconds", as its runner keeps it
    bool stands = false; ///< nobody carries it out now: nothing ends by itself
};

/// All verbs closed with the same sentence.
rollout::Verbs closedVerbs(const QString& why);

/// What there is to see of @p state at @p now: judged from the same samples, without its target. The weight is that of the last
/// observed effect.
rollout::Snapshot snapshotOf(const rollout::State& state, const Followed& followed, const QString& closed, Instant now);

} // namespace fairlead::engine
