#pragma once

#include "models/domain/rollout/step.h"

#include <QJsonObject>

namespace fairlead::rollout {

/// What a step does not use is left out, so that older plans keep their text (and the history its sums).
QJsonObject toJson(const Step& step);
/// Corrupt or InvalidInput where @p json is not what toJson writes, or names a phase beyond @p phases.
Result<Step> stepFromJson(const QJsonObject& json, std::size_t phases);

} // namespace fairlead::rollout
