#pragma once

#include "models/domain/rollout/state.h"
#include "models/storage/read_only_history.h"

#include <QString>

#include <vector>

namespace fairlead::test {

/// What the history of a workspace tells, read from disk beside the running console.
struct Told {
    std::vector<audit::Record> records;
    rollout::State newest; ///< the newest release
    audit::Verification chain;

    int count(const QString& kind) const;
    /// Weights in the order of their intents, those of rollbacks included, activations left out.
    std::vector<double> intents() const;
};

/// Empty records while there is no history yet.
Told tell(const QString& workspace);

/// Waits until the newest release of @p workspace is in @p phase (at @p weight, unless negative); processes no events.
bool waitForPhase(const QString& workspace, rollout::Phase phase, double weight = -1.0, int ms = 90'000);

} // namespace fairlead::test
