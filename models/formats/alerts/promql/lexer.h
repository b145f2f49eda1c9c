#pragma once

#include "models/formats/alerts/promql/token.h"

#include <QString>

namespace fairlead::formats::alerts::promql {

/// Takes a PromQL text apart as Prometheus 2.42 does. Comments and blanks are skipped. After an Error only End follows.
class Lexer {
public:
    /// @p text outlives the lexer.
    explicit Lexer(const QString& text)
        : m_text(text)
    {
    }

    Lexeme next();

private:
    QChar peek(qsizetype ahead = 0) const { return m_at + ahead < m_text.size() ? m_text.at(m_at + ahead) : QChar(); }
    bool atEnd() const { return m_at >= m_text.size(); }
    bool take(const char* oneOf);
    void takeAll(const char* oneOf);
    void skipBlanksAndComments();
    Lexeme made(Token token) const;
    Lexeme error(const QString& message);
    Lexeme end();
    Lexeme insideBraces();
    Lexeme sign();
    Lexeme bracketOrParen(QChar c);
    Lexeme numberOrDuration(bool onlyDuration);
    Lexeme word();
    Lexeme quoted();
    Lexeme raw();
    bool number();
    bool restOfDuration();
    QString escape(QChar quote);

    const QString& m_text;
    qsizetype m_at = 0;
    qsizetype m_start = 0;
    int m_parens = 0;
    bool m_inBraces = false;
    bool m_inBrackets = false;
    bool m_gotColon = false;
    bool m_wantsDuration = false; ///< a left bracket was just read
    bool m_failed = false;
};

} // namespace fairlead::formats::alerts::promql
