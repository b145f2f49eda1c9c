#pragma once

#include "models/domain/expression/expression.h"

namespace fairlead::expression {

/// The condition in English, made from what was parsed: "result[0] is at least 0.95 and it is not so that isNaN(result)".
QString inWords(const Expression& expression);

/// The expression as it would be written, without needless blanks and brackets.
QString toSource(const Node& node);

} // namespace fairlead::expression
