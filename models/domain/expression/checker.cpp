#include "models/domain/expression/checker.h"

#include "models/domain/expression/builtins.h"
#include "models/domain/expression/regex.h"

namespace fairlead::expression {

Names Names::forCondition(const Nature& result)
{
    Names names = forMoment();
    for (const char* each : {"asInt", "asFloat", "isNil", "default"}) {
        names.natures.insert_or_assign(each, Nature::named(each));
    }
    names.natures.insert_or_assign("result", result);
    return names;
}

Names Names::forMoment()
{
    return {{{"isNaN", Nature::named("isNaN")}, {"isInf", Nature::named("isInf")}}};
}

std::expected<Checked, Fault> Checker::check(const Node& root)
{
    m_checked.nature = visit(root);
    if (m_fault) {
        return std::unexpected(*m_fault);
    }
    return std::move(m_checked);
}

Nature Checker::fail(const Node& node, const QString& message, const QString& help)
{
    if (!m_fault) {
        m_fault = Fault{node.column, node.length, message, help};
    }
    return {};
}

Nature Checker::mismatch(const Node& node, const Nature& left, const Nature& right)
{
    return fail(node, QStringLiteral("%1 does not work on %2 and %3.").arg(node.word, left.name(), right.name()),
        QStringLiteral("Convert one side, for example with asFloat(…), or guard against nil with default(result, 0)."));
}

bool Checker::maybe(const Nature& left, const Nature& right, std::initializer_list<Is> kinds) const
{
    return left.isUnknown() ? right.isUnknown() || right.any(kinds) : right.isUnknown() && left.any(kinds);
}

Nature Checker::visit(const Node& node)
{
    switch (node.kind) {
    case Kind::Constant: return natureOf(node.constant);
    case Kind::Name: return name(node);
    case Kind::Unary: return unary(node);
    case Kind::Binary: return binary(node);
    case Kind::Chain: return visit(node.child(0));
    case Kind::Member: return member(node);
    case Kind::Slice: return slice(node);
    case Kind::Call: return call(node);
    case Kind::Builtin: return builtin(node);
    case Kind::Predicate: return visit(node.child(0));
    case Kind::Pointer: return pointer(node);
    case Kind::Let: return let(node);
    case Kind::Condition: return condition(node);
    case Kind::List: return list(node);
    case Kind::Sequence: {
        Nature last;
        for (const NodePtr& each : node.children) {
            last = visit(*each);
        }
        return last;
    }
    case Kind::MapLiteral:
        for (const NodePtr& each : node.children) {
            visit(*each);
        }
        return Nature::of(Is::Map);
    }
    return {};
}

Nature Checker::name(const Node& node)
{
    for (auto variable = m_variables.rbegin(); variable != m_variables.rend(); ++variable) {
        if (variable->name == node.word) {
            return variable->nature;
        }
    }
    if (node.word == QLatin1String("$env")) {
        return {};
    }
    const QByteArray word = node.word.toUtf8();
    const auto found = m_names.natures.find(word);
    if (found != m_names.natures.end()) {
        return found->second;
    }
    if (isBuiltin(word)) {
        return Nature::named(word);
    }
    return fail(node, QStringLiteral("There is no %1.").arg(node.word), QStringLiteral("The measured value is called result."));
}

Nature Checker::unary(const Node& node)
{
    const Nature operand = visit(node.child(0));
    if (node.op == Op::Not) {
        if (operand.is == Is::Bool || operand.isUnknown()) {
            return Nature::of(Is::Bool);
        }
        return fail(node, QStringLiteral("%1 works on true and false, not on %2.").arg(node.word, operand.name()),
            QStringLiteral("Put brackets around the comparison: not (result > 1)."));
    }
    if (operand.isNumber()) {
        return operand;
    }
    if (operand.isUnknown()) {
        return {};
    }
    return fail(node, QStringLiteral("The sign %1 works on numbers, not on %2.").arg(node.word, operand.name()));
}

Nature Checker::binary(const Node& node)
{
    const Nature left = visit(node.child(0));
    const Nature right = visit(node.child(1));
    const Nature truth = Nature::of(Is::Bool);
    bool fits = false;
    switch (node.op) {
    case Op::Equal:
    case Op::NotEqual: fits = left.comparableTo(right); break;
    case Op::And:
    case Op::Or: fits = (left.is == Is::Bool && right.is == Is::Bool) || maybe(left, right, {Is::Bool}); break;
    case Op::Less:
    case Op::LessOrEqual:
    case Op::Greater:
    case Op::GreaterOrEqual:
        fits = (left.isNumber() && right.isNumber()) || (left.is == right.is && left.any({Is::Text, Is::Time, Is::Duration}))
            || maybe(left, right, {Is::Int, Is::Int64, Is::Float, Is::Text, Is::Time, Is::Duration});
        break;
    case Op::Contains:
    case Op::StartsWith:
    case Op::EndsWith: fits = (left.is == Is::Text && right.is == Is::Text) || maybe(left, right, {Is::Text}); break;
    case Op::Matches: return matches(node, left, right);
    case Op::In: return inside(node, left, right);
    case Op::Range:
        if ((left.isInteger() && right.isInteger()) || maybe(left, right, {Is::Int, Is::Int64})) {
            return Nature::listOf(Nature::of(Is::Int));
        }
        break;
    case Op::Coalesce:
        if (left.isNil()) {
            return right;
        }
        return right.isNil() || right.assignableTo(left) ? left : Nature();
    default: return arithmetic(node, left, right);
    }
    return fits ? truth : mismatch(node, left, right);
}

Nature Checker::arithmetic(const Node& node, const Nature& left, const Nature& right)
{
    const bool numbers = left.isNumber() && right.isNumber();
    const Nature promoted = Nature::of(left.is == Is::Float || right.is == Is::Float ? Is::Float : Is::Int);
    const auto are = [&](Is a, Is b) { return left.is == a && right.is == b; };
    switch (node.op) {
    case Op::Divide:
    case Op::Power:
        if (numbers || maybe(left, right, {Is::Int, Is::Int64, Is::Float})) {
            return Nature::of(Is::Float);
        }
        break;
    case Op::Modulo:
        if ((left.isInteger() && right.isInteger()) || maybe(left, right, {Is::Int, Is::Int64})) {
            return Nature::of(Is::Int);
        }
        break;
    case Op::Add:
        if (numbers) {
            return promoted;
        }
        if (are(Is::Text, Is::Text) || are(Is::Duration, Is::Duration)) {
            return left;
        }
        if (are(Is::Time, Is::Duration) || are(Is::Duration, Is::Time)) {
            return Nature::of(Is::Time);
        }
        if (maybe(left, right, {Is::Int, Is::Int64, Is::Float, Is::Text, Is::Time, Is::Duration})) {
            return {};
        }
        break;
    case Op::Subtract:
        if (numbers) {
            return promoted;
        }
        if (are(Is::Time, Is::Time) || are(Is::Duration, Is::Duration)) {
            return Nature::of(Is::Duration);
        }
        if (are(Is::Time, Is::Duration)) {
            return left;
        }
        if (maybe(left, right, {Is::Int, Is::Int64, Is::Float, Is::Time, Is::Duration})) {
            return {};
        }
        break;
    case Op::Multiply:
        if (numbers) {
            return promoted;
        }
        if ((left.is == Is::Duration && (right.isNumber() || right.is == Is::Duration)) || (left.isNumber() && right.is == Is::Duration)) {
            return Nature::of(Is::Duration);
        }
        if (maybe(left, right, {Is::Int, Is::Int64, Is::Float, Is::Duration})) {
            return {};
        }
        break;
    default: break;
    }
    return mismatch(node, left, right);
}

Nature Checker::inside(const Node& node, const Nature& left, const Nature& right)
{
    const Nature truth = Nature::of(Is::Bool);
    if (right.is == Is::Map) {
        const Nature key = Nature::of(right.anyKey ? Is::Any : Is::Text);
        if (!left.isUnknown() && !left.assignableTo(key)) {
            return fail(node, QStringLiteral("A value of type %1 is no key of a %2.").arg(left.name(), right.name()));
        }
        return truth;
    }
    if (right.is == Is::Array) {
        if (!left.comparableTo(right.elementNature())) {
            return fail(
                node, QStringLiteral("A list of %1 cannot hold a value of type %2.").arg(right.elementNature().name(), left.name()));
        }
        return truth;
    }
    if (right.isUnknown() || (left.isUnknown() && right.is == Is::Text)) {
        return truth;
    }
    return mismatch(node, left, right);
}

Nature Checker::matches(const Node& node, const Nature& left, const Nature& right)
{
    const Node& pattern = node.child(1);
    if (pattern.isConstant(Type::Text)) {
        if (const std::expected<Pattern, QString> read = Pattern::read(pattern.constant.asText()); !read) {
            return fail(pattern, read.error(), QStringLiteral("Patterns are those of RE2."));
        }
    }
    if ((left.is == Is::Text && right.is == Is::Text) || maybe(left, right, {Is::Text})) {
        return Nature::of(Is::Bool);
    }
    return mismatch(node, left, right);
}

Nature Checker::let(const Node& node)
{
    const QByteArray word = node.word.toUtf8();
    bool taken = m_names.natures.contains(word) || isBuiltin(word);
    for (const Variable& variable : m_variables) {
        taken = taken || variable.name == node.word;
    }
    if (taken) {
        return fail(node, QStringLiteral("%1 has a meaning already.").arg(node.word), QStringLiteral("Take another name."));
    }
    Nature value = visit(node.child(0));
    m_variables.push_back({node.word, std::move(value)});
    Nature rest = visit(node.child(1));
    m_variables.pop_back();
    return rest;
}

Nature Checker::condition(const Node& node)
{
    const Nature asked = visit(node.child(0));
    if (asked.is != Is::Bool && !asked.isUnknown()) {
        return fail(node.child(0), QStringLiteral("A condition is true or false, not %1.").arg(asked.name()));
    }
    const Nature then = visit(node.child(1));
    const Nature otherwise = visit(node.child(2));
    if (then.isNil() || otherwise.isNil()) {
        return then.isNil() ? otherwise : then;
    }
    if (!then.assignableTo(otherwise)) {
        return {};
    }
    if (then.is == Is::Array && otherwise.is == Is::Array) {
        const Nature one = then.elementNature();
        const Nature other = otherwise.elementNature();
        if (!one.assignableTo(other) || !other.assignableTo(one)) {
            return Nature::list(Element::Any);
        }
    }
    return then;
}

Nature Checker::list(const Node& node)
{
    Nature last;
    bool alike = true;
    const auto kindOf = [](const Nature& nature) { return nature.isNil() ? Is::Unknown : nature.is; };
    for (std::size_t each = 0; each < node.children.size(); ++each) {
        Nature current = visit(node.child(each));
        alike = alike && (each == 0 || kindOf(current) == kindOf(last));
        last = std::move(current);
    }
    return alike ? Nature::listOf(std::move(last)) : Nature::list(Element::Any);
}

} // namespace fairlead::expression
