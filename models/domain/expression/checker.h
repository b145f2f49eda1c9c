#pragma once

#include "models/domain/expression/fault.h"
#include "models/domain/expression/nature.h"
#include "models/domain/expression/node.h"

#include <expected>
#include <optional>
#include <set>

namespace fairlead::expression {

/// The names that an expression may use besides the built-in functions.
struct Names {
    std::map<QByteArray, Nature> natures;

    static Names forCondition(const Nature& result); ///< result, asInt, asFloat, isNaN, isInf, isNil, default
    static Names forMoment(); ///< isNaN, isInf
};

/// What the evaluator has to know from the check.
struct Checked {
    Nature nature;
    std::set<int> floatArguments; ///< ids of whole numbers that a function takes as float64
};

/// Checks the types of an expression as far as they are known before it runs. One use: construct, check().
class Checker {
public:
    explicit Checker(const Names& names)
        : m_names(names)
    {
    }

    std::expected<Checked, Fault> check(const Node& root);

private:
    using Is = Nature::Is;
    struct Variable {
        QString name;
        Nature nature;
    };
    struct Scope {
        Nature list;
        bool index = false; ///< "#index" means something
        bool accumulator = false; ///< "#acc" too
    };

    Nature visit(const Node& node);
    Nature name(const Node& node);
    Nature unary(const Node& node);
    Nature binary(const Node& node);
    Nature arithmetic(const Node& node, const Nature& left, const Nature& right);
    Nature inside(const Node& node, const Nature& left, const Nature& right);
    Nature matches(const Node& node, const Nature& left, const Nature& right);
    Nature member(const Node& node);
    Nature environmentMember(const Node& node);
    Nature slice(const Node& node);
    Nature pointer(const Node& node);
    Nature let(const Node& node);
    Nature condition(const Node& node);
    Nature list(const Node& node);

    Nature call(const Node& node);
    Nature builtin(const Node& node);
    Nature overPredicate(const Node& node);
    Nature resultOfPredicate(const Node& node, const Nature& list, const Nature& body);
    Nature get(const Node& node);
    Nature moment(const Node& node, const std::vector<Nature>& arguments);
    Nature aggregate(const Node& node, const std::vector<Nature>& arguments);
    Nature byShape(const Node& node, const std::vector<Nature>& arguments);
    Nature bySignature(const Node& node, const QByteArray& name, std::size_t firstArgument);
    std::optional<Fault> misfit(
        const Node& node, const QByteArray& name, const char* parameters, std::size_t firstArgument, const std::vector<Nature>& natures);

    bool maybe(const Nature& left, const Nature& right, std::initializer_list<Is> kinds) const;
    Nature fail(const Node& node, const QString& message, const QString& help = {});
    Nature mismatch(const Node& node, const Nature& left, const Nature& right);

    const Names& m_names;
    std::vector<Variable> m_variables;
    std::vector<Scope> m_scopes;
    std::optional<Fault> m_fault; ///< the first
    Checked m_checked;
};

/// A function's possible shapes. A letter a parameter: a any, s text, i int, f float64, A []any, S []string, I []int,
/// F []float64; the result's letter likewise, with b bool, d duration, z zone, l int64.
struct Signature {
    const char* name;
    const char* parameters;
    char result;
};
std::vector<Signature> signaturesOf(const QByteArray& name);
Nature natureOfLetter(char letter);

} // namespace fairlead::expression
