#pragma once

#include "models/domain/jury/jury.h"
#include "models/domain/rollout/snapshot.h"

#include <vector>

namespace fairlead::sample {

jury::Deliberation agreeing(); ///< error rate: all pass
jury::Deliberation differing(); ///< latency: the gate passes, Kayenta and the sequential judge fail
jury::Deliberation outsideCause(); ///< latency: the gate fails, the others pass
jury::Deliberation undecided(); ///< quality: the sequential judge needs 310 samples more
jury::Deliberation withoutData(); ///< latency: no sample of the baseline
jury::Deliberation infinite(); ///< quality: too few samples for an interval with ends
jury::Deliberation ofSeveralMetrics(); ///< the gate alone

/// @p snapshot with @p judges, whose first opinions take the gates' sentences and outcomes.
rollout::Snapshot judged(rollout::Snapshot snapshot, std::vector<jury::Deliberation> judges);

/// @p snapshot with two rules, one armed and counting, one a dry run that is clear.
rollout::Snapshot withRules(rollout::Snapshot snapshot);

} // namespace fairlead::sample
