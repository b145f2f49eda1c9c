#pragma once

#include "models/formats/alerts/promql/lexer.h"
#include "models/formats/alerts/promql/parser.h"

#include <expected>
#include <vector>

namespace fairlead::formats::alerts::promql {

/// Recursive descent with one lexeme of lookahead. The first fault of the grammar ends it (what follows cannot be trusted);
/// faults of single parts are collected.
class Parser {
public:
    explicit Parser(const QString& text);
    std::expected<Expression, Faults> run();

private:
    void advance();
    void add(qsizetype offset, QString message) { m_faults.push_back({offset, std::move(message)}); }

    void stop(qsizetype offset, QString message);
    void unexpected(const QString& wanted);
    bool expect(Token token, const QString& wanted);
    int make(Node node);
    Node& at(int index) { return m_expression.nodes.at(static_cast<std::size_t>(index)); }

    /// An expression of operators that bind at least as tightly as @p least; -1 once the parser has stopped.
    int expression(int least);
    int binary(Node node, int left, int right);
    /// bool, on or ignoring, group_left or group_right behind an operator.
    void modifiers(Node& node);
    /// "(a, b,)": the labels of a grouping.
    QStringList labels();
    /// A primary with all ranges, subqueries, offsets and times behind it: these bind tighter than every operator.
    int postfix();
    int primary();
    int sign();
    int number();
    int text();
    int parenthesis();
    /// "(a, b)": no comma behind the last.
    std::vector<int> arguments();
    int call(const Lexeme& word);
    int aggregate(const Lexeme& word);
    bool grouping(Node& node);
    /// @p name is the metric before the braces, or nothing.
    int selector(const Lexeme& name);
    void matchers(Node& node);
    void matcher(Node& node);
    /// Reads a length of time; 0 is refused.
    Millis duration(const QString& wanted);
    int brackets(int operand);
    void checkRange(const Node& operand, qsizetype bracket);
    bool mayMove(const Node& node, const QString& word, bool already);
    void offset(int index);
    void time(int index);
    void timestamp();

    Lexer m_lexer;
    Expression m_expression;
    Lexeme m_now;
    qsizetype m_lastEnd = 0;
    Faults m_faults;
    int m_depth = 0;
    bool m_stopped = false;
};

} // namespace fairlead::formats::alerts::promql
