#include "models/domain/expression/evaluator.h"
#include "models/domain/expression/operators.h"

#include <QScopeGuard>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fairlead::expression {

namespace {

/// A strict order of @p left before @p right; values of one type or all numbers. NaN comes first.
bool before(const Value& left, const Value& right)
{
    if (!left.isNumber() || !right.isNumber()) {
        return KeyLess()(left, right);
    }
    if (left.is(Type::Int) && right.is(Type::Int)) {
        return left.asInt() < right.asInt();
    }
    const double a = left.toDouble();
    const double b = right.toDouble();
    return std::isnan(a) ? !std::isnan(b) : a < b;
}

bool comparable(const Value& left, const Value& right)
{
    const bool same = left.type() == right.type() && (left.is(Type::Text) || left.is(Type::Time) || left.is(Type::Duration));
    return same || (left.isNumber() && right.isNumber());
}

} // namespace

Outcome sorted(const std::vector<Value>& items, const std::vector<Value>& by, bool descending)
{
    for (std::size_t each = 1; each < by.size(); ++each) {
        if (!comparable(by.at(0), by.at(each))) {
            return refuse(QStringLiteral("A %1 and a %2 have no order.").arg(typeName(by.at(0)), typeName(by.at(each))));
        }
    }
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(
        order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return descending ? before(by[b], by[a]) : before(by[a], by[b]); });
    std::vector<Value> out;
    out.reserve(items.size());
    for (const std::size_t at : order) {
        out.push_back(items.at(at));
    }
    return Value::array(std::move(out));
}

Value Evaluator::overPredicate(const Node& node)
{
    const Value list = visit(node.child(0));
    if (failed()) {
        return {};
    }
    qint64 size = 0;
    switch (list.type()) {
    case Type::Array: size = static_cast<qint64>(list.asArray().items.size()); break;
    case Type::Text: size = list.asText().size(); break;
    case Type::Map: size = static_cast<qint64>(list.asMap().entries.size()); break;
    default: return fail(node.child(0), QStringLiteral("%1 works on a list, not on %2.").arg(node.word, typeName(list)));
    }
    m_scopes.push_back({list, size, 0, {}});
    const auto leave = qScopeGuard([this] { m_scopes.pop_back(); });
    const QByteArray name = node.word.toUtf8();
    if (name == "find" || name == "findIndex" || name == "findLast" || name == "findLastIndex") {
        return find(node, name.startsWith("findLast"), name.endsWith("Index"));
    }
    if (name == "filter" || name == "map") {
        return collect(node, name == "filter");
    }
    if (name == "sum") {
        return sum(node);
    }
    if (name == "groupBy") {
        return groupBy(node);
    }
    if (name == "sortBy") {
        return sortBy(node);
    }
    return name == "reduce" ? reduce(node) : decide(node, name);
}

Value Evaluator::element(const Node& node)
{
    const Scope& scope = m_scopes.back();
    if (scope.list.is(Type::Map)) {
        return fail(node, QStringLiteral("A map has no elements in order."), QStringLiteral("Look at values(…) or keys(…) of it."));
    }
    return take(node, fetch(scope.list, Value::integer(scope.index)));
}

bool Evaluator::each(const Node& node, bool backwards, const std::function<bool()>& body)
{
    // The scopes may grow in the body: each turn looks its own up again.
    const std::size_t own = m_scopes.size() - 1;
    const qint64 size = m_scopes.at(own).size;
    const qint64 first = m_scopes.at(own).index;
    for (qint64 turn = first; turn < size; ++turn) {
        m_scopes.at(own).index = backwards ? size - 1 - turn : turn;
        if (!spend(node, {}) || !body() || failed()) {
            break;
        }
    }
    return !failed();
}

