#include "models/formats/alerts/promql/parser.h"

#include "models/formats/alerts/promql/duration.h"
#include "models/formats/alerts/promql/parser_steps.h"
#include "models/formats/alerts/promql/selector.h"
#include "models/formats/alerts/promql/types.h"

#include <algorithm>
#include <cmath>

namespace fairlead::formats::alerts::promql {

namespace {

/// How tightly an operator binds; 0 for what is none. Prometheus: or, and/unless, comparisons, + -, * / % atan2, ^.
int bindingOf(Token token)
{
    switch (token) {
    case Token::Or: return 1;
    case Token::And:
    case Token::Unless: return 2;
    case Token::Add:
    case Token::Sub: return 4;
    case Token::Mul:
    case Token::Div:
    case Token::Mod:
    case Token::Atan2: return 5;
    case Token::Pow: return 6;
    default: return isComparison(token) ? 3 : 0;
    }
}

/// Words that may also be the name of a label.
bool mayNameLabel(Token token)
{
    return token == Token::Identifier || token == Token::Atan2 || (token >= Token::And && token <= Token::Stop);
}

} // namespace

Parser::Parser(const QString& text)
    : m_lexer(text)
{
    m_expression.text = text;
    advance();
}

std::expected<Expression, Faults> Parser::run()
{
    if (m_now.token == Token::End && m_faults.empty()) {
        return std::unexpected(Faults{{0, QStringLiteral("There is no expression.")}});
    }
    const int root = expression(1);
    if (!m_stopped && m_now.token != Token::End) {
        unexpected({});
    }
    if (m_faults.empty()) {
        m_expression.root = root;
        m_faults = typeFaults(m_expression);
    }
    if (!m_faults.empty()) {
        return std::unexpected(std::move(m_faults));
    }
    return std::move(m_expression);
}

void Parser::advance()
{
    m_lastEnd = m_now.end();
    m_now = m_lexer.next();
    if (m_now.token == Token::Error) {
        stop(m_now.start, m_now.text);
    }
}

void Parser::stop(qsizetype offset, QString message)
{
    if (!m_stopped) {
        add(offset, std::move(message));
        m_stopped = true;
    }
}

void Parser::unexpected(const QString& wanted)
{
    stop(m_now.start,
        wanted.isEmpty() ? QStringLiteral("%1 does not belong here.").arg(inWords(m_now))
                         : QStringLiteral("%1 stands where there must be %2.").arg(inWords(m_now), wanted));
}

bool Parser::expect(Token token, const QString& wanted)
{
    if (m_stopped || m_now.token != token) {
        unexpected(wanted);
        return false;
    }
    advance();
    return true;
}

int Parser::make(Node node)
{
    m_expression.nodes.push_back(std::move(node));
    return static_cast<int>(m_expression.nodes.size()) - 1;
}

int Parser::expression(int least)
{
    if (++m_depth > kDeepestExpression) {
        stop(m_now.start, QStringLiteral("The expression is nested deeper than %1 levels here.").arg(kDeepestExpression));
    }
    int left = m_stopped ? -1 : postfix();
    while (!m_stopped) {
        const Lexeme op = m_now;
        const int binding = bindingOf(op.token);
        if (binding == 0 || binding < least) {
            break;
        }
        advance();
        Node node;
        node.kind = Node::Kind::Binary;
        node.op = op.token;
        node.opAt = op.start;
        modifiers(node);
        // "^" groups from the right, all others from the left.
        const int right = expression(op.token == Token::Pow ? binding : binding + 1);
        if (m_stopped) {
            break;
        }
        left = binary(std::move(node), left, right);
    }
    --m_depth;
    return m_stopped ? -1 : left;
}

int Parser::binary(Node node, int left, int right)
{
    node.left = left;
    node.right = right;
    node.start = at(left).start;
    node.end = at(right).end;
    const bool scalars = at(left).type == ValueType::Scalar && at(right).type == ValueType::Scalar;
    node.type = scalars ? ValueType::Scalar : ValueType::InstantVector;
    return make(std::move(node));
}

void Parser::modifiers(Node& node)
{
    if (m_now.token == Token::Bool) {
        node.returnsBool = true;
        advance();
    }
    if (m_now.token != Token::On && m_now.token != Token::Ignoring) {
        return;
    }
    node.matchesOn = m_now.token == Token::On;
    advance();
    node.matching = labels();
    if (!m_stopped && (m_now.token == Token::GroupLeft || m_now.token == Token::GroupRight)) {
        node.grouped = true;
        advance();
        if (m_now.token == Token::LeftParen) {
            node.included = labels();
        }
    }
}

QStringList Parser::labels()
{
    QStringList names;
    if (!expect(Token::LeftParen, QStringLiteral("“(” and labels"))) {
        return names;
    }
    while (!m_stopped && m_now.token != Token::RightParen) {
        if (!mayNameLabel(m_now.token)) {
            unexpected(QStringLiteral("the name of a label"));
            return names;
        }
        names.append(m_now.text);
        advance();
        if (m_now.token != Token::RightParen && !expect(Token::Comma, QStringLiteral("“,” or “)”"))) {
            return names;
        }
    }
    expect(Token::RightParen, QStringLiteral("“)”"));
    return names;
}

int Parser::postfix()
{
    int node = primary();
    while (!m_stopped) {
        if (m_now.token == Token::LeftBracket) {
            node = brackets(node);
        } else if (m_now.token == Token::Offset) {
            offset(node);
        } else if (m_now.token == Token::At) {
            time(node);
        } else {
            break;
        }
    }
    return m_stopped ? -1 : node;
}

Millis Parser::duration(const QString& wanted)
{
    Millis read(0);
    if (m_now.token == Token::Duration) {
        const Result<Millis> length = parsePrometheusDuration(m_now.text);
        if (!length) {
            add(m_now.start, length.error().message);
        } else if (length->count() == 0) {
            add(m_now.start, QStringLiteral("A length of time must be greater than 0."));
        }
        read = length.value_or(Millis(0));
    }
    expect(Token::Duration, wanted);
    return read;
}

int Parser::brackets(int operand)
{
    Node node;
    const qsizetype bracket = m_now.start;
    node.left = operand;
    node.start = at(operand).start;
    node.type = ValueType::RangeVector;
    advance();
    node.range = duration(QStringLiteral("a length of time"));
    if (!m_stopped && m_now.token == Token::Colon) {
        node.kind = Node::Kind::Subquery;
        advance();
        if (m_now.token != Token::RightBracket) {
            duration(QStringLiteral("a length of time or “]”"));
        }
    } else {
        node.kind = Node::Kind::Matrix;
        checkRange(at(operand), bracket);
    }
    if (m_stopped || !expect(Token::RightBracket, QStringLiteral("“]”"))) {
        return -1;
    }
    node.end = m_lastEnd;
    return make(std::move(node));
}

void Parser::checkRange(const Node& operand, qsizetype bracket)
{
    if (operand.kind != Node::Kind::Vector) {
        add(bracket, QStringLiteral("A range [5m] stands behind a metric only; write a subquery [5m:1m] behind other expressions."));
    } else if (operand.hasOffset) {
        add(bracket, QStringLiteral("“offset” stands behind the range, not before it."));
    } else if (operand.hasTime) {
        add(bracket, QStringLiteral("“@” stands behind the range, not before it."));
    }
}

bool Parser::mayMove(const Node& node, const QString& word, bool already)
{
    const bool fits = node.kind == Node::Kind::Vector || node.kind == Node::Kind::Matrix || node.kind == Node::Kind::Subquery;
    if (!fits) {
        add(m_now.start, QStringLiteral("“%1” stands behind a metric, a range or a subquery only.").arg(word));
    } else if (already) {
        add(m_now.start, QStringLiteral("“%1” stands here for the second time.").arg(word));
    }
    return fits;
}

void Parser::offset(int index)
{
    const bool fits = mayMove(at(index), QStringLiteral("offset"), at(index).hasOffset);
    advance();
    if (m_now.token == Token::Sub) {
        advance();
    }
    duration(QStringLiteral("a length of time"));
    at(index).hasOffset = at(index).hasOffset || fits;
    at(index).end = m_lastEnd;
}

void Parser::time(int index)
{
    const bool fits = mayMove(at(index), QStringLiteral("@"), at(index).hasTime);
    at(index).hasTime = at(index).hasTime || fits;
    advance();
    if (m_now.token == Token::Start || m_now.token == Token::Stop) {
        advance();
        static_cast<void>(expect(Token::LeftParen, QStringLiteral("“()”")) && expect(Token::RightParen, QStringLiteral("“)”")));
    } else {
        timestamp();
    }
    at(index).end = m_lastEnd;
}

void Parser::timestamp()
{
    if (m_now.token == Token::Add || m_now.token == Token::Sub) {
        advance();
    }
    const Lexeme seconds = m_now;
    if (!expect(Token::Number, QStringLiteral("a time in seconds, start() or end()"))) {
        return;
    }
    constexpr double kFarthest = 9.2233720368547758e18;
    const double value = numberOf(seconds.text).value_or(NAN);
    if (!std::isfinite(value) || value >= kFarthest) {
        add(seconds.start, QStringLiteral("“%1” is not a time that Prometheus can count.").arg(seconds.text));
    }
}

std::expected<Expression, Faults> parseExpression(const QString& text)
{
    return Parser(text).run();
}

} // namespace fairlead::formats::alerts::promql
