#include "models/domain/expression/operators.h"

#include "models/domain/expression/go_number.h"
#include "models/domain/expression/go_time.h"

#include <cmath>
#include <limits>

namespace fairlead::expression {

namespace {

quint64 wrap(qint64 value)
{
    return static_cast<quint64>(value);
}

/// Equal as the reference's deep comparison sees it: the types must be the same all the way down.
bool sameDeep(const Value& left, const Value& right)
{
    if (left.type() != right.type()) {
        return false;
    }
    switch (left.type()) {
    case Type::Array: {
        const Array& a = left.asArray();
        const Array& b = right.asArray();
        return a.element == b.element && a.items.size() == b.items.size()
            && std::equal(a.items.begin(), a.items.end(), b.items.begin(), sameDeep);
    }
    case Type::Map: {
        const Map& a = left.asMap();
        const Map& b = right.asMap();
        return a.anyKey == b.anyKey && a.entries.size() == b.entries.size()
            && std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(),
                [](const auto& one, const auto& other) { return sameDeep(one.first, other.first) && sameDeep(one.second, other.second); });
    }
    case Type::Function: return false;
    default: return equal(left, right);
    }
}

bool equalLists(const Array& left, const Array& right)
{
    if (left.element != right.element && left.element != Element::Any && right.element != Element::Any) {
        return false;
    }
    return left.items.size() == right.items.size() && std::equal(left.items.begin(), left.items.end(), right.items.begin(), equal);
}

/// -1, 0 or 1; 2 where NaN makes everything false. Empty where the two cannot be ordered.
std::optional<int> order(const Value& left, const Value& right)
{
    const auto sign = [](const auto& a, const auto& b) { return a < b ? -1 : (b < a ? 1 : 0); };
    if (left.is(Type::Int) && right.is(Type::Int)) {
        return sign(left.asInt(), right.asInt());
    }
    if (left.isNumber() && right.isNumber()) {
        const double a = left.toDouble();
        const double b = right.toDouble();
        return std::isnan(a) || std::isnan(b) ? 2 : sign(a, b);
    }
    if (left.type() != right.type()) {
        return std::nullopt;
    }
    switch (left.type()) {
    case Type::Text: return sign(left.asText(), right.asText());
    case Type::Duration: return sign(left.asDuration().nanos, right.asDuration().nanos);
    case Type::Time:
        return sign(std::pair(left.asTime().seconds, left.asTime().nanos), std::pair(right.asTime().seconds, right.asTime().nanos));
    default: return std::nullopt;
    }
}

std::unexpected<QString> mismatch(const char* sign, const Value& left, const Value& right)
{
    return refuse(QStringLiteral("%1 does not work on %2 and %3.").arg(QLatin1String(sign), typeName(left), typeName(right)));
}

Outcome compare(Op op, const Value& left, const Value& right)
{
    const std::optional<int> ordered = order(left, right);
    const char* sign = op == Op::Less ? "<" : op == Op::LessOrEqual ? "<=" : op == Op::Greater ? ">" : ">=";
    if (!ordered) {
        return mismatch(sign, left, right);
    }
    switch (op) {
    case Op::Less: return Value::boolean(*ordered == -1);
    case Op::LessOrEqual: return Value::boolean(*ordered == -1 || *ordered == 0);
    case Op::Greater: return Value::boolean(*ordered == 1);
    default: return Value::boolean(*ordered == 1 || *ordered == 0);
    }
}

Outcome add(const Value& left, const Value& right, Budget& budget)
{
    if (left.is(Type::Int) && right.is(Type::Int)) {
        return Value::integer(static_cast<qint64>(wrap(left.asInt()) + wrap(right.asInt())));
    }
    if (left.isNumber() && right.isNumber()) {
        return Value::number(left.toDouble() + right.toDouble());
    }
    if (left.is(Type::Text) && right.is(Type::Text)) {
        if (!budget.write(left.asText().size() + right.asText().size())) {
            return refuse(QStringLiteral("The text becomes too long."));
        }
        return Value::text(left.asText() + right.asText());
    }
    if (left.is(Type::Time) && right.is(Type::Duration)) {
        return Value(Value::Variant(later(left.asTime(), right.asDuration())));
    }
    if (left.is(Type::Duration) && right.is(Type::Time)) {
        return Value(Value::Variant(later(right.asTime(), left.asDuration())));
    }
    if (left.is(Type::Duration) && right.is(Type::Duration)) {
        return Value(Value::Variant(Duration{static_cast<qint64>(wrap(left.asDuration().nanos) + wrap(right.asDuration().nanos))}));
    }
    return mismatch("+", left, right);
}

Outcome subtract(const Value& left, const Value& right)
{
    if (left.is(Type::Int) && right.is(Type::Int)) {
        return Value::integer(static_cast<qint64>(wrap(left.asInt()) - wrap(right.asInt())));
    }
    if (left.isNumber() && right.isNumber()) {
        return Value::number(left.toDouble() - right.toDouble());
    }
    if (left.is(Type::Time) && right.is(Type::Time)) {
        return Value(Value::Variant(between(right.asTime(), left.asTime())));
    }
    if (left.is(Type::Time) && right.is(Type::Duration)) {
        return Value(Value::Variant(later(left.asTime(), Duration{static_cast<qint64>(0 - wrap(right.asDuration().nanos))})));
    }
    if (left.is(Type::Duration) && right.is(Type::Duration)) {
        return Value(Value::Variant(Duration{static_cast<qint64>(wrap(left.asDuration().nanos) - wrap(right.asDuration().nanos))}));
    }
    return mismatch("-", left, right);
}

Outcome multiply(const Value& left, const Value& right)
{
    const auto whole = [](const Value& value) { return value.is(Type::Duration) ? value.asDuration().nanos : value.asInt(); };
    const auto real
        = [](const Value& value) { return value.is(Type::Duration) ? static_cast<double>(value.asDuration().nanos) : value.toDouble(); };
    const auto fits = [](const Value& value) { return value.isNumber() || value.is(Type::Duration); };
    if (!fits(left) || !fits(right)) {
        return mismatch("*", left, right);
    }
    if (left.is(Type::Float) || right.is(Type::Float)) {
        return Value::number(real(left) * real(right));
    }
    const auto product = static_cast<qint64>(wrap(whole(left)) * wrap(whole(right)));
    const bool length = left.is(Type::Duration) || right.is(Type::Duration);
    return length ? Value(Value::Variant(Duration{product})) : Value::integer(product);
}

Outcome modulo(const Value& left, const Value& right)
{
    if (!left.is(Type::Int) || !right.is(Type::Int)) {
        return mismatch("%", left, right);
    }
    if (right.asInt() == 0) {
        return refuse(QStringLiteral("A whole number is divided by zero."));
    }
    return Value::integer(right.asInt() == -1 ? 0 : left.asInt() % right.asInt());
}

Outcome range(const Value& left, const Value& right, Budget& budget)
{
    const auto first = toIndex(left);
    const auto last = toIndex(right);
    if (!first || !last) {
        return mismatch("..", left, right);
    }
    const double size = static_cast<double>(*last) - static_cast<double>(*first) + 1;
    if (size <= 0) {
        return Value::array({}, Element::Int);
    }
    if (size >= 1e9 || !budget.grow(static_cast<qint64>(size))) {
        return refuse(QStringLiteral("The range is too long."));
    }
    std::vector<Value> items;
    items.reserve(static_cast<std::size_t>(size));
    for (qint64 each = *first; each < *last; ++each) {
        items.push_back(Value::integer(each));
    }
    items.push_back(Value::integer(*last));
    return Value::array(std::move(items), Element::Int);
}

Outcome entry(const Value& map, const Value& key)
{
    const Map& of = map.asMap();
    const bool fits = of.anyKey ? isHashable(key) : key.is(Type::Text) || key.isNil();
    if (!fits) {
        return refuse(QStringLiteral("A value of type %1 is no key of a %2.").arg(typeName(key), typeName(map)));
    }
    const auto found = of.entries.find(key.isNil() && !of.anyKey ? Value::text(QByteArray()) : key);
    return found == of.entries.end() ? Value() : found->second;
}

} // namespace

