#include "models/domain/expression/parser.h"

#include <QScopeGuard>

#include <array>

namespace fairlead::expression {

namespace {

constexpr auto kUnary = std::to_array<Binding>({{"not", Op::Not, 50}, {"!", Op::Not, 50}, {"-", Op::Minus, 90}, {"+", Op::Plus, 90}});

constexpr auto kBinary = std::to_array<Binding>({{"|", Op::Pipe, 0}, {"or", Op::Or, 10}, {"||", Op::Or, 10}, {"and", Op::And, 15},
    {"&&", Op::And, 15}, {"==", Op::Equal, 20}, {"!=", Op::NotEqual, 20}, {"<", Op::Less, 20}, {">", Op::Greater, 20},
    {">=", Op::GreaterOrEqual, 20}, {"<=", Op::LessOrEqual, 20}, {"in", Op::In, 20}, {"matches", Op::Matches, 20},
    {"contains", Op::Contains, 20}, {"startsWith", Op::StartsWith, 20}, {"endsWith", Op::EndsWith, 20}, {"..", Op::Range, 25},
    {"+", Op::Add, 30}, {"-", Op::Subtract, 30}, {"*", Op::Multiply, 60}, {"/", Op::Divide, 60}, {"%", Op::Modulo, 60},
    {"**", Op::Power, 100, true}, {"^", Op::Power, 100, true}, {"??", Op::Coalesce, 500}});

template <std::size_t N> const Binding* find(const std::array<Binding, N>& table, const Token& token)
{
    for (const Binding& each : table) {
        if (token.isOperator(each.word)) {
            return &each;
        }
    }
    return nullptr;
}

bool isOrdering(Op op)
{
    return op == Op::Less || op == Op::LessOrEqual || op == Op::Greater || op == Op::GreaterOrEqual;
}

std::vector<NodePtr> both(NodePtr left, NodePtr right)
{
    std::vector<NodePtr> children;
    children.push_back(std::move(left));
    children.push_back(std::move(right));
    return children;
}

} // namespace

const Binding* unaryBinding(const Token& token)
{
    return find(kUnary, token);
}

const Binding* binaryBinding(const Token& token)
{
    return find(kBinary, token);
}

bool mayFollowNot(const Token& token)
{
    const Binding* binding = binaryBinding(token);
    return binding != nullptr
        && (binding->op == Op::In || binding->op == Op::Matches || binding->op == Op::Contains || binding->op == Op::StartsWith
            || binding->op == Op::EndsWith);
}

std::expected<NodePtr, Fault> Parser::parse()
{
    advance();
    NodePtr root = sequence();
    if (!failed() && !m_token.is(TokenKind::End)) {
        unexpected(m_token);
    }
    if (failed()) {
        return std::unexpected(*m_fault);
    }
    return root;
}

NodePtr Parser::make(Kind kind, const Token& at, std::vector<NodePtr> children)
{
    if (failed()) {
        return nullptr;
    }
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->column = at.column;
    node->length = at.length();
    for (const NodePtr& child : children) {
        node->depth = qMax(node->depth, child ? child->depth + 1 : 1);
    }
    node->children = std::move(children);
    node->id = ++m_nodes;
    if (m_nodes > kMaxNodes) {
        return fail(at, QStringLiteral("This expression has more than %1 parts.").arg(kMaxNodes),
            QStringLiteral("Split it into several conditions."));
    }
    if (node->depth > kMaxDepth) {
        return fail(at, QStringLiteral("This expression is more than %1 levels deep.").arg(kMaxDepth),
            QStringLiteral("Split it into several conditions."));
    }
    return node;
}

NodePtr Parser::constant(const Token& at, Value value)
{
    NodePtr node = make(Kind::Constant, at);
    if (node) {
        node->constant = std::move(value);
    }
    return node;
}

NodePtr Parser::fail(const Token& at, const QString& message, const QString& help)
{
    if (!m_fault) {
        m_fault = Fault{at.column, at.length(), message, help};
    }
    return nullptr;
}

NodePtr Parser::unexpected(const Token& token)
{
    if (token.is(TokenKind::End)) {
        return fail(token, QStringLiteral("The expression ends too early."), QStringLiteral("Complete it, or take out what is left open."));
    }
    return fail(token,
        QStringLiteral("%1 is not expected here.").arg(token.word.size() > 40 ? token.word.left(40) + QChar(0x2026) : token.word),
        QStringLiteral("Take it out, or put an operator before it."));
}

void Parser::advance()
{
    if (m_stashed) {
        m_token = *m_stashed;
        m_stashed.reset();
        return;
    }
    std::expected<Token, Fault> read = m_lexer.next();
    if (read) {
        m_token = std::move(*read);
        return;
    }
    if (!m_fault) {
        m_fault = read.error();
    }
    m_token = Token{TokenKind::End, {}, {}, read.error().column};
}

bool Parser::expect(TokenKind kind, const char* spelled)
{
    if (failed()) {
        return false;
    }
    if (spelled != nullptr ? m_token.is(kind, QLatin1String(spelled)) : m_token.is(kind)) {
        advance();
        return !failed();
    }
    unexpected(m_token);
    return false;
}

NodePtr Parser::sequence()
{
    const Token first = m_token;
    std::vector<NodePtr> nodes;
    nodes.push_back(expression(0));
    while (!failed() && m_token.isOperator(";")) {
        advance();
        if (m_token.is(TokenKind::End)) {
            break;
        }
        nodes.push_back(expression(0));
    }
    if (nodes.size() == 1) {
        return failed() ? nullptr : std::move(nodes.front());
    }
    return make(Kind::Sequence, first, std::move(nodes));
}

NodePtr Parser::expression(int precedence)
{
    if (failed()) {
        return nullptr;
    }
    if (++m_nesting > kMaxNesting) {
        return fail(m_token, QStringLiteral("Brackets and conditions are nested more than %1 deep here.").arg(kMaxNesting),
            QStringLiteral("Take some of them out."));
    }
    const auto leave = qScopeGuard([this] { --m_nesting; });
    if (precedence == 0 && m_token.isOperator("let")) {
        return let();
    }
    if (precedence == 0 && m_token.isOperator("if")) {
        return ifElse();
    }
    NodePtr left = operators(primary(), precedence);
    return precedence == 0 ? ternary(std::move(left)) : std::move(left);
}

NodePtr Parser::operators(NodePtr left, int precedence)
{
    bool afterCoalesce = false;
    while (!failed() && m_token.is(TokenKind::Operator)) {
        std::optional<Token> negation;
        if (m_token.isOperator("not")) {
            negation = m_token;
            advance();
            if (!mayFollowNot(m_token)) {
                return unexpected(m_token);
            }
        }
        const Binding* binding = binaryBinding(m_token);
        if (binding == nullptr || binding->precedence < precedence) {
            if (negation) {
                m_stashed = m_token;
                m_token = *negation;
            }
            break;
        }
        const Token token = m_token;
        advance();
        const bool coalesce = binding->op == Op::Coalesce;
        if (binding->op == Op::Pipe) {
            left = pipe(std::move(left));
        } else if (afterCoalesce && !coalesce) {
            return fail(token, QStringLiteral("%1 cannot stand beside ?? without brackets.").arg(token.word),
                QStringLiteral("Put brackets around the part with ??."));
        } else if (isOrdering(binding->op)) {
            left = comparison(std::move(left), token, binding->precedence);
        } else {
            left = binary(std::move(left), token, binding->op, binding->rightFirst ? binding->precedence : binding->precedence + 1);
            if (negation && left) {
                std::vector<NodePtr> children;
                children.push_back(std::move(left));
                left = make(Kind::Unary, *negation, std::move(children));
                if (left) {
                    left->op = Op::Not;
                    left->word = QStringLiteral("not");
                }
            }
        }
        afterCoalesce = coalesce;
    }
    return left;
}

NodePtr Parser::binary(NodePtr left, const Token& token, Op op, int precedence)
{
    NodePtr right = expression(precedence);
    NodePtr node = make(Kind::Binary, token, both(std::move(left), std::move(right)));
    if (node) {
        node->op = op;
        node->word = token.word;
    }
    return node;
}

NodePtr Parser::pipe(NodePtr left)
{
    const Token name = m_token;
    if (!expect(TokenKind::Identifier)) {
        return nullptr;
    }
    std::vector<NodePtr> arguments;
    arguments.push_back(std::move(left));
    return call(name, std::move(arguments));
}

NodePtr Parser::let()
{
    advance();
    const Token name = m_token;
    expect(TokenKind::Identifier);
    expect(TokenKind::Operator, "=");
    NodePtr value = expression(0);
    expect(TokenKind::Operator, ";");
    NodePtr rest = sequence();
    NodePtr node = make(Kind::Let, name, both(std::move(value), std::move(rest)));
    if (node) {
        node->word = name.word;
    }
    return node;
}

NodePtr Parser::conditionOf(NodePtr condition, NodePtr then, NodePtr otherwise, const Token& at)
{
    std::vector<NodePtr> children = both(std::move(condition), std::move(then));
    children.push_back(std::move(otherwise));
    return make(Kind::Condition, at, std::move(children));
}

NodePtr Parser::ifElse()
{
    const Token start = m_token;
    advance();
    NodePtr condition = expression(0);
    expect(TokenKind::Bracket, "{");
    NodePtr then = sequence();
    expect(TokenKind::Bracket, "}");
    expect(TokenKind::Operator, "else");
    NodePtr otherwise;
    if (m_token.isOperator("if")) {
        otherwise = expression(0);
    } else {
        expect(TokenKind::Bracket, "{");
        otherwise = sequence();
        expect(TokenKind::Bracket, "}");
    }
    return conditionOf(std::move(condition), std::move(then), std::move(otherwise), start);
}

} // namespace fairlead::expression
