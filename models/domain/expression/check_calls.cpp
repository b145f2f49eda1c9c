#include "models/domain/expression/builtins.h"
#include "models/domain/expression/checker.h"

namespace fairlead::expression {

namespace {

using Is = Nature::Is;

/// Whether a whole number written in the text decides the argument's type, as "1" and "-(2 + len(x))" do.
bool hasLiteral(const Node& node)
{
    switch (node.kind) {
    case Kind::Constant: return node.constant.is(Type::Int);
    case Kind::Unary: return node.op != Op::Not && hasLiteral(node.child(0));
    case Kind::Binary:
        return (node.op == Op::Add || node.op == Op::Subtract || node.op == Op::Multiply)
            && (hasLiteral(node.child(0)) || hasLiteral(node.child(1)));
    default: return false;
    }
}

bool isOneOf(const QByteArray& name, std::initializer_list<const char*> names)
{
    for (const char* each : names) {
        if (name == each) {
            return true;
        }
    }
    return false;
}

QString countWords(const QString& name, std::size_t wanted, std::size_t given)
{
    return QStringLiteral("%1 takes %2 and has %3.")
        .arg(name, wanted == 1 ? QStringLiteral("1 argument") : QStringLiteral("%1 arguments").arg(wanted))
        .arg(given);
}

} // namespace

Nature Checker::call(const Node& node)
{
    const Nature callee = visit(node.child(0));
    if (callee.isUnknown()) {
        return {};
    }
    if (callee.is != Is::Function) {
        return fail(
            node, QStringLiteral("A value of type %1 cannot be called.").arg(callee.name()), QStringLiteral("Take the brackets away."));
    }
    if (node.child(0).kind == Kind::Member) {
        for (std::size_t each = 1; each < node.children.size(); ++each) {
            visit(node.child(each));
        }
        return {};
    }
    return bySignature(node, callee.function, 1);
}

Nature Checker::builtin(const Node& node)
{
    const QByteArray name = node.word.toUtf8();
    if (takesPredicate(name)) {
        return overPredicate(node);
    }
    if (name == "get") {
        return get(node);
    }
    if (!signaturesOf(name).empty()) {
        return bySignature(node, name, 0);
    }
    std::vector<Nature> arguments;
    arguments.reserve(node.children.size());
    for (const NodePtr& each : node.children) {
        arguments.push_back(visit(*each));
    }
    return byShape(node, arguments);
}

Nature Checker::overPredicate(const Node& node)
{
    const Nature list = visit(node.child(0));
    if (list.is != Is::Array && !list.isUnknown()) {
        return fail(node.child(0), QStringLiteral("%1 works on a list, not on %2.").arg(node.word, list.name()),
            QStringLiteral("A single measured number needs no %1.").arg(node.word));
    }
    Nature body;
    const bool reduces = node.word == QLatin1String("reduce");
    if (node.children.size() > 1) {
        m_scopes.push_back({list, reduces || node.word == QLatin1String("map"), reduces});
        body = visit(node.child(1));
        m_scopes.pop_back();
    }
    if (node.children.size() > 2) {
        visit(node.child(2));
    }
    if (body.isNil()) {
        return fail(node.child(1), QStringLiteral("A predicate of %1 cannot be nil.").arg(node.word));
    }
    return resultOfPredicate(node, list, body);
}

Nature Checker::resultOfPredicate(const Node& node, const Nature& list, const Nature& body)
{
    const QByteArray name = node.word.toUtf8();
    const bool decides = !isOneOf(name, {"map", "sum", "groupBy", "sortBy", "reduce"});
    if (decides && node.children.size() > 1 && body.is != Is::Bool && !body.isUnknown()) {
        return fail(node.child(1), QStringLiteral("The predicate of %1 must be true or false; it gives %2.").arg(node.word, body.name()),
            QStringLiteral("Compare the element: {# > 0}."));
    }
    if (isOneOf(name, {"all", "any", "none", "one"})) {
        return Nature::of(Is::Bool);
    }
    if (isOneOf(name, {"count", "findIndex", "findLastIndex"})) {
        return Nature::of(Is::Int);
    }
    if (name == "map") {
        return Nature::listOf(body);
    }
    if (name == "reduce" || (name == "sum" && node.children.size() > 1)) {
        return body;
    }
    if (name == "filter") {
        return list.isUnknown() ? Nature::list(Element::Any) : Nature::listOf(list.elementNature());
    }
    if (name == "sortBy") {
        return list;
    }
    if (name == "groupBy") {
        Nature groups = Nature::of(Is::Map);
        groups.anyKey = true;
        return groups;
    }
    return list.isUnknown() ? Nature() : list.elementNature(); // find, findLast, sum
}

Nature Checker::get(const Node& node)
{
    if (node.children.size() != 2) {
        return fail(node, countWords(node.word, 2, node.children.size()));
    }
    const Nature base = visit(node.child(0));
    const Nature key = visit(node.child(1));
    if (base.isUnknown()) {
        return {};
    }
    if (base.is == Is::Array && (key.isInteger() || key.isUnknown())) {
        return base.elementNature();
    }
    if (base.is == Is::Map && (base.anyKey || key.is == Is::Text || key.isUnknown())) {
        return base.elementNature();
    }
    return fail(node, QStringLiteral("get does not find a %1 in a %2.").arg(key.name(), base.name()));
}

Nature Checker::moment(const Node& node, const std::vector<Nature>& arguments)
{
    const bool now = node.word == QLatin1String("now");
    const bool zoned = !arguments.empty() && arguments.front().is == Is::Zone;
    const std::size_t plain = arguments.size() - (zoned ? 1 : 0);
    const bool fits = now ? plain == 0 : !arguments.empty() && plain <= 3;
    return fits ? Nature::of(Is::Time) : fail(node, QStringLiteral("%1 does not take %2 arguments.").arg(node.word).arg(arguments.size()));
}

Nature Checker::aggregate(const Node& node, const std::vector<Nature>& arguments)
{
    if (arguments.empty()) {
        return fail(node, QStringLiteral("%1 needs at least one number or list.").arg(node.word));
    }
    for (const Nature& each : arguments) {
        if (each.isUnknown() || each.is == Is::Array) {
            return Nature::of(Is::Any);
        }
        if (!each.isNumber()) {
            return fail(node, QStringLiteral("%1 does not work on %2.").arg(node.word, each.name()));
        }
    }
    return arguments.front();
}

Nature Checker::byShape(const Node& node, const std::vector<Nature>& arguments)
{
    const QByteArray name = node.word.toUtf8();
    const auto refused = [&] {
        QStringList names;
        for (const Nature& each : arguments) {
            names.append(each.name());
        }
        return fail(node, QStringLiteral("%1 does not work on %2.").arg(node.word, names.join(QStringLiteral(", "))));
    };
    if (isOneOf(name, {"max", "min", "mean", "median"})) {
        return aggregate(node, arguments);
    }
    if (name == "concat") {
        for (const Nature& each : arguments) {
            if (each.is != Is::Array && !each.isUnknown()) {
                return refused();
            }
        }
        return arguments.empty() ? refused() : Nature::list(Element::Any);
    }
    if (name == "now" || name == "date") {
        return moment(node, arguments);
    }
    const std::size_t wanted = name == "take" ? 2 : 1;
    if (arguments.size() != wanted) {
        return fail(node, countWords(node.word, wanted, arguments.size()));
    }
    const Nature& first = arguments.front();
    const bool list = first.is == Is::Array || first.isUnknown();
    if (name == "len") {
        return list || first.any({Is::Map, Is::Text}) ? Nature::of(Is::Int) : refused();
    }
    if (name == "abs") {
        return first.isNumber() || first.isUnknown() ? first : refused();
    }
    if (isOneOf(name, {"ceil", "floor", "round"})) {
        return first.isNumber() || first.isUnknown() ? Nature::of(Is::Float) : refused();
    }
    if (name == "int" || name == "float") {
        const bool fits = first.isNumber() || first.isUnknown() || first.is == Is::Text;
        return fits ? Nature::of(name == "int" ? Is::Int : Is::Float) : refused();
    }
    if (isOneOf(name, {"keys", "values", "toPairs"})) {
        return first.is == Is::Map || first.isUnknown() ? Nature::list(Element::Any) : refused();
    }
    if (!list) {
        return refused();
    }
    if (name == "first" || name == "last") {
        return first.isUnknown() ? Nature::of(Is::Any) : Nature::list(first.element).elementNature();
    }
    if (name == "take") {
        return arguments.at(1).isInteger() || arguments.at(1).isUnknown() ? (first.isUnknown() ? first : Nature::list(first.element))
                                                                          : refused();
    }
    return name == "fromPairs" ? Nature::of(Is::Map) : Nature::list(Element::Any); // reverse, uniq, flatten
}

std::optional<Fault> Checker::misfit(
    const Node& node, const QByteArray& name, const char* parameters, std::size_t first, const std::vector<Nature>& natures)
{
    const std::size_t wanted = qstrlen(parameters);
    const std::size_t given = node.children.size() - first;
    if (wanted != given) {
        return Fault{node.column, node.length, countWords(QString::fromUtf8(name), wanted, given), {}};
    }
    for (std::size_t each = 0; each < wanted; ++each) {
        const Node& argument = node.child(first + each);
        const Nature& nature = natures.at(each);
        const Nature parameter = natureOfLetter(parameters[each]);
        if (parameter.is == Is::Float && nature.isInteger()) {
            if (hasLiteral(argument)) {
                m_checked.floatArguments.insert(argument.id);
            }
            continue;
        }
        const bool fits = nature.isUnknown() || nature.assignableTo(parameter) || (parameter.isInteger() && nature.isInteger())
            || parameter.is == Is::Any;
        if (!fits) {
            return Fault{argument.column, argument.length,
                QStringLiteral("%1 takes a %2 here, not a %3.").arg(QString::fromUtf8(name), parameter.name(), nature.name()),
                QStringLiteral("Convert it, for example with asFloat(…) or string(…).")};
        }
    }
    return std::nullopt;
}

Nature Checker::bySignature(const Node& node, const QByteArray& name, std::size_t first)
{
    // Each argument is visited once, however many shapes the function has.
    std::vector<Nature> natures;
    for (std::size_t each = first; each < node.children.size(); ++each) {
        natures.push_back(visit(node.child(each)));
    }
    std::optional<Fault> last;
    for (const Signature& signature : signaturesOf(name)) {
        const std::optional<Fault> fault = misfit(node, name, signature.parameters, first, natures);
        if (!fault) {
            return natureOfLetter(signature.result);
        }
        // A wrong type says more than a shape with another number of arguments.
        last = !last || qstrlen(signature.parameters) == natures.size() ? fault : last;
    }
    if (!last) {
        return fail(node, QStringLiteral("%1 cannot be called like this.").arg(QString::fromUtf8(name)));
    }
    if (!m_fault) {
        m_fault = last;
    }
    return {};
}

} // namespace fairlead::expression
