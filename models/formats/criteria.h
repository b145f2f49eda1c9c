#pragma once

#include "models/domain/gate/verdict.h"
#include "models/formats/yaml_map.h"

#include <vector>

namespace fairlead::formats {

/// Reads “success_criteria:” of @p map: a condition for each metric, at least one. Codes: no-criteria, bad-condition at its place
/// inside of the text.
std::vector<gate::Gate> readCriteria(YamlMap& map, Need need);

} // namespace fairlead::formats
