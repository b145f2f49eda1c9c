#include "models/domain/expression/words.h"

#include "models/domain/expression/node.h"
#include "models/domain/expression/value_text.h"

namespace fairlead::expression {

namespace {

QString sourceOfConstant(const Value& value)
{
    if (!value.is(Type::Text)) {
        return value.isNil() ? QStringLiteral("nil") : QString::fromUtf8(toPlainText(value));
    }
    QString text = QString::fromUtf8(value.asText());
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('\''), QLatin1String("\\'"));
    return QLatin1Char('\'') + text + QLatin1Char('\'');
}

QString joined(const Node& node, std::size_t first, const char* between = ", ")
{
    QStringList parts;
    for (std::size_t each = first; each < node.children.size(); ++each) {
        parts.append(toSource(node.child(each)));
    }
    return parts.join(QLatin1String(between));
}

QString bracketed(const Node& node)
{
    const bool loose = node.kind == Kind::Binary || node.kind == Kind::Condition || node.kind == Kind::Unary || node.kind == Kind::Let
        || node.kind == Kind::Sequence;
    return loose ? QLatin1Char('(') + toSource(node) + QLatin1Char(')') : toSource(node);
}

QString sourceOfMember(const Node& node)
{
    const QString of = bracketed(node.child(0));
    const QString mark = node.optional ? QStringLiteral("?.") : QString();
    if (node.word.isEmpty()) {
        return of + mark + QLatin1Char('[') + toSource(node.child(1)) + QLatin1Char(']');
    }
    return of + (mark.isEmpty() ? QStringLiteral(".") : mark) + node.word;
}

QString sourceOfMap(const Node& node)
{
    QStringList pairs;
    for (std::size_t at = 0; at + 1 < node.children.size(); at += 2) {
        pairs.append(toSource(node.child(at)) + QStringLiteral(": ") + toSource(node.child(at + 1)));
    }
    return QLatin1Char('{') + pairs.join(QStringLiteral(", ")) + QLatin1Char('}');
}

QString sourceOfSlice(const Node& node)
{
    const auto bound
        = [&](std::size_t at) { return at < node.children.size() && node.children.at(at) ? toSource(node.child(at)) : QString(); };
    return bracketed(node.child(0)) + QLatin1Char('[') + bound(1) + QLatin1Char(':') + bound(2) + QLatin1Char(']');
}

/// The words between two sides; empty where an operator is written as it is.
QString comparisonWords(Op op)
{
    switch (op) {
    case Op::Equal: return QStringLiteral("is");
    case Op::NotEqual: return QStringLiteral("is not");
    case Op::Less: return QStringLiteral("is under");
    case Op::LessOrEqual: return QStringLiteral("is at most");
    case Op::Greater: return QStringLiteral("is over");
    case Op::GreaterOrEqual: return QStringLiteral("is at least");
    case Op::In: return QStringLiteral("is in");
    case Op::Contains: return QStringLiteral("contains");
    case Op::StartsWith: return QStringLiteral("starts with");
    case Op::EndsWith: return QStringLiteral("ends with");
    case Op::Matches: return QStringLiteral("matches");
    default: return {};
    }
}

QString words(const Node& node);

QString sideWords(const Node& node, Op around)
{
    const bool other = node.kind == Kind::Binary && (node.op == Op::And || node.op == Op::Or) && node.op != around;
    return other ? QLatin1Char('(') + words(node) + QLatin1Char(')') : words(node);
}

QString predicateWords(const Node& node)
{
    const QString list = toSource(node.child(0));
    const QString body = words(node.child(1));
    if (node.word == QLatin1String("all")) {
        return QStringLiteral("for each # of %1, %2").arg(list, body);
    }
    if (node.word == QLatin1String("any")) {
        return QStringLiteral("for at least one # of %1, %2").arg(list, body);
    }
    return node.word == QLatin1String("none") ? QStringLiteral("for no # of %1, %2").arg(list, body)
                                              : QStringLiteral("for exactly one # of %1, %2").arg(list, body);
}

QString words(const Node& node)
{
    if (node.kind == Kind::Predicate) {
        return words(node.child(0));
    }
    if (node.kind == Kind::Unary && node.op == Op::Not) {
        return QStringLiteral("it is not so that %1").arg(sideWords(node.child(0), Op::Not));
    }
    const bool quantifies = node.word == QLatin1String("all") || node.word == QLatin1String("any") || node.word == QLatin1String("none")
        || node.word == QLatin1String("one");
    if (node.kind == Kind::Builtin && quantifies && node.children.size() == 2) {
        return predicateWords(node);
    }
    if (node.kind != Kind::Binary) {
        return toSource(node);
    }
    if (node.op == Op::And || node.op == Op::Or) {
        const QString word = node.op == Op::And ? QStringLiteral(" and ") : QStringLiteral(" or ");
        return sideWords(node.child(0), node.op) + word + sideWords(node.child(1), node.op);
    }
    const QString between = comparisonWords(node.op);
    return between.isEmpty() ? toSource(node)
                             : toSource(node.child(0)) + QLatin1Char(' ') + between + QLatin1Char(' ') + toSource(node.child(1));
}

} // namespace

QString toSource(const Node& node)
{
    switch (node.kind) {
    case Kind::Constant: return sourceOfConstant(node.constant);
    case Kind::Name: return node.word;
    case Kind::Unary: return node.word + (node.word.front().isLetter() ? QStringLiteral(" ") : QString()) + bracketed(node.child(0));
    case Kind::Binary: return bracketed(node.child(0)) + QLatin1Char(' ') + node.word + QLatin1Char(' ') + bracketed(node.child(1));
    case Kind::Chain: return toSource(node.child(0));
    case Kind::Member: return sourceOfMember(node);
    case Kind::Slice: return sourceOfSlice(node);
    case Kind::Call: return toSource(node.child(0)) + QLatin1Char('(') + joined(node, 1) + QLatin1Char(')');
    case Kind::Builtin: return node.word + QLatin1Char('(') + joined(node, 0) + QLatin1Char(')');
    case Kind::Predicate: return QLatin1Char('{') + toSource(node.child(0)) + QLatin1Char('}');
    case Kind::Pointer: return QLatin1Char('#') + node.word;
    case Kind::Let: return QStringLiteral("let %1 = %2; %3").arg(node.word, toSource(node.child(0)), toSource(node.child(1)));
    case Kind::Sequence: return joined(node, 0, "; ");
    case Kind::Condition:
        return QStringLiteral("%1 ? %2 : %3").arg(bracketed(node.child(0)), bracketed(node.child(1)), bracketed(node.child(2)));
    case Kind::List: return QLatin1Char('[') + joined(node, 0) + QLatin1Char(']');
    case Kind::MapLiteral: return sourceOfMap(node);
    }
    return {};
}

QString inWords(const Expression& expression)
{
    return words(expression.root());
}

} // namespace fairlead::expression
