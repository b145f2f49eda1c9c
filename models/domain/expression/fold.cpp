#include "models/domain/expression/fold.h"

#include "models/domain/expression/operators.h"

namespace fairlead::expression {

namespace {

void replace(NodePtr& node, Value value)
{
    auto folded = std::make_unique<Node>();
    folded->id = node->id;
    folded->column = node->column;
    folded->length = node->length;
    folded->word = node->word;
    folded->constant = std::move(value);
    node = std::move(folded);
}

void foldUnary(NodePtr& node)
{
    const Node& operand = node->child(0);
    if (node->op == Op::Not && operand.isConstant(Type::Bool)) {
        replace(node, Value::boolean(!operand.constant.asBool()));
    } else if (node->op != Op::Not && (operand.isConstant(Type::Int) || operand.isConstant(Type::Float))) {
        replace(node, node->op == Op::Minus ? negate(operand.constant).value_or(operand.constant) : operand.constant);
    }
}

void foldJunction(NodePtr& node)
{
    // Of "and" false decides, of "or" true; the other one leaves the other side.
    const bool decides = node->op == Op::Or;
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
        const Node& part = node->child(side);
        if (!part.isConstant(Type::Bool)) {
            continue;
        }
        if (part.constant.asBool() == decides) {
            replace(node, Value::boolean(decides));
        } else {
            NodePtr other = std::move(node->children.at(1 - side));
            node = std::move(other);
        }
        return;
    }
}

std::optional<Fault> foldBinary(NodePtr& node)
{
    if (node->op == Op::And || node->op == Op::Or) {
        foldJunction(node);
        return std::nullopt;
    }
    const Node& left = node->child(0);
    const Node& right = node->child(1);
    const auto number = [](const Node& part) { return part.isConstant(Type::Int) || part.isConstant(Type::Float); };
    const auto both = [&](Type type) { return left.isConstant(type) && right.isConstant(type); };
    bool foldable = false;
    switch (node->op) {
    case Op::Add: foldable = (number(left) && number(right)) || both(Type::Text); break;
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
    case Op::Power: foldable = number(left) && number(right); break;
    case Op::Equal: foldable = both(Type::Int) || both(Type::Text) || both(Type::Bool); break;
    case Op::Modulo:
        if (both(Type::Int) && right.constant.asInt() == 0) {
            return Fault{
                node->column, node->length, QStringLiteral("A whole number is divided by zero."), QStringLiteral("Write another divisor.")};
        }
        foldable = both(Type::Int);
        break;
    default: break;
    }
    Budget budget;
    if (foldable) {
        if (Outcome value = applyBinary(node->op, left.constant, right.constant, budget)) {
            replace(node, std::move(*value));
        }
    }
    return std::nullopt;
}

} // namespace

NodePtr cloneOf(const Node& node)
{
    auto copy = std::make_unique<Node>();
    copy->kind = node.kind;
    copy->op = node.op;
    copy->column = node.column;
    copy->length = node.length;
    copy->id = node.id;
    copy->depth = node.depth;
    copy->word = node.word;
    copy->constant = node.constant;
    copy->optional = node.optional;
    for (const NodePtr& child : node.children) {
        copy->children.push_back(child ? cloneOf(*child) : nullptr);
    }
    return copy;
}

std::optional<Fault> fold(NodePtr& node)
{
    if (!node) {
        return std::nullopt;
    }
    for (NodePtr& child : node->children) {
        if (std::optional<Fault> fault = fold(child)) {
            return fault;
        }
    }
    if (node->kind == Kind::Unary) {
        foldUnary(node);
    } else if (node->kind == Kind::Binary) {
        return foldBinary(node);
    }
    return std::nullopt;
}

} // namespace fairlead::expression
