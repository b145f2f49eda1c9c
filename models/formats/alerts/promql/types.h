#pragma once

#include "models/formats/alerts/fault.h"
#include "models/formats/alerts/promql/expression.h"

namespace fairlead::formats::alerts::promql {

/// What does not fit together in @p expression: types of operands and arguments, numbers of arguments, modifiers.
/// In the order of the text; empty when it can be evaluated.
Faults typeFaults(const Expression& expression);

} // namespace fairlead::formats::alerts::promql
