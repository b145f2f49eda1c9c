#pragma once

#include "models/domain/expression/node.h"
#include "models/domain/expression/token.h"

#include <optional>

namespace fairlead::expression {

/// Reads an expression by precedence climbing. One use: construct, parse().
class Parser {
public:
    explicit Parser(const QString& text)
        : m_lexer(text)
    {
    }

    std::expected<NodePtr, Fault> parse();

private:
    NodePtr sequence();
    NodePtr expression(int precedence);
    NodePtr operators(NodePtr left, int precedence);
    NodePtr binary(NodePtr left, const Token& token, Op op, int precedence);
    NodePtr comparison(NodePtr left, Token token, int precedence);
    NodePtr pipe(NodePtr left);
    NodePtr let();
    NodePtr ifElse();
    NodePtr ternary(NodePtr condition);
    NodePtr primary();
    NodePtr secondary();
    NodePtr number(const Token& token);
    NodePtr call(const Token& name, std::vector<NodePtr> arguments);
    NodePtr predicateCall(const Token& name, std::vector<NodePtr> arguments);
    std::vector<NodePtr> arguments(std::vector<NodePtr> before);
    NodePtr predicate();
    NodePtr list();
    NodePtr mapLiteral();
    NodePtr mapKey();
    NodePtr postfix(NodePtr node);
    NodePtr member(NodePtr node, bool optional);
    NodePtr index(NodePtr node, const Token& bracket, bool optional);
    NodePtr conditionOf(NodePtr condition, NodePtr then, NodePtr otherwise, const Token& at);

    /// A copy of @p node for an expression in which it stands twice. It counts towards kMaxNodes.
    NodePtr copyOf(const NodePtr& node, const Token& at);
    /// A node of @p kind at @p at; null after a fault, or when it is one node too many.
    NodePtr make(Kind kind, const Token& at, std::vector<NodePtr> children = {});
    NodePtr constant(const Token& at, Value value);
    void advance();
    bool expect(TokenKind kind, const char* spelled = nullptr);
    bool failed() const { return m_fault.has_value(); }
    NodePtr fail(const Token& at, const QString& message, const QString& help = {});
    NodePtr unexpected(const Token& token);

    Lexer m_lexer;
    Token m_token;
    std::optional<Token> m_stashed; ///< what comes after m_token where one token too many was read
    std::optional<Fault> m_fault; ///< the first
    int m_nesting = 0;
    int m_nodes = 0;
    int m_predicates = 0; ///< how many predicates are open: "#" means something in one
};

/// A table's row: what an operator's word means. Precedence as in the reference: higher binds closer.
struct Binding {
    const char* word = nullptr;
    Op op = {};
    int precedence = 0;
    bool rightFirst = false;
};
const Binding* unaryBinding(const Token& token);
const Binding* binaryBinding(const Token& token);
bool mayFollowNot(const Token& token);

} // namespace fairlead::expression
