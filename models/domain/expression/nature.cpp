#include "models/domain/expression/nature.h"

#include <algorithm>

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

} // namespace

bool Nature::any(std::initializer_list<Is> kinds) const
{
    return std::find(kinds.begin(), kinds.end(), is) != kinds.end();
}

Nature Nature::elementNature() const
{
    if (is == Is::Map) {
        return anyKey ? list(Element::Any) : of(Is::Any);
    }
    if (is != Is::Array) {
        return {};
    }
    if (item) {
        return *item;
    }
    switch (element) {
    case Element::Int: return of(Is::Int);
    case Element::Float: return of(Is::Float);
    case Element::Text: return of(Is::Text);
    case Element::Any: break;
    }
    return of(Is::Any);
}

bool Nature::sameType(const Nature& other) const
{
    return is == other.is && element == other.element && anyKey == other.anyKey && function == other.function;
}

bool Nature::assignableTo(const Nature& other) const
{
    if (is == Is::Unknown || other.is == Is::Unknown) {
        return false;
    }
    return other.is == Is::Any || (is != Is::Nil && sameType(other));
}

bool Nature::comparableTo(const Nature& other) const
{
    return isUnknown() || other.isUnknown() || isNil() || other.isNil() || (isNumber() && other.isNumber())
        || (is == Is::Array && other.is == Is::Array) || assignableTo(other);
}

QString Nature::name() const
{
    switch (is) {
    case Is::Unknown: return QStringLiteral("unknown");
    case Is::Any: return QStringLiteral("any");
    case Is::Nil: return QStringLiteral("nil");
    case Is::Bool: return QStringLiteral("bool");
    case Is::Int: return QStringLiteral("int");
    case Is::Int64: return QStringLiteral("int64");
    case Is::Float: return QStringLiteral("float64");
    case Is::Text: return QStringLiteral("string");
    case Is::Array: return listName(element);
    case Is::Map: return anyKey ? QStringLiteral("map[any][]any") : QStringLiteral("map[string]any");
    case Is::Time: return QStringLiteral("time.Time");
    case Is::Duration: return QStringLiteral("time.Duration");
    case Is::Zone: return QStringLiteral("*time.Location");
    case Is::Function: return QStringLiteral("func");
    }
    return {};
}

Nature natureOf(const Value& value)
{
    using Is = Nature::Is;
    switch (value.type()) {
    case Type::Nil: return Nature::of(Is::Nil);
    case Type::Bool: return Nature::of(Is::Bool);
    case Type::Int: return Nature::of(Is::Int);
    case Type::Float: return Nature::of(Is::Float);
    case Type::Text: return Nature::of(Is::Text);
    case Type::Array: return Nature::list(value.asArray().element);
    case Type::Map: {
        Nature nature = Nature::of(Is::Map);
        nature.anyKey = value.asMap().anyKey;
        return nature;
    }
    case Type::Time: return Nature::of(Is::Time);
    case Type::Duration: return Nature::of(Is::Duration);
    case Type::Zone: return Nature::of(Is::Zone);
    case Type::Function: return Nature::named(value.asFunction().name);
    }
    return {};
}

} // namespace fairlead::expression
