#include "models/domain/expression/expression.h"

#include "models/domain/expression/evaluator.h"
#include "models/domain/expression/fold.h"
#include "models/domain/expression/parser.h"

namespace fairlead::expression {

namespace {

void collectNames(const Node& node, const Names& known, QStringList& into)
{
    if (node.kind == Kind::Name && known.natures.contains(node.word.toUtf8()) && !into.contains(node.word)) {
        into.append(node.word);
    }
    for (const NodePtr& child : node.children) {
        if (child) {
            collectNames(*child, known, into);
        }
    }
}

std::expected<Value, Fault> run(const Node& checked, const Node& folded, const Names& names, const Surroundings& surroundings)
{
    const std::expected<Checked, Fault> facts = Checker(names).check(checked);
    if (!facts) {
        return std::unexpected(facts.error());
    }
    return Evaluator(*facts, names, surroundings).run(folded);
}

} // namespace

std::expected<Expression, Faults> Expression::parse(const QString& text)
{
    std::expected<NodePtr, Fault> parsed = Parser(text).parse();
    if (!parsed) {
        return std::unexpected(Faults{parsed.error()});
    }
    Expression made;
    made.m_text = text;
    made.m_root = std::move(*parsed);
    const std::expected<Checked, Fault> checked = Checker(Names::forCondition({})).check(*made.m_root);
    if (!checked) {
        return std::unexpected(Faults{checked.error()});
    }
    NodePtr folded = cloneOf(*made.m_root);
    if (const std::optional<Fault> fault = fold(folded)) {
        return std::unexpected(Faults{*fault});
    }
    made.m_folded = std::move(folded);
    return made;
}

QStringList Expression::names() const
{
    QStringList names;
    collectNames(*m_root, Names::forCondition({}), names);
    return names;
}

std::expected<Value, Fault> Expression::evaluate(const Value& result, Instant now) const
{
    const Surroundings surroundings{{{"result", result}}, result, now.ms()};
    return run(*m_root, *m_folded, Names::forCondition(natureOf(result)), surroundings);
}

std::expected<bool, Fault> Expression::holds(const Value& result, Instant now) const
{
    const std::expected<Value, Fault> value = evaluate(result, now);
    if (!value) {
        return std::unexpected(value.error());
    }
    if (!value->is(Type::Bool)) {
        return std::unexpected(Fault{1, qMax(1, static_cast<int>(m_text.size())),
            QStringLiteral("A condition is true or false; this one gives %1.").arg(typeName(*value)),
            QStringLiteral("Compare it: … > 0.")});
    }
    return value->asBool();
}

std::expected<Time, Fault> evaluateMoment(const QString& text, Instant now)
{
    std::expected<NodePtr, Fault> parsed = Parser(text).parse();
    if (!parsed) {
        return std::unexpected(parsed.error());
    }
    NodePtr folded = cloneOf(**parsed);
    if (const std::optional<Fault> fault = fold(folded)) {
        return std::unexpected(*fault);
    }
    const std::expected<Value, Fault> value = run(**parsed, *folded, Names::forMoment(), {{}, {}, now.ms()});
    if (!value) {
        return std::unexpected(value.error());
    }
    if (!value->is(Type::Time)) {
        return std::unexpected(Fault{1, qMax(1, static_cast<int>(text.size())),
            QStringLiteral("This is no moment but %1.").arg(typeName(*value)), QStringLiteral("Write date(…) or now().")});
    }
    return value->asTime();
}

} // namespace fairlead::expression
