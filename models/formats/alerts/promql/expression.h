#pragma once

#include "models/base/instant.h"
#include "models/formats/alerts/promql/functions.h"
#include "models/formats/alerts/promql/token.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::formats::alerts::promql {

/// A comparison of a label inside of braces: Assign, NotEqual, MatchRegex or MatchNotRegex.
struct LabelMatch {
    QString label;
    Token op = Token::Assign;
    QString value; ///< without quotes and escapes

    bool operator==(const LabelMatch&) const = default;
};

/// One part of an expression. Parts refer to each other by their index, so that a chain of 100,000 additions costs no stack.
struct Node {
    enum class Kind { Number, Text, Vector, Matrix, Subquery, Aggregate, Call, Binary, Unary, Paren };

    Kind kind = Kind::Number;
    ValueType type = ValueType::InstantVector;
    qsizetype start = 0; ///< in the text
    qsizetype end = 0;
    Token op = Token::End; ///< of Binary, Unary, Aggregate
    qsizetype opAt = 0; ///< Binary: where the operator stands
    int left = -1; ///< Binary; the operand of all that have one
    int right = -1; ///< Binary; the parameter of an Aggregate
    double number = 0; ///< Number
    QString name; ///< Vector: the metric's name before the braces; Call: the function
    const Function* function = nullptr; ///< Call
    std::vector<int> arguments; ///< Call
    bool returnsBool = false; ///< Binary with “bool”
    bool matchesOn = false; ///< Binary with “on”, not “ignoring”
    bool grouped = false; ///< Binary with group_left or group_right
    QStringList matching; ///< Binary: labels of on or ignoring
    QStringList included; ///< Binary: labels of group_left or group_right
    std::vector<LabelMatch> matches; ///< Vector: what stands in its braces
    Millis range{0}; ///< Matrix, Subquery
    QStringList grouping; ///< Aggregate: the labels of “by” or “without”
    bool without = false; ///< Aggregate
    bool hasOffset = false; ///< Vector, Matrix, Subquery
    bool hasTime = false; ///< “@ …” stands behind it
    bool namedTwice = false; ///< Vector: __name__ in the braces besides a name before them
    bool selectsSomething = false; ///< Vector: a name, or a matcher that the empty text does not match
};

/// A checked expression: parts are in the order in which they end, the last one is the whole.
struct Expression {
    QString text;
    std::vector<Node> nodes;
    int root = -1;

    const Node& at(int index) const { return nodes.at(static_cast<std::size_t>(index)); }
    const Node& whole() const { return at(root); }
    QString textOf(const Node& node) const { return text.mid(node.start, node.end - node.start); }
};

} // namespace fairlead::formats::alerts::promql
