#include "models/domain/expression/builtins.h"
#include "models/domain/expression/go_number.h"
#include "models/domain/expression/operators.h"

#include <algorithm>
#include <cmath>

namespace fairlead::expression {

namespace {

std::unexpected<QString> wrongArgument(const QByteArray& name, const Value& value)
{
    return refuse(QStringLiteral("%1 does not work on %2.").arg(QString::fromUtf8(name), typeName(value)));
}

Outcome extreme(const QByteArray& name, std::span<const Value> arguments, Budget& budget, int depth)
{
    if (depth > 1000 || !budget.spend(static_cast<qint64>(arguments.size()))) {
        return refuse(QStringLiteral("The evaluation takes too many steps."));
    }
    Value best;
    for (const Value& argument : arguments) {
        std::vector<Value> candidates;
        if (argument.is(Type::Array)) {
            for (const Value& item : argument.asArray().items) {
                Outcome inner = extreme(name, std::span(&item, 1), budget, depth + 1);
                if (!inner || !inner->isNumber()) {
                    return inner ? wrongArgument(name, *inner) : inner;
                }
                candidates.push_back(*inner);
            }
        } else if (argument.isNumber()) {
            candidates.push_back(argument);
        } else if (arguments.size() == 1) {
            return argument;
        } else {
            return wrongArgument(name, argument);
        }
        for (const Value& candidate : candidates) {
            const Op beats = name == "max" ? Op::Less : Op::Greater;
            const bool better = best.isNil() || applyBinary(beats, best, candidate, budget)->asBool();
            best = better ? candidate : best;
        }
    }
    return best;
}

std::optional<QString> gather(const QByteArray& name, std::span<const Value> arguments, std::vector<double>& into, int depth)
{
    for (const Value& argument : arguments) {
        if (argument.is(Type::Array) && depth < 1000) {
            if (const auto wrong = gather(name, argument.asArray().items, into, depth + 1)) {
                return wrong;
            }
        } else if (argument.isNumber()) {
            into.push_back(argument.toDouble());
        } else {
            return wrongArgument(name, argument).error();
        }
    }
    return std::nullopt;
}

Outcome average(const Call& call)
{
    std::vector<double> values;
    if (const auto wrong = gather(call.name, call.arguments, values, 0)) {
        return std::unexpected(*wrong);
    }
    if (values.empty()) {
        return Value::number(0.0);
    }
    if (call.name == "mean") {
        double total = 0.0;
        for (const double each : values) {
            total += each;
        }
        return Value::number(total / static_cast<double>(values.size()));
    }
    std::stable_sort(values.begin(), values.end(), [](double a, double b) { return std::isnan(a) ? !std::isnan(b) : a < b; });
    const std::size_t middle = values.size() / 2;
    return Value::number(values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
}

Outcome rounded(const QByteArray& name, const Value& value)
{
    if (!value.isNumber()) {
        return wrongArgument(name, value);
    }
    const double number = value.toDouble();
    return Value::number(name == "ceil" ? std::ceil(number) : name == "floor" ? std::floor(number) : std::round(number));
}

Outcome converted(const QByteArray& name, const Value& value)
{
    const bool whole = name == "int";
    if (value.isNumber()) {
        return whole ? Value::integer(value.is(Type::Int) ? value.asInt() : truncate(value.asFloat())) : Value::number(value.toDouble());
    }
    if (whole && value.is(Type::Duration)) {
        return Value::integer(value.asDuration().nanos);
    }
    if (!value.is(Type::Text)) {
        return wrongArgument(name, value);
    }
    if (whole) {
        const std::optional<qint64> integer = parseInt(value.asText(), 10);
        return integer ? Outcome(Value::integer(*integer)) : refuse(QStringLiteral("This text is no whole number."));
    }
    const std::optional<double> number = parseFloat(value.asText());
    return number ? Outcome(Value::number(*number)) : refuse(QStringLiteral("This text is no number."));
}

Outcome bits(const Call& call)
{
    for (const Value& each : call.arguments) {
        if (!each.is(Type::Int)) {
            return wrongArgument(call.name, each);
        }
    }
    const qint64 x = call.arguments.front().asInt();
    if (call.name == "bitnot") {
        return Value::integer(~x);
    }
    const qint64 y = call.arguments[1].asInt();
    const auto unsignedX = static_cast<quint64>(x);
    if (call.name == "bitand") {
        return Value::integer(x & y);
    }
    if (call.name == "bitor") {
        return Value::integer(x | y);
    }
    if (call.name == "bitxor") {
        return Value::integer(x ^ y);
    }
    if (call.name == "bitnand") {
        return Value::integer(x & ~y);
    }
    if (y < 0) {
        return refuse(QStringLiteral("Bits are not shifted by a negative number."));
    }
    if (call.name == "bitshr") {
        return Value::integer(x >> qMin(y, qint64{63}));
    }
    const quint64 shifted = y > 63 ? 0 : call.name == "bitshl" ? unsignedX << y : unsignedX >> y;
    return Value::integer(static_cast<qint64>(shifted));
}

} // namespace

std::optional<Outcome> callNumberFunction(const Call& call)
{
    const QByteArray& name = call.name;
    if (name.startsWith("bit")) {
        return bits(call);
    }
    if (name == "max" || name == "min") {
        return extreme(name, call.arguments, call.budget, 0);
    }
    if (name == "mean" || name == "median") {
        return average(call);
    }
    if (name == "ceil" || name == "floor" || name == "round") {
        return rounded(name, call.arguments.front());
    }
    if (name == "int" || name == "float") {
        return converted(name, call.arguments.front());
    }
    if (name != "abs") {
        return std::nullopt;
    }
    const Value& value = call.arguments.front();
    if (value.is(Type::Int)) {
        return value.asInt() < 0 ? negate(value) : Outcome(value);
    }
    return value.is(Type::Float) ? (value.asFloat() < 0 ? negate(value) : Outcome(value)) : wrongArgument(name, value);
}

} // namespace fairlead::expression