Value Evaluator::decide(const Node& node, const QByteArray& name)
{
    const bool bare = node.children.size() == 1;
    const bool stopsAt = name == "any";
    const bool stops = name == "all" || name == "any" || name == "none";
    qint64 hits = 0;
    bool stopped = false;
    const bool done = each(node, false, [&] {
        const std::optional<bool> truth = holds(bare ? node : node.child(1), bare ? element(node) : visit(node.child(1)));
        if (!truth) {
            return false;
        }
        hits += *truth ? 1 : 0;
        stopped = stops && (name == "none" ? *truth : *truth == stopsAt);
        return !stopped;
    });
    if (!done) {
        return {};
    }
    if (name == "count") {
        return Value::integer(hits);
    }
    return Value::boolean(name == "one" ? hits == 1 : name == "any" ? stopped : !stopped);
}

Value Evaluator::find(const Node& node, bool backwards, bool wantsIndex)
{
    Value found;
    const bool done = each(node, backwards, [&] {
        const std::optional<bool> truth = holds(node.child(1), visit(node.child(1)));
        if (truth.value_or(false)) {
            found = wantsIndex ? Value::integer(m_scopes.back().index) : element(node);
        }
        return truth.has_value() && !*truth;
    });
    return done ? found : Value();
}

Value Evaluator::collect(const Node& node, bool filters)
{
    std::vector<Value> items;
    const bool done = each(node, false, [&] {
        Value value = visit(node.child(1));
        if (filters) {
            const std::optional<bool> truth = holds(node.child(1), value);
            if (!truth.value_or(false)) {
                return truth.has_value();
            }
            value = element(node);
        }
        items.push_back(std::move(value));
        return true;
    });
    if (!done) {
        return {};
    }
    if (!m_budget.grow(static_cast<qint64>(items.size()))) {
        return fail(node, QStringLiteral("The lists become too long."));
    }
    return Value::array(std::move(items));
}

Value Evaluator::sum(const Node& node)
{
    Value total = Value::integer(0);
    const bool done = each(node, false, [&] {
        const Value value = node.children.size() > 1 ? visit(node.child(1)) : element(node);
        total = failed() ? Value() : take(node, applyBinary(Op::Add, value, total, m_budget));
        return true;
    });
    return done ? total : Value();
}

Value Evaluator::groupBy(const Node& node)
{
    std::map<Value, std::vector<Value>, KeyLess> groups;
    const bool done = each(node, false, [&] {
        const Value key = visit(node.child(1));
        if (!failed() && !isHashable(key)) {
            fail(node.child(1), QStringLiteral("A %1 cannot be the key of a group.").arg(typeName(key)));
        }
        if (!failed()) {
            groups[key].push_back(element(node));
        }
        return true;
    });
    if (!done) {
        return {};
    }
    std::map<Value, Value, KeyLess> entries;
    for (auto& [key, items] : groups) {
        entries.emplace(key, Value::array(std::move(items)));
    }
    return Value::map(std::move(entries), true);
}

Value Evaluator::sortBy(const Node& node)
{
    const Value order = node.children.size() > 2 ? visit(node.child(2)) : Value::text(QByteArray("asc"));
    if (failed()) {
        return {};
    }
    if (!order.is(Type::Text) || (order.asText() != "asc" && order.asText() != "desc")) {
        return fail(node.child(2), QStringLiteral("The order is \"asc\" or \"desc\"."));
    }
    std::vector<Value> items;
    std::vector<Value> by;
    const bool done = each(node, false, [&] {
        by.push_back(visit(node.child(1)));
        items.push_back(element(node));
        return true;
    });
    if (!done) {
        return {};
    }
    if (!m_budget.grow(static_cast<qint64>(items.size()))) {
        return fail(node, QStringLiteral("The lists become too long."));
    }
    return take(node, sorted(items, by, order.asText() == "desc"));
}

Value Evaluator::reduce(const Node& node)
{
    const std::size_t own = m_scopes.size() - 1;
    if (node.children.size() > 2) {
        m_scopes.at(own).accumulator = visit(node.child(2));
    } else {
        m_scopes.at(own).accumulator = element(node);
        m_scopes.at(own).index = 1;
    }
    const bool done = !failed() && each(node, false, [&] {
        Value next = visit(node.child(1));
        m_scopes.at(own).accumulator = std::move(next);
        return true;
    });
    return done ? m_scopes.at(own).accumulator : Value();
}

} // namespace fairlead::expression
