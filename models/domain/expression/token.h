#pragma once

#include "models/domain/expression/fault.h"

#include <QByteArray>
#include <QString>

#include <expected>

namespace fairlead::expression {

enum class TokenKind { End, Identifier, Number, Text, Operator, Bracket };

struct Token {
    TokenKind kind = TokenKind::End;
    QString word; ///< as written; the decoded text of a string is in @c text
    QByteArray text; ///< of a string literal, UTF-8, escapes decoded
    int column = 1;

    bool is(TokenKind asked) const { return kind == asked; }
    bool is(TokenKind asked, QLatin1String spelled) const { return kind == asked && word == spelled; }
    bool isOperator(const char* spelled) const { return is(TokenKind::Operator, QLatin1String(spelled)); }
    bool isBracket(const char* spelled) const { return is(TokenKind::Bracket, QLatin1String(spelled)); }
    int length() const { return qMax(1, static_cast<int>(word.size())); }
};

/// Splits a text into tokens, one at a time.
class Lexer {
public:
    explicit Lexer(QString text)
        : m_text(std::move(text))
    {
    }

    std::expected<Token, Fault> next();

private:
    using Read = std::expected<Token, Fault>;

    QChar peek(qsizetype ahead = 0) const { return m_at + ahead < m_text.size() ? m_text.at(m_at + ahead) : QChar(); }
    bool accept(const char* oneOf);
    bool atEnd() const { return m_at >= m_text.size(); }
    /// The code point at the cursor; 0 at the end.
    char32_t point() const;
    void step() { m_at += point() > 0xffff ? 2 : 1; }
    void takeWord();

    std::expected<bool, Fault> skipBlanks();
    Read number();
    Read quoted(QChar quote);
    Read raw();
    Read word();
    Read pointerOrOperator();
    std::expected<void, Fault> escape(QChar quote, QByteArray& out);
    std::expected<char32_t, Fault> digits(int base, int count);

    Token made(TokenKind kind) const;
    std::unexpected<Fault> fault(const QString& message, const QString& help = {}) const;

    QString m_text;
    qsizetype m_at = 0;
    qsizetype m_start = 0;
    bool m_afterHash = false; ///< the word after "#" is a pointer's name even where it is a keyword
};

} // namespace fairlead::expression