std::unexpected<QString> refuse(const QString& message)
{
    return std::unexpected(message);
}

bool isHashable(const Value& key)
{
    return !key.is(Type::Array) && !key.is(Type::Map) && !key.is(Type::Function);
}

bool equal(const Value& left, const Value& right)
{
    if (left.isNumber() && right.isNumber()) {
        return left.is(Type::Int) && right.is(Type::Int) ? left.asInt() == right.asInt() : left.toDouble() == right.toDouble();
    }
    if (left.type() != right.type()) {
        return false;
    }
    switch (left.type()) {
    case Type::Nil: return true;
    case Type::Bool: return left.asBool() == right.asBool();
    case Type::Text: return left.asText() == right.asText();
    case Type::Array: return equalLists(left.asArray(), right.asArray());
    case Type::Map: return sameDeep(left, right);
    case Type::Time: return left.asTime().seconds == right.asTime().seconds && left.asTime().nanos == right.asTime().nanos;
    case Type::Duration: return left.asDuration().nanos == right.asDuration().nanos;
    case Type::Zone: return left.asZone() == right.asZone();
    default: return false;
    }
}

std::expected<qint64, QString> toIndex(const Value& value)
{
    if (value.is(Type::Int)) {
        return value.asInt();
    }
    if (value.is(Type::Float)) {
        return truncate(value.asFloat());
    }
    return refuse(QStringLiteral("A value of type %1 is no position.").arg(typeName(value)));
}

