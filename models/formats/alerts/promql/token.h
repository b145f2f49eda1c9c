#pragma once

#include <QString>

namespace fairlead::formats::alerts::promql {

/// The words and signs of PromQL. The order of the blocks (operators, aggregators, keywords) is what the questions below use.
enum class Token {
    End,
    Error,
    Identifier,
    MetricIdentifier, ///< with a colon in it
    Number,
    Duration,
    String,
    LeftParen,
    RightParen,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Comma,
    Colon,
    At,
    Assign, ///< "=" inside of braces
    MatchRegex,
    MatchNotRegex,
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    Pow,
    Atan2,
    Equal,
    NotEqual,
    LessOrEqual,
    Less,
    GreaterOrEqual,
    Greater,
    And,
    Or,
    Unless,
    Sum,
    Avg,
    Count,
    Min,
    Max,
    Group,
    Stddev,
    Stdvar,
    Topk,
    Bottomk,
    CountValues,
    Quantile,
    Offset,
    By,
    Without,
    On,
    Ignoring,
    GroupLeft,
    GroupRight,
    Bool,
    Start,
    Stop, ///< the word "end"
};

constexpr bool isComparison(Token token)
{
    return token >= Token::Equal && token <= Token::Greater;
}
constexpr bool isSetOperator(Token token)
{
    return token >= Token::And && token <= Token::Unless;
}
constexpr bool isOperator(Token token)
{
    return token >= Token::Add && token <= Token::Unless;
}
constexpr bool isAggregator(Token token)
{
    return token >= Token::Sum && token <= Token::Quantile;
}
/// Aggregators that take a parameter before the vector.
constexpr bool takesParameter(Token token)
{
    return token >= Token::Topk && token <= Token::Quantile;
}

/// A token as it stands in the text; of an Error @c text is the message.
struct Lexeme {
    Token token = Token::End;
    qsizetype start = 0;
    QString text;

    qsizetype end() const { return start + text.size(); }
};

/// A lexeme in an error message: "end of input", "“by”", "number “5”".
QString inWords(const Lexeme& lexeme);

} // namespace fairlead::formats::alerts::promql
