#pragma once

#include "models/domain/expression/builtins.h"
#include "models/domain/expression/checker.h"

#include <functional>

namespace fairlead::expression {

/// What an expression runs on.
struct Surroundings {
    std::map<QByteArray, Value> values; ///< "result"
    Value result; ///< what isNil and default look at
    qint64 nowMs = 0; ///< since the epoch, for now()
};

/// Evaluates a checked expression. One use: construct, run().
class Evaluator {
public:
    Evaluator(const Checked& checked, const Names& names, const Surroundings& surroundings)
        : m_checked(checked)
        , m_names(names)
        , m_surroundings(surroundings)
    {
    }

    std::expected<Value, Fault> run(const Node& root);

private:
    struct Scope {
        Value list;
        qint64 size = 0;
        qint64 index = 0;
        Value accumulator;
    };
    struct Variable {
        QString name;
        Value value;
    };

    /// Each gives nil after a fault; callers look at failed() before they use a value for more than passing it on.
    Value visit(const Node& node);
    Value compute(const Node& node);
    Value name(const Node& node);
    Value environment() const;
    Value unary(const Node& node);
    Value binary(const Node& node);
    Value junction(const Node& node);
    Value textTest(const Node& node, const Value& left, const Value& right);
    Value inTexts(const Node& node, const Value& left);
    Value chain(const Node& node);
    Value member(const Node& node);
    Value slice(const Node& node);
    Value pointer(const Node& node);
    Value let(const Node& node);
    Value list(const Node& node);
    Value mapLiteral(const Node& node);
    Value call(const Node& node);
    Value callFunction(const Node& node, const QByteArray& name, const std::vector<Value>& arguments);
    Value builtin(const Node& node);

    Value overPredicate(const Node& node);
    Value decide(const Node& node, const QByteArray& name);
    Value find(const Node& node, bool backwards, bool wantsIndex);
    Value collect(const Node& node, bool filters);
    Value sum(const Node& node);
    Value groupBy(const Node& node);
    Value sortBy(const Node& node);
    Value reduce(const Node& node);
    /// Runs @p body for each element until it says false. Gives false after a fault.
    bool each(const Node& node, bool backwards, const std::function<bool()>& body);
    Value element(const Node& node);
    std::optional<bool> holds(const Node& node, const Value& value);

    Value take(const Node& node, Outcome outcome);
    /// Counts the steps that looking at all of @p values takes. False after a fault.
    bool spend(const Node& node, std::span<const Value> values);
    Value fail(const Node& node, const QString& message, const QString& help = {});
    bool failed() const { return m_fault.has_value(); }

    const Checked& m_checked;
    const Names& m_names;
    const Surroundings& m_surroundings;
    std::vector<Scope> m_scopes;
    std::vector<Variable> m_variables;
    std::optional<Fault> m_fault; ///< the first
    Budget m_budget;
    bool m_stopped = false; ///< a "?." met nil: everything up to its chain is nil
};

/// Orders a list for sort and sortBy. Refused where two of its elements cannot be compared.
Outcome sorted(const std::vector<Value>& items, const std::vector<Value>& by, bool descending);

} // namespace fairlead::expression
