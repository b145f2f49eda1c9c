#pragma once

#include "models/domain/expression/value.h"

#include <memory>
#include <vector>

namespace fairlead::expression {

enum class Kind {
    Constant, ///< nil, a bool, a number or text in @c constant
    Name, ///< "result"
    Unary, ///< one child
    Binary, ///< two
    Chain, ///< one: where a "?." in it stops
    Member, ///< of, property
    Slice, ///< of, from or null, to or null
    Call, ///< callee, arguments…
    Builtin, ///< arguments…; the function's name is in @c word
    Predicate, ///< one: evaluated for each element
    Pointer, ///< "#", "#index", "#acc"
    Let, ///< value, expression
    Sequence, ///< what is evaluated in turn
    Condition, ///< condition, then, else
    List, ///< elements
    MapLiteral, ///< key, value, key, value, …
};

enum class Op {
    None,
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Matches,
    Contains,
    StartsWith,
    EndsWith,
    Range,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Coalesce,
    Pipe,
    Not,
    Plus,
    Minus,
};

struct Node;
using NodePtr = std::unique_ptr<Node>;

/// One piece of a parsed expression.
struct Node {
    Kind kind = Kind::Constant;
    Op op = Op::None;
    int column = 1; ///< 1-based
    int length = 1; ///< of the token at that column
    int id = 0; ///< the same in a folded copy
    int depth = 1; ///< of the tree below, itself included
    QString word; ///< a name, or the operator as written
    Value constant;
    bool optional = false; ///< a member reached by "?."
    std::vector<NodePtr> children;

    const Node& child(std::size_t index) const { return *children.at(index); }
    bool isConstant(Type type) const { return kind == Kind::Constant && constant.is(type); }
};

/// A copy with the same ids.
NodePtr cloneOf(const Node& node);

/// How many nodes an expression may have, as in the reference.
constexpr int kMaxNodes = 10'000;
/// How deep its tree may be, so that walking it never runs out of stack.
constexpr int kMaxDepth = 1'000;
/// How deep brackets, conditions and signs may nest while it is read.
constexpr int kMaxNesting = 200;

} // namespace fairlead::expression
