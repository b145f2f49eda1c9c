#include "models/formats/alerts/templates/template_lexer.h"

#include <QStringList>

namespace fairlead::formats::alerts {

namespace {

bool isBlank(QChar c)
{
    return c == QLatin1Char(' ') || c == QLatin1Char('\t') || c == QLatin1Char('\n') || c == QLatin1Char('\r');
}

bool isWordCharacter(QChar c)
{
    return c == QLatin1Char('_') || c.isLetter() || c.category() == QChar::Number_DecimalDigit;
}

bool isOneOf(QChar c, const char* set)
{
    for (const char* each = set; *each != '\0'; ++each) {
        if (c == QLatin1Char(*each)) {
            return true;
        }
    }
    return false;
}

const QStringList& keywords()
{
    static const QStringList words{QStringLiteral("block"), QStringLiteral("break"), QStringLiteral("continue"), QStringLiteral("define"),
        QStringLiteral("else"), QStringLiteral("end"), QStringLiteral("if"), QStringLiteral("range"), QStringLiteral("template"),
        QStringLiteral("with")};
    return words;
}

} // namespace

bool TemplateLexer::looksAt(const char* ascii, qsizetype ahead) const
{
    return QStringView(m_text).mid(std::min(m_at + ahead, m_text.size())).startsWith(QLatin1String(ascii));
}

bool TemplateLexer::take(const char* oneOf)
{
    const bool fits = !atEnd() && isOneOf(peek(), oneOf);
    m_at += fits ? 1 : 0;
    return fits;
}

void TemplateLexer::takeAll(const char* oneOf)
{
    while (take(oneOf)) { }
}

TemplateLexeme TemplateLexer::made(TemplateToken token) const
{
    return {token, m_start, m_text.mid(m_start, m_at - m_start)};
}

TemplateLexeme TemplateLexer::error(const QString& message)
{
    m_failed = true;
    return {TemplateToken::Error, m_start, message};
}

TemplateLexeme TemplateLexer::next()
{
    m_start = m_at;
    if (m_failed) {
        m_start = m_at = m_text.size();
        return made(TemplateToken::End);
    }
    if (m_inAction) {
        return insideAction();
    }
    if (atEnd()) {
        return made(TemplateToken::End);
    }
    return looksAt("{{") ? leftDelimiter() : text();
}

TemplateLexeme TemplateLexer::text()
{
    const qsizetype brace = m_text.indexOf(QLatin1String("{{"), m_at);
    m_at = brace < 0 ? m_text.size() : brace;
    return made(TemplateToken::Text);
}

TemplateLexeme TemplateLexer::leftDelimiter()
{
    const qsizetype trim = peek(2) == QLatin1Char('-') && isBlank(peek(3)) ? 2 : 0;
    if (!looksAt("/*", 2 + trim)) {
        m_at += 2;
        const TemplateLexeme delimiter = made(TemplateToken::LeftDelimiter);
        m_at += trim;
        m_inAction = true;
        m_parens = 0;
        return delimiter;
    }
    const qsizetype close = m_text.indexOf(QLatin1String("*/"), m_at + 4 + trim);
    if (close < 0) {
        return error(QStringLiteral("This comment is never closed."));
    }
    m_at = close + 2;
    const qsizetype delimiter = rightDelimiter();
    if (delimiter == 0) {
        return error(QStringLiteral("Behind this comment there must be “}}”."));
    }
    m_at += delimiter;
    return made(TemplateToken::Text);
}

qsizetype TemplateLexer::rightDelimiter() const
{
    if (isBlank(peek()) && looksAt("-}}", 1)) {
        return 4;
    }
    return looksAt("}}") ? 2 : 0;
}

TemplateLexeme TemplateLexer::insideAction()
{
    const qsizetype delimiter = rightDelimiter();
    if (delimiter > 0) {
        if (m_parens > 0) {
            return error(QStringLiteral("A “(” is not closed in this action."));
        }
        m_at += delimiter;
        m_inAction = false;
        return made(TemplateToken::RightDelimiter);
    }
    if (atEnd()) {
        return error(QStringLiteral("This action is never closed: “}}” is missing."));
    }
    const QChar c = peek();
    if (isBlank(c)) {
        return space();
    }
    if (c == QLatin1Char('.') && !(peek(1) >= QLatin1Char('0') && peek(1) <= QLatin1Char('9')) && m_at + 1 < m_text.size()) {
        return fieldOrVariable(TemplateToken::Field);
    }
    if (isOneOf(c, "+-.0123456789")) {
        return number();
    }
    return isWordCharacter(c) ? word() : sign();
}

TemplateLexeme TemplateLexer::sign()
{
    const QChar c = peek();
    switch (c.unicode()) {
    case u'"':
    case u'\'': return quoted(c, c == QLatin1Char('"') ? TemplateToken::String : TemplateToken::Character);
    case u'`': return raw();
    case u'$': return fieldOrVariable(TemplateToken::Variable);
    default: break;
    }
    ++m_at;
    switch (c.unicode()) {
    case u'=': return made(TemplateToken::Assign);
    case u':': return take("=") ? made(TemplateToken::Declare) : error(QStringLiteral("After “:” there must be “=”."));
    case u'|': return made(TemplateToken::Pipe);
    case u',': return made(TemplateToken::Comma);
    case u'(': ++m_parens; return made(TemplateToken::LeftParen);
    case u')': --m_parens; return m_parens < 0 ? error(QStringLiteral("This “)” closes nothing.")) : made(TemplateToken::RightParen);
    default: break;
    }
    const bool printable = c.unicode() > 0x20 && c.unicode() < 0x7F;
    return printable ? made(TemplateToken::Sign) : error(QStringLiteral("“%1” does not belong into an action.").arg(c));
}

TemplateLexeme TemplateLexer::space()
{
    // The blank of " -}}" belongs to the delimiter.
    do {
        ++m_at;
    } while (!atEnd() && isBlank(peek()) && !looksAt("-}}", 1));
    return made(TemplateToken::Space);
}

bool TemplateLexer::atTerminator() const
{
    return atEnd() || isBlank(peek()) || isOneOf(peek(), ".,|:)(}");
}

TemplateLexeme TemplateLexer::fieldOrVariable(TemplateToken token)
{
    ++m_at;
    if (atTerminator()) {
        return made(token == TemplateToken::Variable ? token : TemplateToken::Dot);
    }
    while (isWordCharacter(peek()) && !atEnd()) {
        ++m_at;
    }
    return atTerminator() ? made(token) : error(QStringLiteral("“%1” does not belong into a name.").arg(peek()));
}

TemplateLexeme TemplateLexer::word()
{
    while (!atEnd() && isWordCharacter(peek())) {
        ++m_at;
    }
    if (!atTerminator()) {
        return error(QStringLiteral("“%1” does not belong into a name.").arg(peek()));
    }
    const QString text = m_text.mid(m_start, m_at - m_start);
    if (keywords().contains(text)) {
        return made(TemplateToken::Keyword);
    }
    if (text == QLatin1String("nil")) {
        return made(TemplateToken::Nil);
    }
    const bool truth = text == QLatin1String("true") || text == QLatin1String("false");
    return made(truth ? TemplateToken::Bool : TemplateToken::Identifier);
}

TemplateLexeme TemplateLexer::quoted(QChar quote, TemplateToken token)
{
    ++m_at;
    while (!atEnd() && peek() != QLatin1Char('\n')) {
        const QChar c = peek();
        ++m_at;
        if (c == quote) {
            return made(token);
        }
        if (c == QLatin1Char('\\') && !atEnd() && peek() != QLatin1Char('\n')) {
            ++m_at;
        }
    }
    return error(QStringLiteral("This text in quotes is never closed."));
}

TemplateLexeme TemplateLexer::raw()
{
    const qsizetype close = m_text.indexOf(QLatin1Char('`'), m_at + 1);
    if (close < 0) {
        return error(QStringLiteral("This text in back quotes is never closed."));
    }
    m_at = close + 1;
    return made(TemplateToken::RawString);
}

bool TemplateLexer::scanNumber()
{
    static_cast<void>(take("+-"));
    const char* digits = "0123456789_";
    char exponent = 'e';
    if (take("0")) {
        if (take("xX")) {
            digits = "0123456789abcdefABCDEF_";
            exponent = 'p';
        } else if (take("oO")) {
            digits = "01234567_";
            exponent = '\0';
        } else if (take("bB")) {
            digits = "01_";
            exponent = '\0';
        }
    }
    takeAll(digits);
    if (take(".")) {
        takeAll(digits);
    }
    if ((exponent == 'e' && take("eE")) || (exponent == 'p' && take("pP"))) {
        static_cast<void>(take("+-"));
        takeAll("0123456789_");
    }
    static_cast<void>(take("i"));
    return atEnd() || !isWordCharacter(peek());
}

TemplateLexeme TemplateLexer::number()
{
    bool fits = scanNumber();
    if (fits && (peek() == QLatin1Char('+') || peek() == QLatin1Char('-'))) {
        // A complex number: 1+2i.
        fits = scanNumber() && m_text.at(m_at - 1) == QLatin1Char('i');
    }
    return fits ? made(TemplateToken::Number) : error(QStringLiteral("“%1” is not a number.").arg(m_text.mid(m_start, m_at - m_start + 1)));
}

} // namespace fairlead::formats::alerts
