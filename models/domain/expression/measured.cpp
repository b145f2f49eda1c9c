#include "models/domain/expression/measured.h"

#include "models/base/json_number.h"
#include "models/domain/expression/value_text.h"

#include <QJsonArray>

#include <array>

namespace fairlead::expression {

namespace {

std::unexpected<Error> misfit(const QString& wanted)
{
    return fail(ErrorCode::InvalidInput, QStringLiteral("The result is not %1.").arg(wanted));
}

Result<Value> floats(const QJsonValue& json)
{
    std::vector<Value> items;
    for (const QJsonArray eachList = json.toArray(); const QJsonValue& each : eachList) {
        const std::optional<double> number = numberFrom(each);
        if (!number) {
            return misfit(QStringLiteral("a list of numbers"));
        }
        items.push_back(Value::number(*number));
    }
    return json.isArray() ? Result<Value>(Value::array(std::move(items), Element::Float)) : misfit(QStringLiteral("a list of numbers"));
}

} // namespace

std::optional<ResultKind> resultKindFrom(const QString& name)
{
    static constexpr std::array<std::pair<const char*, ResultKind>, 6> kNames{{{"json", ResultKind::Json}, {"int", ResultKind::Int},
        {"float", ResultKind::Float}, {"floats", ResultKind::Floats}, {"floatPtr", ResultKind::FloatPointer}, {"nil", ResultKind::Nil}}};
    for (const auto& [each, kind] : kNames) {
        if (name == QLatin1String(each)) {
            return kind;
        }
    }
    return std::nullopt;
}

Result<Value> measured(const QJsonValue& json, ResultKind kind)
{
    const std::optional<double> number = numberFrom(json);
    switch (kind) {
    case ResultKind::Json: return fromJson(json);
    case ResultKind::Nil: return Value();
    case ResultKind::Floats: return floats(json);
    case ResultKind::Int:
        if (!json.isDouble() || json.toDouble() != static_cast<double>(json.toInteger())) {
            return misfit(QStringLiteral("a whole number"));
        }
        return Value::integer(json.toInteger());
    case ResultKind::FloatPointer:
        if (json.isNull()) {
            return Value();
        }
        [[fallthrough]];
    case ResultKind::Float: return number ? Result<Value>(Value::number(*number)) : misfit(QStringLiteral("a number"));
    }
    return Value();
}

} // namespace fairlead::expression
