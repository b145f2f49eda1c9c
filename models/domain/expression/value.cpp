#include "models/domain/expression/value.h"

#include <cmath>

namespace fairlead::expression {

namespace {

QString listName(Element element)
{
    switch (element) {
    case Element::Int: return QStringLiteral("[]int");
    case Element::Float: return QStringLiteral("[]float64");
    case Element::Text: return QStringLiteral("[]string");
    case Element::Any: break;
    }
    return QStringLiteral("[]any");
}

Extent including(Extent around, Extent part)
{
    // A list that holds itself many times over is soon heavier than any number.
    constexpr qint64 kHeaviest = qint64{1} << 60;
    return {qMax(around.depth, part.depth), qMin(kHeaviest, around.weight + part.weight)};
}

} // namespace

Extent Value::extent() const
{
    switch (type()) {
    case Type::Text: return {0, 1 + asText().size() / 64};
    case Type::Array: return asArray().extent;
    case Type::Map: return asMap().extent;
    default: return {};
    }
}

Value Value::array(std::vector<Value> items, Element element)
{
    Extent around;
    for (const Value& each : items) {
        around = including(around, each.extent());
    }
    ++around.depth;
    return Value(Variant(std::make_shared<const Array>(Array{element, std::move(items), around})));
}

Value Value::map(std::map<Value, Value, KeyLess> entries, bool anyKey)
{
    Extent around;
    for (const auto& [key, each] : entries) {
        around = including(including(around, key.extent()), each.extent());
    }
    ++around.depth;
    return Value(Variant(std::make_shared<const Map>(Map{anyKey, std::move(entries), around})));
}

bool KeyLess::operator()(const Value& left, const Value& right) const
{
    if (left.type() != right.type()) {
        return left.type() < right.type();
    }
    switch (left.type()) {
    case Type::Bool: return !left.asBool() && right.asBool();
    case Type::Int: return left.asInt() < right.asInt();
    case Type::Float:
        // NaN before everything, so that the order is strict.
        return std::isnan(left.asFloat()) ? !std::isnan(right.asFloat()) : left.asFloat() < right.asFloat();
    case Type::Text: return left.asText() < right.asText();
    case Type::Duration: return left.asDuration().nanos < right.asDuration().nanos;
    case Type::Time: return std::pair(left.asTime().seconds, left.asTime().nanos) < std::pair(right.asTime().seconds, right.asTime().nanos);
    default: return false;
    }
}

QString typeName(const Value& value)
{
    switch (value.type()) {
    case Type::Nil: return QStringLiteral("nil");
    case Type::Bool: return QStringLiteral("bool");
    case Type::Int: return QStringLiteral("int");
    case Type::Float: return QStringLiteral("float64");
    case Type::Text: return QStringLiteral("string");
    case Type::Array: return listName(value.asArray().element);
    case Type::Map: return value.asMap().anyKey ? QStringLiteral("map[any][]any") : QStringLiteral("map[string]any");
    case Type::Time: return QStringLiteral("time.Time");
    case Type::Duration: return QStringLiteral("time.Duration");
    case Type::Function: return QStringLiteral("func");
    case Type::Zone: return QStringLiteral("*time.Location");
    }
    return QString();
}

} // namespace fairlead::expression
