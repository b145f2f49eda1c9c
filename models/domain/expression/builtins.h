#pragma once

#include "models/domain/expression/value.h"

#include <expected>
#include <span>

namespace fairlead::expression {

/// How many arguments a function with a predicate takes; the predicate is the second.
struct PredicateShape {
    std::size_t least = 2;
    std::size_t most = 2;
};

bool takesPredicate(const QByteArray& name); ///< all, any, filter, …
PredicateShape predicateShape(const QByteArray& name);
bool isBuiltin(const QByteArray& name); ///< every built-in function, those with predicates too

/// What is measured while an expression runs, so that none runs forever or eats all memory.
struct Budget {
    qint64 steps = 5'000'000; ///< nodes and elements that may still be visited
    qint64 elements = 1'000'000; ///< of lists and maps that may still be made, as in the reference
    qint64 bytes = qint64(64) * 1024 * 1024; ///< of text that may still be made

    bool spend(qint64 taken)
    {
        steps = taken > steps ? -1 : steps - taken;
        return steps >= 0;
    }
    bool grow(qint64 made) { return (elements -= made) > 0; }
    bool write(qint64 made) { return (bytes -= made) >= 0; }
};

/// A value, or what went wrong, in one sentence.
using Outcome = std::expected<Value, QString>;
std::unexpected<QString> refuse(const QString& message);

/// What a function may use besides its arguments.
struct Call {
    QByteArray name;
    std::span<const Value> arguments;
    Budget& budget;
    qint64 nowMs = 0; ///< since the epoch
};

/// Calls a built-in function without a predicate; its number of arguments fits.
Outcome callBuiltin(const Call& call);

/// Groups of functions; empty where @p call names none of the group.
std::optional<Outcome> callNumberFunction(const Call& call);
std::optional<Outcome> callTextFunction(const Call& call);
std::optional<Outcome> callListFunction(const Call& call);
std::optional<Outcome> callMapFunction(const Call& call);
std::optional<Outcome> callTimeFunction(const Call& call);

/// Methods of moments and durations: "Unix", "Hours", …
Outcome callMethod(const Value& of, const QByteArray& name, std::span<const Value> arguments);
bool hasMethod(Type type, const QByteArray& name);

} // namespace fairlead::expression
