#include "models/domain/expression/builtins.h"
#include "models/domain/expression/evaluator.h"
#include "models/domain/expression/operators.h"

namespace fairlead::expression {

namespace {

std::unexpected<QString> wrongArgument(const Call& call, const Value& value)
{
    return refuse(QStringLiteral("%1 does not work on %2.").arg(QString::fromUtf8(call.name), typeName(value)));
}

Outcome grown(Budget& budget, std::vector<Value> items)
{
    if (!budget.grow(static_cast<qint64>(items.size()))) {
        return refuse(QStringLiteral("The lists become too long."));
    }
    return Value::array(std::move(items));
}

Outcome length(const Value& value)
{
    switch (value.type()) {
    case Type::Text: return Value::integer(QString::fromUtf8(value.asText()).toUcs4().size());
    case Type::Array: return Value::integer(static_cast<qint64>(value.asArray().items.size()));
    case Type::Map: return Value::integer(static_cast<qint64>(value.asMap().entries.size()));
    default: return refuse(QStringLiteral("A value of type %1 has no length.").arg(typeName(value)));
    }
}

/// As get(…) finds it: nil where the element does not exist.
Outcome got(const Value& from, const Value& key)
{
    if (from.is(Type::Map)) {
        return fetch(from, key);
    }
    if (from.is(Type::Array) || from.is(Type::Text)) {
        const auto index = toIndex(key);
        const Outcome found = fetch(from, key);
        return index ? Outcome(found.value_or(Value())) : std::unexpected(index.error());
    }
    return Value();
}

Outcome taken(const Call& call)
{
    const Value& list = call.arguments[0];
    const Value& count = call.arguments[1];
    const bool fits = list.is(Type::Array) && count.is(Type::Int) && count.asInt() >= 0;
    return fits ? slice(list, Value::integer(0), count) : wrongArgument(call, list.is(Type::Array) ? count : list);
}

bool flatten(const std::vector<Value>& items, std::vector<Value>& into, Budget& budget, int depth)
{
    for (const Value& each : items) {
        if (depth > 1000 || !budget.spend(1)) {
            return false;
        }
        if (!each.is(Type::Array)) {
            into.push_back(each);
        } else if (!flatten(each.asArray().items, into, budget, depth + 1)) {
            return false;
        }
    }
    return true;
}

Outcome unique(const Call& call)
{
    std::vector<Value> kept;
    for (const Value& each : call.arguments[0].asArray().items) {
        if (!call.budget.spend(static_cast<qint64>(kept.size()) + 1)) {
            return refuse(QStringLiteral("The evaluation takes too many steps."));
        }
        if (std::none_of(kept.begin(), kept.end(), [&](const Value& other) { return equal(each, other); })) {
            kept.push_back(each);
        }
    }
    return Value::array(std::move(kept));
}

Outcome concatenated(const Call& call)
{
    std::vector<Value> items;
    for (const Value& each : call.arguments) {
        if (!each.is(Type::Array)) {
            return wrongArgument(call, each);
        }
        items.insert(items.end(), each.asArray().items.begin(), each.asArray().items.end());
    }
    return grown(call.budget, std::move(items));
}

Outcome inOrder(const Call& call)
{
    const bool ordered = call.arguments.size() > 1;
    const bool descending = ordered && call.arguments[1].is(Type::Text) && call.arguments[1].asText() == "desc";
    const bool ascending = !ordered || (call.arguments[1].is(Type::Text) && call.arguments[1].asText() == "asc");
    if (!descending && !ascending) {
        return refuse(QStringLiteral("The order is \"asc\" or \"desc\"."));
    }
    const std::vector<Value>& items = call.arguments[0].asArray().items;
    if (!call.budget.grow(static_cast<qint64>(items.size()))) {
        return refuse(QStringLiteral("The lists become too long."));
    }
    return sorted(items, items, descending);
}

Outcome fromPairs(const Call& call)
{
    std::map<Value, Value, KeyLess> entries;
    for (const Value& each : call.arguments[0].asArray().items) {
        if (!each.is(Type::Array) || each.asArray().items.size() != 2) {
            return refuse(QStringLiteral("A pair is a list of two."));
        }
        const Value& key = each.asArray().items[0];
        if (!key.is(Type::Text)) {
            return refuse(QStringLiteral("A key is text, not %1.").arg(typeName(key)));
        }
        entries.insert_or_assign(key, each.asArray().items[1]);
    }
    return Value::map(std::move(entries));
}

QByteArray kindName(const Value& value)
{
    switch (value.type()) {
    case Type::Float: return "float";
    case Type::Array: return "array";
    case Type::Map: return "map";
    default: return typeName(value).toUtf8();
    }
}

} // namespace

std::optional<Outcome> callListFunction(const Call& call)
{
    static const QList<QByteArray> kOfLists{"reverse", "uniq", "flatten", "sort", "fromPairs"};
    const QByteArray& name = call.name;
    const Value& first = call.arguments.empty() ? static_cast<const Value&>(Value()) : call.arguments.front();
    if (name == "len") {
        return length(first);
    }
    if (name == "type") {
        return Value::text(kindName(first));
    }
    if (name == "first" || name == "last") {
        const bool list = first.is(Type::Array) || first.is(Type::Text);
        return list ? got(first, Value::integer(name == "first" ? 0 : -1)) : Outcome(Value());
    }
    if (name == "get") {
        return got(first, call.arguments[1]);
    }
    if (name == "take") {
        return taken(call);
    }
    if (name == "concat") {
        return concatenated(call);
    }
    if (!kOfLists.contains(name)) {
        return std::nullopt;
    }
    if (!first.is(Type::Array)) {
        return wrongArgument(call, first);
    }
    const std::vector<Value>& items = first.asArray().items;
    if (name == "reverse") {
        return grown(call.budget, std::vector<Value>(items.rbegin(), items.rend()));
    }
    if (name == "flatten") {
        std::vector<Value> flat;
        return flatten(items, flat, call.budget, 0) ? grown(call.budget, std::move(flat))
                                                    : refuse(QStringLiteral("The lists are nested too deeply."));
    }
    return name == "uniq" ? unique(call) : name == "sort" ? inOrder(call) : fromPairs(call);
}

std::optional<Outcome> callMapFunction(const Call& call)
{
    if (call.name != "keys" && call.name != "values" && call.name != "toPairs") {
        return std::nullopt;
    }
    const Value& map = call.arguments.front();
    if (!map.is(Type::Map)) {
        return wrongArgument(call, map);
    }
    std::vector<Value> items;
    for (const auto& [key, entry] : map.asMap().entries) {
        items.push_back(call.name == "keys" ? key : call.name == "values" ? entry : Value::array({key, entry}));
    }
    return Value::array(std::move(items));
}

Outcome callBuiltin(const Call& call)
{
    for (const auto& group : {callNumberFunction, callTextFunction, callListFunction, callMapFunction, callTimeFunction}) {
        if (const std::optional<Outcome> outcome = group(call)) {
            return *outcome;
        }
    }
    return refuse(QStringLiteral("There is no function %1.").arg(QString::fromUtf8(call.name)));
}

} // namespace fairlead::expression
