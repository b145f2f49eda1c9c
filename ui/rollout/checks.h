#pragma once

#include "models/domain/rollout/snapshot.h"
#include "ui/common/check_lines.h"

#include <QString>

#include <vector>

namespace fairlead::ui {

/// What is checked before more traffic goes to the new version, worst last.
std::vector<Check> promoteChecks(const rollout::Snapshot& snapshot);

/// Does sending now depart from the plan, so that a reason is required? Says why, for the label; empty when not.
QString departure(const rollout::Snapshot& snapshot);

/// What a rollback will do, in the order in which it happens, and what it leaves alone.
std::vector<Check> rollbackSteps(const rollout::Snapshot& snapshot);

/// What happens by itself while it rolls back, and what was not done.
std::vector<Check> afterRollback(const rollout::Snapshot& snapshot);

} // namespace fairlead::ui
