#pragma once

#include "models/items/component_model.h"
#include "ui/common/status.h"

#include <QString>

namespace fairlead::ui {

/// Words for components: what stands in the registry's columns and in the detail.

StatusLook lookOf(registry::DeploymentStatus status);
/// Production and what was never deployed are the normal case, drawn in a neutral colour.
bool isNeutral(registry::DeploymentStatus status);
StatusLook lookOf(items::ScoreState state);
QString keyText(items::Dimension dimension); ///< "IFF"
QString nameText(items::Dimension dimension); ///< "Instruction following"
QString scoreText(std::optional<double> score, int decimals = 2); ///< "0.92", "–" when there is none
QString boundText(const items::Score& score); ///< "≥ 0.85"
/// "1.4.2 → 2.0.0", one of the two, or "–".
QString versionText(const registry::Component& component);
/// "Below 0.85 in 1 dimension; 1 dependency is missing"; empty when nothing is wrong.
QString flagsText(const items::ComponentFlags& flags);

} // namespace fairlead::ui
