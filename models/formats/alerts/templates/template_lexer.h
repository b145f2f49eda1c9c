#pragma once

#include <QString>

namespace fairlead::formats::alerts {

/// The words and signs of Go's text/template.
enum class TemplateToken {
    End,
    Error,
    Text,
    LeftDelimiter,
    RightDelimiter,
    Space,
    Pipe,
    Declare, ///< ":="
    Assign, ///< "="
    Comma,
    Sign, ///< any other printable sign
    LeftParen,
    RightParen,
    Dot,
    Field, ///< ".name"
    Variable, ///< "$name"
    Identifier,
    Keyword, ///< block, break, continue, define, else, end, if, range, template, with
    Nil,
    Bool,
    Number,
    Character,
    String,
    RawString,
};

struct TemplateLexeme {
    TemplateToken token = TemplateToken::End;
    qsizetype start = 0;
    QString text; ///< of an Error the message

    bool is(TemplateToken kind, const char* word) const { return token == kind && text == QLatin1String(word); }
};

/// Takes a template apart as text/template of Go 1.19 does (src/text/template/parse/lex.go). After an Error only End follows.
class TemplateLexer {
public:
    /// @p text outlives the lexer.
    explicit TemplateLexer(const QString& text)
        : m_text(text)
    {
    }

    TemplateLexeme next();

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    QChar peek(qsizetype ahead = 0) const { return m_at + ahead < m_text.size() ? m_text.at(m_at + ahead) : QChar(); }
    bool looksAt(const char* ascii, qsizetype ahead = 0) const;
    bool take(const char* oneOf);
    void takeAll(const char* oneOf);
    TemplateLexeme made(TemplateToken token) const;
    TemplateLexeme error(const QString& message);
    TemplateLexeme text();
    TemplateLexeme leftDelimiter();
    TemplateLexeme insideAction();
    TemplateLexeme sign();
    TemplateLexeme space();
    TemplateLexeme fieldOrVariable(TemplateToken token);
    TemplateLexeme word();
    TemplateLexeme quoted(QChar quote, TemplateToken token);
    TemplateLexeme raw();
    TemplateLexeme number();
    bool scanNumber();
    /// Length of the right delimiter here, blanks and “-” of a trimming one included; 0 when none is here.
    qsizetype rightDelimiter() const;
    bool atTerminator() const;

    const QString& m_text;
    qsizetype m_at = 0;
    qsizetype m_start = 0;
    int m_parens = 0;
    bool m_inAction = false;
    bool m_failed = false;
};

} // namespace fairlead::formats::alerts