Outcome applyBinary(Op op, const Value& left, const Value& right, Budget& budget)
{
    switch (op) {
    case Op::Equal: return Value::boolean(equal(left, right));
    case Op::NotEqual: return Value::boolean(!equal(left, right));
    case Op::Less:
    case Op::LessOrEqual:
    case Op::Greater:
    case Op::GreaterOrEqual: return compare(op, left, right);
    case Op::In: return contains(right, left);
    case Op::Add: return add(left, right, budget);
    case Op::Subtract: return subtract(left, right);
    case Op::Multiply: return multiply(left, right);
    case Op::Modulo: return modulo(left, right);
    case Op::Range: return range(left, right, budget);
    case Op::Divide:
    case Op::Power:
        if (!left.isNumber() || !right.isNumber()) {
            return mismatch(op == Op::Divide ? "/" : "**", left, right);
        }
        return Value::number(op == Op::Divide ? left.toDouble() / right.toDouble() : std::pow(left.toDouble(), right.toDouble()));
    default: return refuse(QStringLiteral("This operator does not work on two values."));
    }
}

Outcome negate(const Value& value)
{
    switch (value.type()) {
    case Type::Int: return Value::integer(static_cast<qint64>(0 - wrap(value.asInt())));
    case Type::Float: return Value::number(-value.asFloat());
    default: return refuse(QStringLiteral("A value of type %1 has no negative.").arg(typeName(value)));
    }
}

Outcome fetch(const Value& from, const Value& key)
{
    if (from.is(Type::Map)) {
        return entry(from, key);
    }
    if (!from.is(Type::Array) && !from.is(Type::Text)) {
        return refuse(QStringLiteral("A value of type %1 has no members.").arg(typeName(from)));
    }
    const auto asked = toIndex(key);
    if (!asked) {
        return std::unexpected(asked.error());
    }
    const auto size = static_cast<qint64>(from.is(Type::Text) ? from.asText().size() : static_cast<qsizetype>(from.asArray().items.size()));
    const qint64 at = *asked < 0 ? *asked + size : *asked;
    if (at < 0 || at >= size) {
        return refuse(QStringLiteral("There is no element %1: the length is %2.").arg(*asked).arg(size));
    }
    return from.is(Type::Text) ? Value::integer(static_cast<unsigned char>(from.asText().at(at)))
                               : from.asArray().items.at(static_cast<std::size_t>(at));
}

Outcome slice(const Value& from, const Value& start, const Value& end)
{
    if (!from.is(Type::Array) && !from.is(Type::Text)) {
        return refuse(QStringLiteral("A value of type %1 cannot be cut.").arg(typeName(from)));
    }
    const auto first = toIndex(start);
    const auto last = toIndex(end);
    if (!first || !last) {
        return std::unexpected(first ? last.error() : first.error());
    }
    const auto size = static_cast<qint64>(from.is(Type::Text) ? from.asText().size() : static_cast<qsizetype>(from.asArray().items.size()));
    const qint64 b = qBound(qint64{0}, *last < 0 ? *last + size : *last, size);
    const qint64 a = qMin(qMax(qint64{0}, *first < 0 ? *first + size : *first), b);
    if (from.is(Type::Text)) {
        return Value::text(from.asText().mid(a, b - a));
    }
    const Array& array = from.asArray();
    return Value::array(std::vector<Value>(array.items.begin() + a, array.items.begin() + b), array.element);
}

Outcome contains(const Value& list, const Value& wanted)
{
    switch (list.type()) {
    case Type::Nil: return Value::boolean(false);
    case Type::Array: {
        const std::vector<Value>& items = list.asArray().items;
        return Value::boolean(std::any_of(items.begin(), items.end(), [&](const Value& item) { return equal(item, wanted); }));
    }
    case Type::Map: {
        const Outcome found = entry(list, wanted);
        if (!found) {
            return found;
        }
        const Map& map = list.asMap();
        return Value::boolean(map.entries.contains(wanted.isNil() && !map.anyKey ? Value::text(QByteArray()) : wanted));
    }
    default: return refuse(QStringLiteral("\"in\" does not look into a value of type %1.").arg(typeName(list)));
    }
}

} // namespace fairlead::expression
