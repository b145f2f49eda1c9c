#include "models/domain/expression/builtins.h"
#include "models/domain/expression/parser.h"

namespace fairlead::expression {

NodePtr Parser::call(const Token& name, std::vector<NodePtr> before)
{
    if (failed()) {
        return nullptr;
    }
    const QByteArray word = name.word.toUtf8();
    if (takesPredicate(word)) {
        return predicateCall(name, std::move(before));
    }
    if (isBuiltin(word)) {
        NodePtr node = make(Kind::Builtin, name, arguments(std::move(before)));
        if (node) {
            node->word = name.word;
        }
        return node;
    }
    NodePtr callee = make(Kind::Name, name);
    if (!callee) {
        return nullptr;
    }
    callee->word = name.word;
    std::vector<NodePtr> children;
    children.push_back(std::move(callee));
    for (NodePtr& argument : arguments(std::move(before))) {
        children.push_back(std::move(argument));
    }
    return make(Kind::Call, name, std::move(children));
}

std::vector<NodePtr> Parser::arguments(std::vector<NodePtr> before)
{
    const std::size_t piped = before.size();
    std::vector<NodePtr> all = std::move(before);
    expect(TokenKind::Bracket, "(");
    std::size_t own = 0;
    while (!failed() && !m_token.isBracket(")")) {
        if (own > 0) {
            expect(TokenKind::Operator, ",");
            if (m_token.isBracket(")")) {
                break;
            }
        }
        all.push_back(expression(0));
        own = all.size() - piped;
    }
    expect(TokenKind::Bracket, ")");
    return all;
}

NodePtr Parser::predicateCall(const Token& name, std::vector<NodePtr> before)
{
    const PredicateShape shape = predicateShape(name.word.toUtf8());
    std::vector<NodePtr> all = std::move(before);
    const std::size_t piped = all.size();
    expect(TokenKind::Bracket, "(");
    for (std::size_t place = piped; place < shape.most && !failed(); ++place) {
        if (m_token.isBracket(")")) {
            if (place >= shape.least) {
                break;
            }
            return fail(m_token, QStringLiteral("%1 takes at least %2 arguments.").arg(name.word).arg(shape.least),
                QStringLiteral("Write %1(list, {# > 0}).").arg(name.word));
        }
        if (place > piped) {
            expect(TokenKind::Operator, ",");
            // A comma may stand behind the last argument.
            if (m_token.isBracket(")") && place >= shape.least) {
                break;
            }
        }
        all.push_back(place == 1 ? predicate() : expression(0));
    }
    if (m_token.isOperator(",")) {
        advance();
    }
    expect(TokenKind::Bracket, ")");
    NodePtr node = make(Kind::Builtin, name, std::move(all));
    if (node) {
        node->word = name.word;
    }
    return node;
}

NodePtr Parser::predicate()
{
    const Token start = m_token;
    const bool braces = m_token.isBracket("{");
    if (braces) {
        advance();
    }
    ++m_predicates;
    NodePtr body = braces ? sequence() : expression(0);
    if (!braces && m_token.isOperator(";")) {
        body = fail(m_token, QStringLiteral("A predicate of several parts needs braces."), QStringLiteral("Write {…; …}."));
    }
    --m_predicates;
    if (braces) {
        expect(TokenKind::Bracket, "}");
    }
    std::vector<NodePtr> children;
    children.push_back(std::move(body));
    return make(Kind::Predicate, start, std::move(children));
}

} // namespace fairlead::expression
