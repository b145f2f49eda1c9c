#include "models/domain/expression/builtins.h"
#include "models/domain/expression/checker.h"

namespace fairlead::expression {

Nature Checker::environmentMember(const Node& node)
{
    const Node& property = node.child(1);
    if (!property.isConstant(Type::Text)) {
        return {};
    }
    const auto found = m_names.natures.find(property.constant.asText());
    if (found != m_names.natures.end()) {
        return found->second;
    }
    return node.optional ? Nature() : fail(node, QStringLiteral("There is no %1.").arg(QString::fromUtf8(property.constant.asText())));
}

Nature Checker::member(const Node& node)
{
    if (node.child(0).kind == Kind::Name && node.child(0).word == QLatin1String("$env")) {
        return environmentMember(node);
    }
    const Nature base = visit(node.child(0));
    const Node& property = node.child(1);
    const Nature key = visit(property);
    if (base.isUnknown()) {
        return {};
    }
    const QString asked = property.isConstant(Type::Text) ? QString::fromUtf8(property.constant.asText()) : QString();
    const auto has = [&](Is is, Type type) { return base.is == is && hasMethod(type, asked.toUtf8()); };
    if (has(Is::Time, Type::Time) || has(Is::Duration, Type::Duration)) {
        return Nature::named(asked.toUtf8());
    }
    if (base.is == Is::Map) {
        const bool fits = base.anyKey || key.is == Is::Text;
        return fits || key.isUnknown()
            ? base.elementNature()
            : fail(property, QStringLiteral("A value of type %1 is no key of a %2.").arg(key.name(), base.name()));
    }
    if (base.is == Is::Array) {
        return key.isInteger() || key.isUnknown()
            ? base.elementNature()
            : fail(property, QStringLiteral("An element is named by a whole number, not by %1.").arg(key.name()),
                  QStringLiteral("Write [0] for the first."));
    }
    if (!asked.isEmpty()) {
        return fail(node, QStringLiteral("A value of type %1 has no %2.").arg(base.name(), asked));
    }
    return fail(node, QStringLiteral("A value of type %1 has no elements.").arg(base.name()));
}

Nature Checker::slice(const Node& node)
{
    const Nature base = visit(node.child(0));
    if (base.isUnknown()) {
        return {};
    }
    if (!base.any({Is::Text, Is::Array})) {
        return fail(node, QStringLiteral("A value of type %1 cannot be cut.").arg(base.name()));
    }
    for (std::size_t each = 1; each < node.children.size(); ++each) {
        if (!node.children.at(each)) {
            continue;
        }
        const Nature bound = visit(node.child(each));
        if (!bound.isInteger() && !bound.isUnknown()) {
            return fail(node.child(each), QStringLiteral("A cut is made at a whole number, not at %1.").arg(bound.name()));
        }
    }
    return base;
}

Nature Checker::pointer(const Node& node)
{
    if (m_scopes.empty()) {
        return fail(node, QStringLiteral("# stands for an element and means something in a predicate only."));
    }
    const Scope& scope = m_scopes.back();
    if (node.word.isEmpty()) {
        return scope.list.isUnknown() ? Nature() : scope.list.elementNature();
    }
    if (scope.index && node.word == QLatin1String("index")) {
        return Nature::of(Is::Int);
    }
    if (scope.accumulator && node.word == QLatin1String("acc")) {
        return {};
    }
    return fail(
        node, QStringLiteral("There is no #%1 here.").arg(node.word), QStringLiteral("#index exists in map and reduce, #acc in reduce."));
}

} // namespace fairlead::expression
