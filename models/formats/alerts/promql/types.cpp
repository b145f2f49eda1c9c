#include "models/formats/alerts/promql/types.h"

#include <algorithm>

namespace fairlead::formats::alerts::promql {

namespace {

bool isNumeric(ValueType type)
{
    return type == ValueType::Scalar || type == ValueType::InstantVector;
}

class TypeCheck {
public:
    explicit TypeCheck(const Expression& expression)
        : m_expression(expression)
    {
    }

    Faults run()
    {
        for (const Node& node : m_expression.nodes) {
            check(node);
        }
        std::ranges::stable_sort(m_faults, {}, &Fault::offset);
        return std::move(m_faults);
    }

private:
    void add(qsizetype offset, QString message) { m_faults.push_back({offset, std::move(message)}); }

    void expect(int index, ValueType type, const QString& where)
    {
        const Node& node = m_expression.at(index);
        if (node.type != type) {
            add(node.start, QStringLiteral("%1 takes type %2, but this is of type %3.").arg(where, inWords(type), inWords(node.type)));
        }
    }

    void check(const Node& node)
    {
        switch (node.kind) {
        case Node::Kind::Vector: checkVector(node); return;
        case Node::Kind::Aggregate: checkAggregate(node); return;
        case Node::Kind::Call: checkCall(node); return;
        case Node::Kind::Binary: checkBinary(node); return;
        case Node::Kind::Unary:
            if (!isNumeric(m_expression.at(node.left).type)) {
                add(node.start,
                    QStringLiteral("A sign stands before scalars and instant vectors only, and this is of type %1.")
                        .arg(inWords(m_expression.at(node.left).type)));
            }
            return;
        case Node::Kind::Subquery: expect(node.left, ValueType::InstantVector, QStringLiteral("A subquery")); return;
        case Node::Kind::Number:
        case Node::Kind::Text:
        case Node::Kind::Matrix:
        case Node::Kind::Paren: return;
        }
    }

    void checkVector(const Node& node)
    {
        if (node.namedTwice) {
            add(node.start, QStringLiteral("The metric's name is given twice, before the braces and as __name__."));
        } else if (!node.selectsSomething) {
            add(node.start, QStringLiteral("This selects every series there is: at least one matcher must not match the empty text."));
        }
    }

    void checkAggregate(const Node& node)
    {
        const QString name = m_expression.text.mid(node.start, node.opAt - node.start);
        expect(node.left, ValueType::InstantVector, QStringLiteral("The aggregation “%1”").arg(name));
        if (node.right >= 0) {
            const bool text = node.op == Token::CountValues;
            expect(node.right, text ? ValueType::String : ValueType::Scalar, QStringLiteral("The parameter of “%1”").arg(name));
        }
    }

    void checkCall(const Node& node)
    {
        const Function& function = *node.function;
        const int given = static_cast<int>(node.arguments.size());
        const int atLeast = function.variadic == 0 ? function.takes : function.takes - 1;
        const int atMost = function.variadic < 0 ? given : atLeast + std::max(function.variadic, 0);
        if (given < atLeast || given > atMost) {
            const QString wanted = atLeast == atMost ? QString::number(atLeast)
                : function.variadic < 0              ? QStringLiteral("at least %1").arg(atLeast)
                                                     : QStringLiteral("%1 to %2").arg(atLeast).arg(atMost);
            add(node.start, QStringLiteral("“%1” takes %2 arguments, and %3 are given.").arg(node.name, wanted).arg(given));
        }
        for (int i = 0; i < given; ++i) {
            if (i >= function.takes && function.variadic == 0) {
                return;
            }
            const auto type = function.arguments.at(static_cast<std::size_t>(std::min(i, function.takes - 1)));
            expect(node.arguments.at(static_cast<std::size_t>(i)), type, QStringLiteral("Argument %1 of “%2”").arg(i + 1).arg(node.name));
        }
    }

    void checkBinary(const Node& node)
    {
        const Node& left = m_expression.at(node.left);
        const Node& right = m_expression.at(node.right);
        if (node.returnsBool && !isComparison(node.op)) {
            add(node.opAt, QStringLiteral("“bool” stands behind comparisons only."));
        }
        if (isComparison(node.op) && !node.returnsBool && left.type == ValueType::Scalar && right.type == ValueType::Scalar) {
            add(node.opAt, QStringLiteral("Two numbers are compared with “bool”: “1 > bool 2”."));
        }
        for (const Node* side : {&left, &right}) {
            if (!isNumeric(side->type)) {
                add(side->start,
                    QStringLiteral("Operators take scalars and instant vectors, and this is of type %1.").arg(inWords(side->type)));
            }
        }
        checkMatching(node, left, right);
    }

    void checkMatching(const Node& node, const Node& left, const Node& right)
    {
        const bool vectors = left.type == ValueType::InstantVector && right.type == ValueType::InstantVector;
        for (const QString& label : node.included) {
            if (node.matchesOn && node.matching.contains(label)) {
                add(node.opAt, QStringLiteral("The label “%1” stands in “on” and in the group, but may stand in one only.").arg(label));
            }
        }
        if (!vectors && !node.matching.isEmpty()) {
            add(node.opAt, QStringLiteral("Labels are matched between two instant vectors only."));
        }
        if (!isSetOperator(node.op)) {
            return;
        }
        if (vectors && node.grouped) {
            add(node.opAt, QStringLiteral("“and”, “or” and “unless” take no group_left and no group_right."));
        }
        if (left.type == ValueType::Scalar || right.type == ValueType::Scalar) {
            add(node.opAt, QStringLiteral("“and”, “or” and “unless” combine instant vectors, not scalars."));
        }
    }

    const Expression& m_expression;
    Faults m_faults;
};

} // namespace

Faults typeFaults(const Expression& expression)
{
    return TypeCheck(expression).run();
}

} // namespace fairlead::formats::alerts::promql
