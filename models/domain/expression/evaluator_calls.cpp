#include "models/domain/expression/evaluator.h"
#include "models/domain/expression/go_number.h"

#include <cmath>

namespace fairlead::expression {

namespace {

/// asInt and asFloat: of a number, or of text that is one.
Outcome convert(const QByteArray& name, const Value& value)
{
    const bool whole = name == "asInt";
    if (value.isNumber()) {
        return whole ? Value::integer(value.is(Type::Int) ? value.asInt() : truncate(value.asFloat())) : Value::number(value.toDouble());
    }
    if (!value.is(Type::Text)) {
        return refuse(QStringLiteral("%1 does not work on %2.").arg(QString::fromUtf8(name), typeName(value)));
    }
    const std::optional<qint64> integer = whole ? parseInt(value.asText(), 10) : std::nullopt;
    const std::optional<double> number = whole ? std::nullopt : parseFloat(value.asText());
    if (!integer && !number) {
        return refuse(QStringLiteral("\"%1\" is no %2.")
                .arg(QString::fromUtf8(value.asText().left(60)), whole ? QStringLiteral("whole number") : QStringLiteral("number")));
    }
    return whole ? Value::integer(*integer) : Value::number(*number);
}

bool measuredNothing(const Value& result)
{
    return result.isNil();
}

} // namespace

Value Evaluator::callFunction(const Node& node, const QByteArray& name, const std::vector<Value>& arguments)
{
    if (isBuiltin(name)) {
        if (!spend(node, arguments)) {
            return {};
        }
        return take(node, callBuiltin({name, arguments, m_budget, m_surroundings.nowMs}));
    }
    if (name == "asInt" || name == "asFloat") {
        return take(node, convert(name, arguments.at(0)));
    }
    // Argo gives these two the measured value, whatever their first argument is.
    if (name == "isNil") {
        return Value::boolean(measuredNothing(m_surroundings.result));
    }
    if (name == "default") {
        return measuredNothing(m_surroundings.result) ? arguments.at(1) : m_surroundings.result;
    }
    const Value& asked = arguments.at(0);
    if (!asked.is(Type::Float)) {
        return fail(node, QStringLiteral("%1 takes a float64, not a %2.").arg(QString::fromUtf8(name), typeName(asked)),
            QStringLiteral("Convert it with asFloat(…)."));
    }
    return Value::boolean(name == "isNaN" ? std::isnan(asked.asFloat()) : std::isinf(asked.asFloat()));
}

Value Evaluator::call(const Node& node)
{
    std::vector<Value> arguments;
    const Node& callee = node.child(0);
    Value object;
    QByteArray method;
    if (callee.kind == Kind::Member && callee.child(1).isConstant(Type::Text)) {
        object = visit(callee.child(0));
        method = callee.child(1).constant.asText();
        if (!failed() && !m_stopped && callee.optional && object.isNil()) {
            m_stopped = true;
        }
    }
    Value function = method.isEmpty() || !hasMethod(object.type(), method) ? Value() : Value(Value::Variant(Function{method}));
    if (!failed() && !m_stopped && function.isNil()) {
        function = visit(callee);
    }
    if (failed() || m_stopped) {
        return {};
    }
    for (std::size_t each = 1; each < node.children.size(); ++each) {
        const Node& argument = node.child(each);
        Value value = visit(argument);
        const bool widened = value.is(Type::Int) && m_checked.floatArguments.contains(argument.id);
        arguments.push_back(widened ? Value::number(value.toDouble()) : std::move(value));
    }
    if (failed()) {
        return {};
    }
    if (hasMethod(object.type(), method)) {
        return take(node, callMethod(object, method, arguments));
    }
    if (!function.is(Type::Function)) {
        return fail(node, QStringLiteral("A value of type %1 cannot be called.").arg(typeName(function)),
            QStringLiteral("Take the brackets away."));
    }
    const QByteArray name = function.asFunction().name;
    const std::size_t wanted = name == "default" ? 2 : 1;
    if (takesPredicate(name) || (!isBuiltin(name) && arguments.size() != wanted)) {
        return fail(node, QStringLiteral("%1 cannot be called like this.").arg(QString::fromUtf8(name)));
    }
    return callFunction(node, name, arguments);
}

Value Evaluator::builtin(const Node& node)
{
    const QByteArray name = node.word.toUtf8();
    if (takesPredicate(name)) {
        return overPredicate(node);
    }
    std::vector<Value> arguments;
    arguments.reserve(node.children.size());
    for (const NodePtr& each : node.children) {
        arguments.push_back(visit(*each));
    }
    return failed() || !spend(node, arguments) ? Value() : take(node, callBuiltin({name, arguments, m_budget, m_surroundings.nowMs}));
}

Value Evaluator::pointer(const Node& node)
{
    if (m_scopes.empty()) {
        return fail(node, QStringLiteral("# means something in a predicate only."));
    }
    const Scope& scope = m_scopes.back();
    if (node.word == QLatin1String("index")) {
        return Value::integer(scope.index);
    }
    return node.word == QLatin1String("acc") ? scope.accumulator : element(node);
}

} // namespace fairlead::expression
