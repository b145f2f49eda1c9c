#pragma once

#include "models/domain/expression/builtins.h"
#include "models/domain/expression/node.h"

namespace fairlead::expression {

/// The language's "==": numbers by value whatever their type, lists element by element, anything else by type and value.
bool equal(const Value& left, const Value& right);

/// "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "**", ".." and "in". The names of the types are in every refusal.
Outcome applyBinary(Op op, const Value& left, const Value& right, Budget& budget);
Outcome negate(const Value& value);

/// The element at @p key: of a list (from the end where negative), a byte of a text, or a map's entry (nil where missing).
Outcome fetch(const Value& from, const Value& key);
Outcome slice(const Value& from, const Value& start, const Value& end);
Outcome contains(const Value& list, const Value& wanted);

/// What an index or a length is converted to: towards zero. Refused for what is no number.
std::expected<qint64, QString> toIndex(const Value& value);
/// Whether a map may have @p key: not a list, a map or a function.
bool isHashable(const Value& key);

} // namespace fairlead::expression
