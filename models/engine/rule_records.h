#pragma once

#include "models/domain/gate/rule_watch.h"
#include "models/domain/rollout/state.h"

#include <QJsonObject>

namespace fairlead::engine {

/// The verdict of each of the plan's rules at @p now, on the samples since the new version first got traffic; empty before.
std::vector<gate::RuleVerdict> judgeRules(const rollout::State& state, const gate::Series& series, Instant now);

/// What a record says of a rule that fired or is clear again: its text, action, whether it was armed, and what it read.
QJsonObject ruleData(const gate::Rule& rule, const gate::RuleVerdict& verdict);

} // namespace fairlead::engine
