#pragma once

#include "models/domain/rollout/plan.h"
#include "models/formats/yaml_map.h"

#include <optional>
#include <vector>

namespace fairlead::formats {

/// A step with its place, for the rules about their order.
struct PlacedStep {
    rollout::Step step;
    Position at;
};

/// The steps of one list, some of which may have been refused.
struct ReadSteps {
    std::vector<PlacedStep> steps;
    bool complete = false; ///< all could be read: rules about their order would else only repeat what is said already
};

/// Reads “steps:” of @p map, which is required: each a kind with its value and perhaps a deadline beside it.
/// Codes: bad-step, too-few-people, empty-list, bad-call, and those of YamlMap.
ReadSteps readSteps(YamlMap& map, int phase);

} // namespace fairlead::formats
