#include "models/domain/expression/evaluator.h"

#include "models/domain/expression/operators.h"
#include "models/domain/expression/regex.h"

#include <array>

namespace fairlead::expression {

namespace {

/// A document may be nested this deep; what an expression makes itself may not go beyond.
constexpr int kDeepestValue = 2'000;
/// More than any budget has.
constexpr qint64 kMostSteps = qint64{1} << 60;

} // namespace

std::expected<Value, Fault> Evaluator::run(const Node& root)
{
    Value value = visit(root);
    if (m_fault) {
        return std::unexpected(*m_fault);
    }
    return value;
}

Value Evaluator::fail(const Node& node, const QString& message, const QString& help)
{
    if (!m_fault) {
        m_fault = Fault{node.column, node.length, message, help};
    }
    return {};
}

Value Evaluator::take(const Node& node, Outcome outcome)
{
    return outcome ? std::move(*outcome) : fail(node, outcome.error());
}

std::optional<bool> Evaluator::holds(const Node& node, const Value& value)
{
    if (failed()) {
        return std::nullopt;
    }
    if (value.is(Type::Bool)) {
        return value.asBool();
    }
    fail(node, QStringLiteral("This must be true or false and is a %1.").arg(typeName(value)));
    return std::nullopt;
}

Value Evaluator::visit(const Node& node)
{
    if (failed()) {
        return {};
    }
    if (!spend(node, {})) {
        return {};
    }
    Value value = compute(node);
    if (value.extent().depth > kDeepestValue) {
        return fail(node, QStringLiteral("Lists are nested too deeply in each other."));
    }
    return value;
}

bool Evaluator::spend(const Node& node, std::span<const Value> values)
{
    qint64 steps = 1;
    for (const Value& each : values) {
        steps = qMin(kMostSteps, steps + each.extent().weight);
    }
    if (!m_budget.spend(steps)) {
        fail(node, QStringLiteral("The evaluation takes too many steps."), QStringLiteral("Look at fewer elements."));
    }
    return !failed();
}

Value Evaluator::compute(const Node& node)
{
    switch (node.kind) {
    case Kind::Constant: return node.constant;
    case Kind::Name: return name(node);
    case Kind::Unary: return unary(node);
    case Kind::Binary: return binary(node);
    case Kind::Chain: return chain(node);
    case Kind::Member: return member(node);
    case Kind::Slice: return slice(node);
    case Kind::Call: return call(node);
    case Kind::Builtin: return builtin(node);
    case Kind::Predicate: return visit(node.child(0));
    case Kind::Pointer: return pointer(node);
    case Kind::Let: return let(node);
    case Kind::List: return list(node);
    case Kind::MapLiteral: return mapLiteral(node);
    case Kind::Sequence: {
        Value last;
        for (const NodePtr& each : node.children) {
            last = visit(*each);
        }
        return last;
    }
    case Kind::Condition: {
        const std::optional<bool> asked = holds(node.child(0), visit(node.child(0)));
        return asked ? visit(node.child(*asked ? 1 : 2)) : Value();
    }
    }
    return {};
}

Value Evaluator::environment() const
{
    std::map<Value, Value, KeyLess> entries;
    for (const auto& [name, nature] : m_names.natures) {
        const auto found = m_surroundings.values.find(name);
        const bool known = found != m_surroundings.values.end();
        entries.emplace(Value::text(name), known ? found->second : Value(Value::Variant(Function{name})));
    }
    return Value::map(std::move(entries));
}

Value Evaluator::name(const Node& node)
{
    for (auto variable = m_variables.rbegin(); variable != m_variables.rend(); ++variable) {
        if (variable->name == node.word) {
            return variable->value;
        }
    }
    if (node.word == QLatin1String("$env")) {
        return environment();
    }
    const QByteArray word = node.word.toUtf8();
    const auto found = m_surroundings.values.find(word);
    if (found != m_surroundings.values.end()) {
        return found->second;
    }
    return m_names.natures.contains(word) ? Value(Value::Variant(Function{word})) : Value();
}

Value Evaluator::unary(const Node& node)
{
    Value operand = visit(node.child(0));
    if (failed()) {
        return {};
    }
    if (node.op == Op::Not) {
        const std::optional<bool> truth = holds(node.child(0), operand);
        return truth ? Value::boolean(!*truth) : Value();
    }
    return node.op == Op::Minus ? take(node, negate(operand)) : operand;
}

Value Evaluator::junction(const Node& node)
{
    // As in the reference, what a right side gives is passed on as it is.
    const std::optional<bool> left = holds(node.child(0), visit(node.child(0)));
    if (!left) {
        return {};
    }
    return *left == (node.op == Op::Or) ? Value::boolean(*left) : visit(node.child(1));
}

Value Evaluator::binary(const Node& node)
{
    if (node.op == Op::And || node.op == Op::Or) {
        return junction(node);
    }
    Value left = visit(node.child(0));
    if (node.op == Op::Coalesce) {
        return failed() || !left.isNil() ? left : visit(node.child(1));
    }
    if (node.op == Op::In && node.child(1).kind == Kind::List) {
        const std::vector<NodePtr>& items = node.child(1).children;
        if (!items.empty() && std::all_of(items.begin(), items.end(), [](const NodePtr& each) { return each->isConstant(Type::Text); })) {
            return inTexts(node, left);
        }
    }
    const Value right = visit(node.child(1));
    const std::array sides{left, right};
    if (failed() || !spend(node, sides)) {
        return {};
    }
    switch (node.op) {
    case Op::Matches:
    case Op::Contains:
    case Op::StartsWith:
    case Op::EndsWith: return textTest(node, left, right);
    default: return take(node, applyBinary(node.op, left, right, m_budget));
    }
}

Value Evaluator::inTexts(const Node& node, const Value& left)
{
    // The reference looks up a list of plain texts as a set of text keys: other types are an error, and nil is the empty text.
    if (failed() || (!left.is(Type::Text) && !left.isNil())) {
        return fail(node, QStringLiteral("A list of texts cannot hold a value of type %1.").arg(typeName(left)));
    }
    const QByteArray wanted = left.isNil() ? QByteArray() : left.asText();
    const std::vector<NodePtr>& items = node.child(1).children;
    return Value::boolean(std::any_of(items.begin(), items.end(), [&](const NodePtr& each) { return each->constant.asText() == wanted; }));
}

Value Evaluator::textTest(const Node& node, const Value& left, const Value& right)
{
    if (left.isNil() || right.isNil()) {
        return Value::boolean(false);
    }
    if (!left.is(Type::Text) || !right.is(Type::Text)) {
        return fail(node, QStringLiteral("%1 works on text, not on %2 and %3.").arg(node.word, typeName(left), typeName(right)));
    }
    const QByteArray& text = left.asText();
    const QByteArray& part = right.asText();
    switch (node.op) {
    case Op::Contains: return Value::boolean(text.contains(part));
    case Op::StartsWith: return Value::boolean(text.startsWith(part));
    case Op::EndsWith: return Value::boolean(text.endsWith(part));
    default: break;
    }
    const std::expected<Pattern, QString> pattern = Pattern::read(part);
    if (!pattern) {
        return fail(node.child(1), pattern.error());
    }
    const std::expected<bool, QString> matched = pattern->matches(text);
    return matched ? Value::boolean(*matched) : fail(node, matched.error());
}

Value Evaluator::chain(const Node& node)
{
    Value value = visit(node.child(0));
    if (m_stopped) {
        m_stopped = false;
        return {};
    }
    return value;
}

Value Evaluator::member(const Node& node)
{
    const Value base = visit(node.child(0));
    if (failed() || m_stopped) {
        return {};
    }
    if (node.optional && base.isNil()) {
        m_stopped = true;
        return {};
    }
    const Value key = visit(node.child(1));
    if (failed()) {
        return {};
    }
    if (base.isNil()) {
        return fail(node,
            QStringLiteral("nil has no %1.").arg(key.is(Type::Text) ? QString::fromUtf8(key.asText()) : QStringLiteral("elements")),
            QStringLiteral("Write ?. where something may be missing."));
    }
    return take(node, fetch(base, key));
}

Value Evaluator::slice(const Node& node)
{
    const Value base = visit(node.child(0));
    if (failed() || m_stopped) {
        return {};
    }
    const qint64 size = base.is(Type::Text) ? base.asText().size()
        : base.is(Type::Array)              ? static_cast<qint64>(base.asArray().items.size())
                                            : 0;
    const bool hasEnd = node.children.size() > 2 && node.children.at(2);
    const Value end = hasEnd ? visit(node.child(2)) : Value::integer(size);
    const Value start = node.children.at(1) ? visit(node.child(1)) : Value::integer(0);
    return failed() || !spend(node, std::span(&base, 1)) ? Value() : take(node, expression::slice(base, start, end));
}

Value Evaluator::let(const Node& node)
{
    Value value = visit(node.child(0));
    m_variables.push_back({node.word, std::move(value)});
    Value rest = visit(node.child(1));
    m_variables.pop_back();
    return rest;
}

Value Evaluator::list(const Node& node)
{
    std::vector<Value> items;
    items.reserve(node.children.size());
    for (const NodePtr& each : node.children) {
        items.push_back(visit(*each));
    }
    if (!m_budget.grow(static_cast<qint64>(items.size()))) {
        return fail(node, QStringLiteral("The lists become too long."));
    }
    return Value::array(std::move(items));
}

Value Evaluator::mapLiteral(const Node& node)
{
    std::map<Value, Value, KeyLess> entries;
    for (std::size_t at = 0; at + 1 < node.children.size(); at += 2) {
        const Value key = visit(node.child(at));
        if (!failed() && !key.is(Type::Text)) {
            return fail(node.child(at), QStringLiteral("A key is text, not %1.").arg(typeName(key)));
        }
        // Of a key that stands twice the first counts, as in the reference.
        entries.emplace(key, visit(node.child(at + 1)));
    }
    if (!m_budget.grow(static_cast<qint64>(entries.size()))) {
        return fail(node, QStringLiteral("The maps become too long."));
    }
    return failed() ? Value() : Value::map(std::move(entries));
}

} // namespace fairlead::expression
