#pragma once

#include "models/domain/rollout/plan.h"
#include "models/formats/plan_steps.h"
#include "models/formats/yaml_map.h"

#include <vector>

namespace fairlead::formats {

/// Reads “zone:”, UTC where it is left out. Code: bad-zone.
QString readZone(YamlMap& map);

/// Reads “allowed:”, a list of “02:00-06:00” or {hours, days}. An end at or before the start is on the next day, 24:00 ends a day,
/// 00:00-24:00 is all of it. Codes: bad-hours inside of the text, bad-day, duplicate-entry, empty-list.
std::vector<rollout::AllowedHours> readAllowed(YamlMap& map);

/// Reads “phases:” with their steps into @p phases: name, from_day, success_criteria and steps. A phase without from_day has that of
/// the phase before it. Codes besides those of readSteps and readCriteria: no-phases, no-steps, duplicate-name, bad-phase-order.
ReadSteps readPhases(YamlMap& map, std::vector<rollout::PlanPhase>& phases);

} // namespace fairlead::formats
