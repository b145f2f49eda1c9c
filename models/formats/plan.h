#pragma once

#include "models/domain/rollout/plan.h"
#include "models/formats/loaded.h"

#include <QByteArray>
#include <QString>

namespace fairlead::formats {

/// Reads a plan (resources/help/plans.md is its language): name, either steps or phases of steps, and optionally zone, allowed,
/// poll_interval, effect_deadline, min_calls_for_share and gates: {min_samples, fail_after, stale_after}.
/// Steps are “- setWeight: 10”, “- soak: 30m”, “- gate: success_criteria”, “- approval: 1”, “- activate: registry”, each perhaps with
/// a deadline beside it.
/// rules: lines of the rule language; rule_sets: names of rule sets, built in or of the workspace, whose rules count too: they are
/// added from @p ruleSets, or left as names where that is null.
/// Loaded::at is the place of the name.
/// Codes besides those of readYaml, YamlMap, readRuleLines, readSteps, checkOrder, readZone, readAllowed and readPhases:
/// steps-and-phases.
Loaded<rollout::Plan> readPlan(const QString& file, const QByteArray& bytes, const std::vector<gate::RuleSet>* ruleSets = nullptr);

} // namespace fairlead::formats
