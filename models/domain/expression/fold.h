#pragma once

#include "models/domain/expression/fault.h"
#include "models/domain/expression/node.h"

#include <optional>

namespace fairlead::expression {

/// Works out what is constant in a copy of an expression, as the reference does before it runs one. It shows in two places: "x and
/// false" never looks at x, and dividing by a zero that is written down is an error even where it would not be reached.
std::optional<Fault> fold(NodePtr& node);

} // namespace fairlead::expression
