#pragma once

#include "models/domain/rollout/plan.h"
#include "models/domain/rollout/state.h"

#include <QString>

namespace fairlead::ui {

/// What a target is asked for: "25 %", "docs and research", "10 % copied", "25 % and users in beta", "configuration".
QString askText(const rollout::Ask& ask);
/// The same for a large figure, where units say more than a share beside them: "25 %", "2 units", "10 % copied".
QString askFigure(const rollout::Ask& ask);
/// Title of a cell of the step track: "25 %", "docs", "Mirror 10 %", "Switch", "Flag 25 %", "Configure", "Activate".
QString stageText(const rollout::Stage& stage, const rollout::Stage* before);
/// What Promote leads to: what askText says, "approval", "“Sign-off” of the checklist", "smoke test", "activation"; empty for nothing.
QString nextStepText(const rollout::State& state);

} // namespace fairlead::ui
