#include "models/formats/alerts/promql/functions.h"

#include "models/formats/nearest.h"

#include <QStringList>

#include <algorithm>

namespace fairlead::formats::alerts::promql {

namespace {

constexpr ValueType kVector = ValueType::InstantVector;
constexpr ValueType kMatrix = ValueType::RangeVector;
constexpr ValueType kScalar = ValueType::Scalar;
constexpr ValueType kString = ValueType::String;

// Sorted by name.
constexpr auto kFunctions = std::to_array<Function>({
    {"abs", kVector, 1, {kVector}},
    {"absent", kVector, 1, {kVector}},
    {"absent_over_time", kVector, 1, {kMatrix}},
    {"acos", kVector, 1, {kVector}},
    {"acosh", kVector, 1, {kVector}},
    {"asin", kVector, 1, {kVector}},
    {"asinh", kVector, 1, {kVector}},
    {"atan", kVector, 1, {kVector}},
    {"atanh", kVector, 1, {kVector}},
    {"avg_over_time", kVector, 1, {kMatrix}},
    {"ceil", kVector, 1, {kVector}},
    {"changes", kVector, 1, {kMatrix}},
    {"clamp", kVector, 3, {kVector, kScalar, kScalar}},
    {"clamp_max", kVector, 2, {kVector, kScalar}},
    {"clamp_min", kVector, 2, {kVector, kScalar}},
    {"cos", kVector, 1, {kVector}},
    {"cosh", kVector, 1, {kVector}},
    {"count_over_time", kVector, 1, {kMatrix}},
    {"day_of_month", kVector, 1, {kVector}, 1},
    {"day_of_week", kVector, 1, {kVector}, 1},
    {"day_of_year", kVector, 1, {kVector}, 1},
    {"days_in_month", kVector, 1, {kVector}, 1},
    {"deg", kVector, 1, {kVector}},
    {"delta", kVector, 1, {kMatrix}},
    {"deriv", kVector, 1, {kMatrix}},
    {"exp", kVector, 1, {kVector}},
    {"floor", kVector, 1, {kVector}},
    {"histogram_count", kVector, 1, {kVector}},
    {"histogram_fraction", kVector, 3, {kScalar, kScalar, kVector}},
    {"histogram_quantile", kVector, 2, {kScalar, kVector}},
    {"histogram_sum", kVector, 1, {kVector}},
    {"holt_winters", kVector, 3, {kMatrix, kScalar, kScalar}},
    {"hour", kVector, 1, {kVector}, 1},
    {"idelta", kVector, 1, {kMatrix}},
    {"increase", kVector, 1, {kMatrix}},
    {"irate", kVector, 1, {kMatrix}},
    {"label_join", kVector, 4, {kVector, kString, kString, kString}, -1},
    {"label_replace", kVector, 5, {kVector, kString, kString, kString, kString}},
    {"last_over_time", kVector, 1, {kMatrix}},
    {"ln", kVector, 1, {kVector}},
    {"log10", kVector, 1, {kVector}},
    {"log2", kVector, 1, {kVector}},
    {"max_over_time", kVector, 1, {kMatrix}},
    {"min_over_time", kVector, 1, {kMatrix}},
    {"minute", kVector, 1, {kVector}, 1},
    {"month", kVector, 1, {kVector}, 1},
    {"pi", kScalar, 0, {}},
    {"predict_linear", kVector, 2, {kMatrix, kScalar}},
    {"present_over_time", kVector, 1, {kMatrix}},
    {"quantile_over_time", kVector, 2, {kScalar, kMatrix}},
    {"rad", kVector, 1, {kVector}},
    {"rate", kVector, 1, {kMatrix}},
    {"resets", kVector, 1, {kMatrix}},
    {"round", kVector, 2, {kVector, kScalar}, 1},
    {"scalar", kScalar, 1, {kVector}},
    {"sgn", kVector, 1, {kVector}},
    {"sin", kVector, 1, {kVector}},
    {"sinh", kVector, 1, {kVector}},
    {"sort", kVector, 1, {kVector}},
    {"sort_desc", kVector, 1, {kVector}},
    {"sqrt", kVector, 1, {kVector}},
    {"stddev_over_time", kVector, 1, {kMatrix}},
    {"stdvar_over_time", kVector, 1, {kMatrix}},
    {"sum_over_time", kVector, 1, {kMatrix}},
    {"tan", kVector, 1, {kVector}},
    {"tanh", kVector, 1, {kVector}},
    {"time", kScalar, 0, {}},
    {"timestamp", kVector, 1, {kVector}},
    {"vector", kVector, 1, {kScalar}},
    {"year", kVector, 1, {kVector}, 1},
});

} // namespace

QString inWords(ValueType type)
{
    switch (type) {
    case ValueType::Scalar: return QStringLiteral("scalar");
    case ValueType::String: return QStringLiteral("string");
    case ValueType::InstantVector: return QStringLiteral("instant vector");
    case ValueType::RangeVector: return QStringLiteral("range vector");
    }
    Q_UNREACHABLE();
}

const Function* findFunction(const QString& name)
{
    const std::string wanted = name.toStdString();
    const auto place = std::ranges::lower_bound(kFunctions, std::string_view(wanted), {}, &Function::name);
    return place != kFunctions.end() && place->name == wanted ? &*place : nullptr;
}

QString nearestFunction(const QString& name)
{
    QStringList names;
    for (const Function& function : kFunctions) {
        names.append(QString::fromLatin1(function.name.data(), static_cast<qsizetype>(function.name.size())));
    }
    return nearest(name, names);
}

} // namespace fairlead::formats::alerts::promql
