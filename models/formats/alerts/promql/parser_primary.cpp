#include "models/formats/alerts/promql/duration.h"
#include "models/formats/alerts/promql/parser_steps.h"
#include "models/formats/alerts/promql/selector.h"

namespace fairlead::formats::alerts::promql {

namespace {

constexpr int kSignBinding = 6; // a sign binds like "*", so only "^" takes its operand away

/// Words that may also be the name of a metric.
bool mayNameMetric(Token token)
{
    return token == Token::Identifier || token == Token::MetricIdentifier || isAggregator(token) || isSetOperator(token)
        || token == Token::By || token == Token::Without || token == Token::Offset || token == Token::Start || token == Token::Stop;
}

} // namespace

int Parser::primary()
{
    switch (m_now.token) {
    case Token::Add:
    case Token::Sub: return sign();
    case Token::Number: return number();
    case Token::String: return text();
    case Token::LeftParen: return parenthesis();
    case Token::LeftBrace: return selector({});
    default: break;
    }
    if (!mayNameMetric(m_now.token)) {
        unexpected(QStringLiteral("a metric, a function or a number"));
        return -1;
    }
    const Lexeme word = m_now;
    advance();
    if (m_stopped) {
        return -1;
    }
    const Token next = m_now.token;
    if (isAggregator(word.token) && (next == Token::LeftParen || next == Token::By || next == Token::Without)) {
        return aggregate(word);
    }
    if (word.token == Token::Identifier && next == Token::LeftParen) {
        return call(word);
    }
    return selector(word);
}

int Parser::sign()
{
    const Lexeme op = m_now;
    advance();
    const int operand = expression(kSignBinding);
    if (m_stopped) {
        return -1;
    }
    if (at(operand).kind == Node::Kind::Number) {
        at(operand).number *= op.token == Token::Sub ? -1 : 1;
        at(operand).start = op.start;
        return operand;
    }
    Node node;
    node.kind = Node::Kind::Unary;
    node.op = op.token;
    node.left = operand;
    node.type = at(operand).type;
    node.start = op.start;
    node.end = at(operand).end;
    return make(std::move(node));
}

int Parser::number()
{
    Node node;
    node.kind = Node::Kind::Number;
    node.type = ValueType::Scalar;
    node.start = m_now.start;
    node.end = m_now.end();
    const std::optional<double> value = numberOf(m_now.text);
    if (!value) {
        add(m_now.start, QStringLiteral("“%1” is not a number, or too large for one.").arg(m_now.text));
    }
    node.number = value.value_or(0);
    advance();
    return make(std::move(node));
}

int Parser::text()
{
    Node node;
    node.kind = Node::Kind::Text;
    node.type = ValueType::String;
    node.start = m_now.start;
    node.end = m_now.end();
    advance();
    return make(std::move(node));
}

int Parser::parenthesis()
{
    Node node;
    node.kind = Node::Kind::Paren;
    node.start = m_now.start;
    advance();
    node.left = expression(1);
    if (m_stopped || !expect(Token::RightParen, QStringLiteral("“)” or an operator"))) {
        return -1;
    }
    node.type = at(node.left).type;
    node.end = m_lastEnd;
    return make(std::move(node));
}

std::vector<int> Parser::arguments()
{
    std::vector<int> list;
    advance();
    if (m_now.token == Token::RightParen) {
        advance();
        return list;
    }
    while (!m_stopped) {
        list.push_back(expression(1));
        if (m_stopped || m_now.token != Token::Comma) {
            break;
        }
        const qsizetype comma = m_now.start;
        advance();
        if (m_now.token == Token::RightParen) {
            stop(comma, QStringLiteral("There must be no comma behind the last argument."));
        }
    }
    expect(Token::RightParen, QStringLiteral("“,” or “)”"));
    return list;
}

int Parser::call(const Lexeme& word)
{
    Node node;
    node.kind = Node::Kind::Call;
    node.name = word.text;
    node.start = word.start;
    node.function = findFunction(word.text);
    if (node.function == nullptr) {
        const QString near = nearestFunction(word.text);
        add(word.start,
            QStringLiteral("There is no function “%1” in Prometheus 2.42%2.")
                .arg(word.text, near.isEmpty() ? QString() : QStringLiteral("; did you mean “%1”?").arg(near)));
    } else {
        node.type = node.function->gives;
    }
    node.arguments = arguments();
    node.end = m_lastEnd;
    return m_stopped ? -1 : make(std::move(node));
}

int Parser::aggregate(const Lexeme& word)
{
    Node node;
    node.kind = Node::Kind::Aggregate;
    node.op = word.token;
    node.start = word.start;
    node.opAt = word.end();
    const bool grouped = grouping(node);
    if (m_stopped || m_now.token != Token::LeftParen) {
        unexpected(QStringLiteral("“(”"));
        return -1;
    }
    const std::vector<int> given = arguments();
    if (!m_stopped && !grouped) {
        static_cast<void>(grouping(node));
    }
    if (m_stopped) {
        return -1;
    }
    const std::size_t wanted = takesParameter(word.token) ? 2 : 1;
    if (given.size() != wanted) {
        add(word.start,
            QStringLiteral("“%1” takes %2, and %3 are given.")
                .arg(word.text, wanted == 1 ? QStringLiteral("one argument") : QStringLiteral("two arguments"))
                .arg(given.size()));
        node.left = given.empty() ? -1 : given.back();
    } else {
        node.left = given.back();
        node.right = wanted == 2 ? given.front() : -1;
    }
    node.end = m_lastEnd;
    return make(std::move(node));
}

bool Parser::grouping(Node& node)
{
    if (m_now.token != Token::By && m_now.token != Token::Without) {
        return false;
    }
    node.without = m_now.token == Token::Without;
    advance();
    node.grouping = labels();
    return true;
}

int Parser::selector(const Lexeme& name)
{
    Node node;
    node.kind = Node::Kind::Vector;
    node.name = name.text;
    node.start = name.text.isEmpty() ? m_now.start : name.start;
    node.selectsSomething = !name.text.isEmpty();
    if (m_now.token == Token::LeftBrace) {
        advance();
        matchers(node);
    }
    node.end = m_lastEnd;
    return m_stopped ? -1 : make(std::move(node));
}

void Parser::matchers(Node& node)
{
    while (!m_stopped && m_now.token != Token::RightBrace) {
        matcher(node);
        if (!m_stopped && m_now.token != Token::RightBrace) {
            expect(Token::Comma, QStringLiteral("“,” or “}”"));
        }
    }
    if (!m_stopped) {
        advance();
    }
}

void Parser::matcher(Node& node)
{
    const Lexeme label = m_now;
    if (!expect(Token::Identifier, QStringLiteral("the name of a label or “}”"))) {
        return;
    }
    const Token op = m_now.token;
    if (op != Token::Assign && op != Token::NotEqual && op != Token::MatchRegex && op != Token::MatchNotRegex) {
        unexpected(QStringLiteral("“=”, “!=”, “=~” or “!~”"));
        return;
    }
    advance();
    const Lexeme value = m_now;
    if (!expect(Token::String, QStringLiteral("a text in quotes"))) {
        return;
    }
    const Matcher read = readMatcher(op, value.text);
    if (!read.fault.isEmpty()) {
        add(value.start, read.fault);
    }
    node.matches.push_back({label.text, op, unquoted(value.text)});
    node.namedTwice = node.namedTwice || (!node.name.isEmpty() && label.text == QLatin1String("__name__"));
    node.selectsSomething = node.selectsSomething || !read.matchesEmpty;
}

} // namespace fairlead::formats::alerts::promql
