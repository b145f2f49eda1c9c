#pragma once

#include "models/base/error.h"
#include "models/domain/expression/value.h"

#include <QJsonValue>

namespace fairlead::expression {

/// The type that a metric provider returns, which decides what a condition may do with it.
enum class ResultKind {
    Json, ///< any document; all numbers are float64
    Int,
    Float, ///< one number; NaN and infinities as the strings "NaN", "Infinity", "-Infinity"
    Floats, ///< a vector of them
    FloatPointer, ///< a number, or null for none
    Nil, ///< nothing was measured
};

/// "json", "int", "float", "floats", "floatPtr", "nil". Empty for anything else.
std::optional<ResultKind> resultKindFrom(const QString& name);

/// @p json as a provider of @p kind would have returned it. InvalidInput where it does not fit.
Result<Value> measured(const QJsonValue& json, ResultKind kind);

} // namespace fairlead::expression
