#pragma once

#include "models/domain/rollout/plan.h"
#include "models/formats/loaded.h"

#include <QByteArray>
#include <QString>

namespace fairlead::formats {

/// Reads a plan: name, steps (“- setWeight: 10”, “- soak: 30m”, “- gate: success_criteria”, “- activate: registry”) and
/// optionally poll_interval, effect_deadline, min_calls_for_share and gates: {min_samples, fail_after, stale_after}.
/// rules: lines of the rule language; rule_sets: names of rule sets, built in or of the workspace, whose rules count too: they are
/// added from @p ruleSets, or left as names where that is null.
/// Weights rise to 100, every weight is followed by a soak, the last step is the activation. Loaded::at is the place of the name.
/// Codes besides those of readYaml, YamlMap and readRuleLines: no-steps, bad-step, bad-step-order; warning ungated-weight.
Loaded<rollout::Plan> readPlan(const QString& file, const QByteArray& bytes, const std::vector<gate::RuleSet>* ruleSets = nullptr);

} // namespace fairlead::formats
