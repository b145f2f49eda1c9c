#pragma once

#include "models/domain/calendar/freeze.h"
#include "models/formats/yaml_map.h"

#include <vector>

namespace fairlead::formats {

/// A freeze with the places of what it refers to.
struct PlacedFreeze {
    calendar::Freeze freeze;
    std::vector<Position> environments; ///< one for each of the freeze's
    std::vector<Position> components;
};

/// Reads “freezes:” of a calendar: name, from, to (as readMoment has them; a day alone belongs to the freeze on both ends), and
/// optionally reason, environments, components. Codes besides those of YamlMap and WindowError: bad-name, duplicate-entry,
/// empty-list (which would not say whether all or none is meant).
std::vector<PlacedFreeze> readFreezes(YamlMap& calendar);

} // namespace fairlead::formats
