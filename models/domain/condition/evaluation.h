#pragma once

#include "models/domain/condition/node.h"

namespace fairlead::condition {

/// What @p tree says to @p values. Each term is asked for once, in the order of the text, also where it does not decide.
Answer evaluate(const Tree& tree, const Values& values);

} // namespace fairlead::condition
