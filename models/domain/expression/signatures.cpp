#include "models/domain/expression/builtins.h"
#include "models/domain/expression/checker.h"

#include <array>

namespace fairlead::expression {

namespace {

constexpr auto kSignatures = std::to_array<Signature>({
    {"asInt", "a", 'l'},
    {"asFloat", "a", 'f'},
    {"isNaN", "f", 'b'},
    {"isInf", "f", 'b'},
    {"isNil", "a", 'b'},
    {"default", "aa", 'a'},
    {"type", "a", 's'},
    {"string", "a", 's'},
    {"trim", "s", 's'},
    {"trim", "ss", 's'},
    {"trimPrefix", "ss", 's'},
    {"trimPrefix", "s", 's'},
    {"trimSuffix", "ss", 's'},
    {"trimSuffix", "s", 's'},
    {"upper", "s", 's'},
    {"lower", "s", 's'},
    {"split", "ss", 'S'},
    {"split", "ssi", 'S'},
    {"splitAfter", "ss", 'S'},
    {"splitAfter", "ssi", 'S'},
    {"replace", "sssi", 's'},
    {"replace", "sss", 's'},
    {"repeat", "si", 's'},
    {"join", "Ss", 's'},
    {"join", "As", 's'},
    {"join", "A", 's'},
    {"join", "S", 's'},
    {"indexOf", "ss", 'i'},
    {"lastIndexOf", "ss", 'i'},
    {"hasPrefix", "ss", 'b'},
    {"hasSuffix", "ss", 'b'},
    {"toJSON", "a", 's'},
    {"fromJSON", "s", 'a'},
    {"toBase64", "s", 's'},
    {"fromBase64", "s", 's'},
    {"duration", "s", 'd'},
    {"timezone", "s", 'z'},
    {"sort", "As", 'A'},
    {"sort", "Is", 'A'},
    {"sort", "Fs", 'A'},
    {"sort", "Ss", 'A'},
    {"sort", "A", 'A'},
    {"sort", "F", 'A'},
    {"sort", "S", 'A'},
    {"sort", "I", 'A'},
    {"bitand", "ii", 'i'},
    {"bitor", "ii", 'i'},
    {"bitxor", "ii", 'i'},
    {"bitnand", "ii", 'i'},
    {"bitshl", "ii", 'i'},
    {"bitshr", "ii", 'i'},
    {"bitushr", "ii", 'i'},
    {"bitnot", "i", 'i'},
});

/// Built-in functions whose shape is checked by a rule of its own.
constexpr auto kShaped = std::to_array<const char*>({"len", "abs", "ceil", "floor", "round", "int", "float", "max", "min", "mean", "median",
    "now", "date", "first", "last", "get", "take", "keys", "values", "toPairs", "fromPairs", "reverse", "uniq", "concat", "flatten"});

/// What an Argo condition gets from its surroundings, and the language itself does not have.
constexpr auto kSurrounding = std::to_array<const char*>({"asInt", "asFloat", "isNaN", "isInf", "isNil", "default"});

struct PredicateRow {
    const char* name;
    PredicateShape shape;
};
constexpr auto kPredicates = std::to_array<PredicateRow>(
    {{"all", {}}, {"none", {}}, {"any", {}}, {"one", {}}, {"filter", {}}, {"map", {}}, {"count", {1, 2}}, {"sum", {1, 2}}, {"find", {}},
        {"findIndex", {}}, {"findLast", {}}, {"findLastIndex", {}}, {"groupBy", {}}, {"sortBy", {2, 3}}, {"reduce", {2, 3}}});

template <std::size_t N> bool holds(const std::array<const char*, N>& names, const QByteArray& name)
{
    return std::any_of(names.begin(), names.end(), [&](const char* each) { return name == each; });
}

} // namespace

bool takesPredicate(const QByteArray& name)
{
    return std::any_of(kPredicates.begin(), kPredicates.end(), [&](const PredicateRow& row) { return name == row.name; });
}

PredicateShape predicateShape(const QByteArray& name)
{
    for (const PredicateRow& row : kPredicates) {
        if (name == row.name) {
            return row.shape;
        }
    }
    return {};
}

bool isBuiltin(const QByteArray& name)
{
    return takesPredicate(name) || holds(kShaped, name) || (!holds(kSurrounding, name) && !signaturesOf(name).empty());
}

std::vector<Signature> signaturesOf(const QByteArray& name)
{
    std::vector<Signature> found;
    for (const Signature& each : kSignatures) {
        if (name == each.name) {
            found.push_back(each);
        }
    }
    return found;
}

Nature natureOfLetter(char letter)
{
    using Is = Nature::Is;
    switch (letter) {
    case 's': return Nature::of(Is::Text);
    case 'i': return Nature::of(Is::Int);
    case 'l': return Nature::of(Is::Int64);
    case 'f': return Nature::of(Is::Float);
    case 'b': return Nature::of(Is::Bool);
    case 'd': return Nature::of(Is::Duration);
    case 'z': return Nature::of(Is::Zone);
    case 'A': return Nature::list(Element::Any);
    case 'S': return Nature::list(Element::Text);
    case 'I': return Nature::list(Element::Int);
    case 'F': return Nature::list(Element::Float);
    default: return Nature::of(Is::Any);
    }
}

} // namespace fairlead::expression
