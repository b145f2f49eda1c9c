#pragma once

#include "models/domain/expression/builtins.h"

#include <QJsonValue>

namespace fairlead::expression {

/// As string(…) writes it: numbers shortest, lists as "[1 2]", maps as "map[a:1]", nil as "<nil>".
QByteArray toPlainText(const Value& value);
/// As toJSON(…) writes it, indented by two blanks. Refused for NaN, infinities and functions.
Outcome toJsonText(const Value& value);
/// Any JSON document; its numbers are float64.
Outcome fromJsonText(const QByteArray& text);
/// The same of a document that is read already.
Value fromJson(const QJsonValue& json);

} // namespace fairlead::expression
