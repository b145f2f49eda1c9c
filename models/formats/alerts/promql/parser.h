#pragma once

#include "models/formats/alerts/fault.h"
#include "models/formats/alerts/promql/expression.h"

#include <QString>

#include <expected>

namespace fairlead::formats::alerts::promql {

/// Parentheses, arguments and signs nested deeper than this are refused: an expression that a person wrote has a dozen.
inline constexpr int kDeepestExpression = 400;

/// Reads a PromQL expression with the grammar, the functions and the types of Prometheus 2.42
/// (promql/parser of github.com/prometheus/prometheus; regular expressions are RE2's). On failure the faults in the order
/// of the text, never empty. Pure; thread: any.
std::expected<Expression, Faults> parseExpression(const QString& text);

} // namespace fairlead::formats::alerts::promql
