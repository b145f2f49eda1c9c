#pragma once

#include <QString>

#include <array>
#include <string_view>

namespace fairlead::formats::alerts::promql {

enum class ValueType { Scalar, String, InstantVector, RangeVector };

/// "scalar", "string", "instant vector", "range vector".
QString inWords(ValueType type);

/// A function of PromQL: what it takes and gives.
struct Function {
    std::string_view name;
    ValueType gives = ValueType::InstantVector;
    int takes = 0; ///< how many of @c arguments are meant
    std::array<ValueType, 5> arguments{};
    /// How often the last argument may stand: 0 exactly once; n up to n times, or not at all; -1 any number of times.
    int variadic = 0;
};

/// The function of Prometheus 2.42 named @p name (upper and lower case differ); nullptr when there is none.
const Function* findFunction(const QString& name);
/// The function whose name is nearest; empty when none is near.
QString nearestFunction(const QString& name);

} // namespace fairlead::formats::alerts::promql
