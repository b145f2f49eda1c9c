#include "models/domain/expression/go_number.h"
#include "models/domain/expression/parser.h"

#include <QScopeGuard>

#include <array>
#include <cmath>

namespace fairlead::expression {

namespace {

std::vector<NodePtr> one(NodePtr node)
{
    std::vector<NodePtr> children;
    children.push_back(std::move(node));
    return children;
}

bool startsWithLetter(const QString& word)
{
    return !word.isEmpty() && (word.front().isLetter() || word.front() == QLatin1Char('_'));
}

} // namespace

NodePtr Parser::copyOf(const NodePtr& node, const Token& at)
{
    if (!node || failed()) {
        return nullptr;
    }
    std::vector<NodePtr> children;
    for (const NodePtr& child : node->children) {
        children.push_back(copyOf(child, at));
    }
    NodePtr copy = make(node->kind, at, std::move(children));
    if (copy) {
        copy->op = node->op;
        copy->column = node->column;
        copy->length = node->length;
        copy->word = node->word;
        copy->constant = node->constant;
        copy->optional = node->optional;
    }
    return copy;
}

NodePtr Parser::comparison(NodePtr left, Token token, int precedence)
{
    // "a < b < c" means "a < b && b < c".
    NodePtr root;
    while (true) {
        NodePtr right = expression(precedence + 1);
        NodePtr again = copyOf(right, token);
        std::vector<NodePtr> children = one(std::move(left));
        children.push_back(std::move(right));
        NodePtr compared = make(Kind::Binary, token, std::move(children));
        if (!compared) {
            return nullptr;
        }
        compared->op = binaryBinding(token)->op;
        compared->word = token.word;
        if (root) {
            std::vector<NodePtr> joined = one(std::move(root));
            joined.push_back(std::move(compared));
            root = make(Kind::Binary, token, std::move(joined));
            if (!root) {
                return nullptr;
            }
            root->op = Op::And;
            root->word = QStringLiteral("&&");
        } else {
            root = std::move(compared);
        }
        const Binding* next = binaryBinding(m_token);
        if (next == nullptr
            || (next->op != Op::Less && next->op != Op::LessOrEqual && next->op != Op::Greater && next->op != Op::GreaterOrEqual)) {
            return root;
        }
        left = std::move(again);
        token = m_token;
        advance();
    }
}

NodePtr Parser::ternary(NodePtr condition)
{
    while (!failed() && m_token.isOperator("?")) {
        const Token at = m_token;
        advance();
        NodePtr then;
        if (m_token.isOperator(":")) {
            then = copyOf(condition, at);
        } else {
            then = expression(0);
        }
        expect(TokenKind::Operator, ":");
        NodePtr otherwise = expression(0);
        condition = conditionOf(std::move(condition), std::move(then), std::move(otherwise), at);
    }
    return condition;
}

NodePtr Parser::primary()
{
    const Token token = m_token;
    if (const Binding* sign = unaryBinding(token)) {
        advance();
        NodePtr node = make(Kind::Unary, token, one(expression(sign->precedence)));
        if (node) {
            node->op = sign->op;
            node->word = token.word;
        }
        return postfix(std::move(node));
    }
    if (token.isBracket("(")) {
        advance();
        NodePtr node = sequence();
        expect(TokenKind::Bracket, ")");
        return postfix(std::move(node));
    }
    if (m_predicates > 0 && (token.isOperator("#") || token.isOperator("."))) {
        QString name;
        if (token.isOperator("#")) {
            advance();
            if (m_token.is(TokenKind::Identifier)) {
                name = m_token.word;
                advance();
            }
        }
        NodePtr node = make(Kind::Pointer, token);
        if (node) {
            node->word = name;
        }
        return postfix(std::move(node));
    }
    if (token.isOperator("::")) {
        advance();
        const Token name = m_token;
        expect(TokenKind::Identifier);
        return postfix(call(name, {}));
    }
    return secondary();
}

NodePtr Parser::secondary()
{
    const Token token = m_token;
    if (token.is(TokenKind::Number)) {
        advance();
        return number(token);
    }
    if (token.is(TokenKind::Text)) {
        advance();
        return postfix(constant(token, Value::text(token.text)));
    }
    if (token.isBracket("[")) {
        return postfix(list());
    }
    if (token.isBracket("{")) {
        return postfix(mapLiteral());
    }
    if (!token.is(TokenKind::Identifier)) {
        return unexpected(token);
    }
    advance();
    if (token.word == QLatin1String("true") || token.word == QLatin1String("false")) {
        return constant(token, Value::boolean(token.word == QLatin1String("true")));
    }
    if (token.word == QLatin1String("nil")) {
        return constant(token, Value());
    }
    if (m_token.isBracket("(")) {
        return postfix(call(token, {}));
    }
    NodePtr node = make(Kind::Name, token);
    if (node) {
        node->word = token.word;
    }
    return postfix(std::move(node));
}

NodePtr Parser::number(const Token& token)
{
    const QByteArray text = token.word.toLatin1().replace("_", "").toLower();
    const std::array<std::pair<const char*, int>, 3> bases{{{"0x", 16}, {"0o", 8}, {"0b", 2}}};
    const bool hex = text.startsWith("0x");
    if (!hex && (text.contains('.') || text.contains('e'))) {
        const std::optional<double> value = parseFloat(text);
        if (!value || !std::isfinite(*value)) {
            return fail(token, QStringLiteral("%1 is not a number.").arg(token.word), QStringLiteral("Write it like 0.95 or 1e-3."));
        }
        return constant(token, Value::number(*value));
    }
    std::optional<qint64> value;
    bool prefixed = false;
    for (const auto& [prefix, base] : bases) {
        if (text.startsWith(prefix)) {
            value = parseInt(text.mid(2), base);
            prefixed = true;
        }
    }
    if (!prefixed) {
        value = parseInt(text, 10);
    }
    if (!value) {
        return fail(token, QStringLiteral("%1 is not a whole number of 64 bits.").arg(token.word),
            QStringLiteral("Write a smaller one, or one with a point."));
    }
    return constant(token, Value::integer(*value));
}

NodePtr Parser::list()
{
    const Token open = m_token;
    advance();
    std::vector<NodePtr> items;
    while (!failed() && !m_token.isBracket("]")) {
        if (!items.empty()) {
            expect(TokenKind::Operator, ",");
            if (m_token.isBracket("]")) {
                break;
            }
        }
        items.push_back(expression(0));
    }
    expect(TokenKind::Bracket, "]");
    return make(Kind::List, open, std::move(items));
}

NodePtr Parser::mapKey()
{
    const Token token = m_token;
    if (token.is(TokenKind::Number) || token.is(TokenKind::Identifier) || token.is(TokenKind::Text)) {
        advance();
        return constant(token, Value::text(token.is(TokenKind::Text) ? token.text : token.word.toUtf8()));
    }
    if (token.isBracket("(")) {
        return expression(0);
    }
    return fail(token, QStringLiteral("A key is expected here."),
        QStringLiteral("Write a name, a number, text in quotes, or an expression in round brackets."));
}

NodePtr Parser::mapLiteral()
{
    const Token open = m_token;
    advance();
    std::vector<NodePtr> pairs;
    while (!failed() && !m_token.isBracket("}")) {
        if (!pairs.empty()) {
            expect(TokenKind::Operator, ",");
            if (m_token.isBracket("}")) {
                break;
            }
        }
        pairs.push_back(mapKey());
        expect(TokenKind::Operator, ":");
        pairs.push_back(expression(0));
    }
    expect(TokenKind::Bracket, "}");
    return make(Kind::MapLiteral, open, std::move(pairs));
}

NodePtr Parser::postfix(NodePtr node)
{
    while (!failed() && node) {
        const Token token = m_token;
        if (token.isOperator(".") || token.isOperator("?.")) {
            advance();
            const bool optional = token.isOperator("?.");
            if (optional && m_token.isBracket("[")) {
                node = index(std::move(node), m_token, true);
            } else {
                node = member(std::move(node), optional);
            }
        } else if (token.isBracket("[")) {
            node = index(std::move(node), token, false);
        } else {
            break;
        }
    }
    return node;
}

NodePtr Parser::member(NodePtr node, bool optional)
{
    const Token name = m_token;
    advance();
    // A word such as "not" or "matches" is a name behind a point.
    if (!name.is(TokenKind::Identifier) && !(name.is(TokenKind::Operator) && startsWithLetter(name.word))) {
        return fail(name, QStringLiteral("A name is expected after the point."),
            QStringLiteral("Write one, or use [\"…\"] for a name with other characters."));
    }
    const bool chained = node->kind == Kind::Chain;
    if (chained) {
        node = std::move(node->children.front());
    }
    std::vector<NodePtr> children = one(std::move(node));
    children.push_back(constant(name, Value::text(name.word)));
    NodePtr made = make(Kind::Member, name, std::move(children));
    if (!made) {
        return nullptr;
    }
    made->optional = optional;
    made->word = name.word;
    if (m_token.isBracket("(")) {
        made = make(Kind::Call, name, arguments(one(std::move(made))));
    }
    return chained || optional ? make(Kind::Chain, name, one(std::move(made))) : std::move(made);
}

NodePtr Parser::index(NodePtr node, const Token& bracket, bool optional)
{
    advance();
    std::vector<NodePtr> children = one(std::move(node));
    const bool fromStart = m_token.isOperator(":");
    NodePtr from = fromStart ? nullptr : expression(0);
    Kind kind = Kind::Member;
    children.push_back(std::move(from));
    if (m_token.isOperator(":")) {
        advance();
        kind = Kind::Slice;
        children.push_back(m_token.isBracket("]") ? nullptr : expression(0));
    }
    expect(TokenKind::Bracket, "]");
    NodePtr made = make(kind, bracket, std::move(children));
    if (!made) {
        return nullptr;
    }
    made->optional = optional && kind == Kind::Member;
    return made->optional ? make(Kind::Chain, bracket, one(std::move(made))) : std::move(made);
}

} // namespace fairlead::expression
