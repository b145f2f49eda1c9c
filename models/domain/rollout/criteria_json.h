#pragma once

#include "models/base/error.h"
#include "models/domain/gate/verdict.h"

#include <QJsonArray>

#include <vector>

namespace fairlead::rollout {

/// Success criteria as the history keeps them: {metric, condition} each, in their order.
QJsonArray criteriaToJson(const std::vector<gate::Gate>& criteria);
/// Corrupt, with the metric as its place, where a condition cannot be read.
Result<std::vector<gate::Gate>> criteriaFromJson(const QJsonArray& json);

} // namespace fairlead::rollout
