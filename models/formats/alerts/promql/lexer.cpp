#include "models/formats/alerts/promql/lexer.h"

#include <QHash>

namespace fairlead::formats::alerts::promql {

namespace {

constexpr const char* kDigits = "0123456789";
constexpr const char* kHexDigits = "0123456789abcdefABCDEF";

bool isBlank(QChar c)
{
    return c == QLatin1Char(' ') || c == QLatin1Char('\t') || c == QLatin1Char('\n') || c == QLatin1Char('\r');
}

bool isDigit(QChar c)
{
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

bool isAlpha(QChar c)
{
    return c == QLatin1Char('_') || (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('A') && c <= QLatin1Char('Z'));
}

bool isAlphaNumeric(QChar c)
{
    return isAlpha(c) || isDigit(c);
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

int digitValue(QChar c)
{
    const char16_t unit = c.unicode();
    if (isDigit(c)) {
        return unit - u'0';
    }
    if (unit >= u'a' && unit <= u'f') {
        return unit - u'a' + 10;
    }
    return unit >= u'A' && unit <= u'F' ? unit - u'A' + 10 : 16;
}

const QHash<QString, Token>& keywords()
{
    static const QHash<QString, Token> words{{QStringLiteral("and"), Token::And}, {QStringLiteral("or"), Token::Or},
        {QStringLiteral("unless"), Token::Unless}, {QStringLiteral("atan2"), Token::Atan2}, {QStringLiteral("sum"), Token::Sum},
        {QStringLiteral("avg"), Token::Avg}, {QStringLiteral("count"), Token::Count}, {QStringLiteral("min"), Token::Min},
        {QStringLiteral("max"), Token::Max}, {QStringLiteral("group"), Token::Group}, {QStringLiteral("stddev"), Token::Stddev},
        {QStringLiteral("stdvar"), Token::Stdvar}, {QStringLiteral("topk"), Token::Topk}, {QStringLiteral("bottomk"), Token::Bottomk},
        {QStringLiteral("count_values"), Token::CountValues}, {QStringLiteral("quantile"), Token::Quantile},
        {QStringLiteral("offset"), Token::Offset}, {QStringLiteral("by"), Token::By}, {QStringLiteral("without"), Token::Without},
        {QStringLiteral("on"), Token::On}, {QStringLiteral("ignoring"), Token::Ignoring}, {QStringLiteral("group_left"), Token::GroupLeft},
        {QStringLiteral("group_right"), Token::GroupRight}, {QStringLiteral("bool"), Token::Bool}, {QStringLiteral("start"), Token::Start},
        {QStringLiteral("end"), Token::Stop}, {QStringLiteral("inf"), Token::Number}, {QStringLiteral("nan"), Token::Number}};
    return words;
}

} // namespace

bool Lexer::take(const char* oneOf)
{
    const bool fits = !atEnd() && isOneOf(peek(), oneOf);
    m_at += fits ? 1 : 0;
    return fits;
}

void Lexer::takeAll(const char* oneOf)
{
    while (take(oneOf)) { }
}

void Lexer::skipBlanksAndComments()
{
    while (!atEnd()) {
        if (isBlank(peek())) {
            ++m_at;
        } else if (peek() == QLatin1Char('#') && !m_wantsDuration) {
            while (!atEnd() && peek() != QLatin1Char('\n') && peek() != QLatin1Char('\r')) {
                ++m_at;
            }
        } else {
            return;
        }
    }
}

Lexeme Lexer::made(Token token) const
{
    return {token, m_start, m_text.mid(m_start, m_at - m_start)};
}

Lexeme Lexer::error(const QString& message)
{
    m_failed = true;
    return {Token::Error, m_start, message};
}

Lexeme Lexer::end()
{
    if (m_inBraces) {
        return error(QStringLiteral("The left brace “{” is never closed."));
    }
    if (m_parens != 0) {
        return error(QStringLiteral("A left parenthesis “(” is never closed."));
    }
    return m_inBrackets ? error(QStringLiteral("The left bracket “[” is never closed.")) : made(Token::End);
}

Lexeme Lexer::next()
{
    if (m_failed) {
        m_start = m_at = m_text.size();
        return made(Token::End);
    }
    skipBlanksAndComments();
    m_start = m_at;
    if (m_wantsDuration) {
        m_wantsDuration = false;
        return numberOrDuration(true);
    }
    if (atEnd()) {
        return end();
    }
    if (peek() == QLatin1Char('"') || peek() == QLatin1Char('\'')) {
        return quoted();
    }
    if (peek() == QLatin1Char('`')) {
        return raw();
    }
    if (m_inBraces) {
        return insideBraces();
    }
    if (isDigit(peek()) || (peek() == QLatin1Char('.') && isDigit(peek(1)))) {
        return numberOrDuration(false);
    }
    if (isAlpha(peek()) || peek() == QLatin1Char(':')) {
        return word();
    }
    return sign();
}

Lexeme Lexer::insideBraces()
{
    const QChar c = peek();
    if (isAlpha(c)) {
        while (isAlphaNumeric(peek())) {
            ++m_at;
        }
        return made(Token::Identifier);
    }
    ++m_at;
    switch (c.unicode()) {
    case u',': return made(Token::Comma);
    case u'=': return take("~") ? made(Token::MatchRegex) : made(Token::Assign);
    case u'!':
        if (take("~")) {
            return made(Token::MatchNotRegex);
        }
        return take("=") ? made(Token::NotEqual) : error(QStringLiteral("After “!” there must be “=” or “~”."));
    case u'}': m_inBraces = false; return made(Token::RightBrace);
    default: return error(QStringLiteral("“%1” does not belong inside of braces.").arg(c));
    }
}

Lexeme Lexer::sign()
{
    const QChar c = peek();
    ++m_at;
    switch (c.unicode()) {
    case u',': return made(Token::Comma);
    case u'*': return made(Token::Mul);
    case u'/': return made(Token::Div);
    case u'%': return made(Token::Mod);
    case u'+': return made(Token::Add);
    case u'-': return made(Token::Sub);
    case u'^': return made(Token::Pow);
    case u'@': return made(Token::At);
    case u'=':
        if (take("=")) {
            return made(Token::Equal);
        }
        return peek() == QLatin1Char('~') ? error(QStringLiteral("“=~” compares labels, and stands in braces only.")) : made(Token::Assign);
    case u'!': return take("=") ? made(Token::NotEqual) : error(QStringLiteral("After “!” there must be “=”."));
    case u'<': return take("=") ? made(Token::LessOrEqual) : made(Token::Less);
    case u'>': return take("=") ? made(Token::GreaterOrEqual) : made(Token::Greater);
    default: return bracketOrParen(c);
    }
}

Lexeme Lexer::bracketOrParen(QChar c)
{
    switch (c.unicode()) {
    case u'(': ++m_parens; return made(Token::LeftParen);
    case u')':
        --m_parens;
        return m_parens < 0 ? error(QStringLiteral("This right parenthesis “)” closes nothing.")) : made(Token::RightParen);
    case u'{': m_inBraces = true; return made(Token::LeftBrace);
    case u'[':
        if (m_inBrackets) {
            return error(QStringLiteral("Brackets “[” cannot stand inside of brackets."));
        }
        m_gotColon = false;
        m_inBrackets = true;
        m_wantsDuration = true;
        return made(Token::LeftBracket);
    case u']':
        if (!m_inBrackets) {
            return error(QStringLiteral("This right bracket “]” closes nothing."));
        }
        m_inBrackets = false;
        return made(Token::RightBracket);
    default: return error(QStringLiteral("“%1” is not a sign of PromQL.").arg(c));
    }
}

bool Lexer::number()
{
    const char* digits = kDigits;
    if (take("0") && take("xX")) {
        digits = kHexDigits;
    }
    takeAll(digits);
    if (take(".")) {
        takeAll(digits);
    }
    if (take("eE")) {
        static_cast<void>(take("+-"));
        takeAll(kDigits);
    }
    return !isAlphaNumeric(peek());
}

bool Lexer::restOfDuration()
{
    // Wrong units (“hs”) and orders are found when the duration is read.
    if (!take("smhdwy")) {
        return false;
    }
    static_cast<void>(take("s"));
    while (take(kDigits)) {
        takeAll(kDigits);
        if (!take("smhdw")) {
            return false;
        }
        static_cast<void>(take("s"));
    }
    return !isAlphaNumeric(peek());
}

Lexeme Lexer::numberOrDuration(bool onlyDuration)
{
    if (number()) {
        return onlyDuration ? error(QStringLiteral("Brackets hold a length of time with a unit, such as [5m].")) : made(Token::Number);
    }
    if (restOfDuration()) {
        return made(Token::Duration);
    }
    return error(QStringLiteral("“%1” is neither a number nor a length of time.").arg(m_text.mid(m_start, m_at - m_start + 1)));
}

Lexeme Lexer::word()
{
    if (m_inBrackets) {
        // Prometheus takes any letter here for the colon of a subquery.
        ++m_at;
        if (m_gotColon) {
            return error(QStringLiteral("“%1” does not belong inside of brackets.").arg(m_text.at(m_start)));
        }
        m_gotColon = true;
        return made(Token::Colon);
    }
    bool colon = false;
    while (isAlphaNumeric(peek()) || peek() == QLatin1Char(':')) {
        colon = colon || peek() == QLatin1Char(':');
        ++m_at;
    }
    const auto keyword = keywords().constFind(m_text.mid(m_start, m_at - m_start).toLower());
    if (keyword != keywords().constEnd()) {
        return made(*keyword);
    }
    return made(colon ? Token::MetricIdentifier : Token::Identifier);
}

Lexeme Lexer::quoted()
{
    const QChar quote = peek();
    ++m_at;
    while (true) {
        if (atEnd() || peek() == QLatin1Char('\n')) {
            return error(QStringLiteral("This text in quotes is never closed."));
        }
        const QChar c = peek();
        ++m_at;
        if (c == quote) {
            return made(Token::String);
        }
        if (c == QChar::ReplacementCharacter) {
            return error(QStringLiteral("This text holds a character that was lost (U+FFFD)."));
        }
        const QString wrong = c == QLatin1Char('\\') ? escape(quote) : QString();
        if (!wrong.isEmpty()) {
            return error(wrong);
        }
    }
}

/// What is wrong with the escape whose backslash was just read; empty when nothing is.
QString Lexer::escape(QChar quote)
{
    const QChar kind = peek();
    if (atEnd()) {
        return QStringLiteral("The escape at the end of this text is not complete.");
    }
    ++m_at;
    if (kind == quote || isOneOf(kind, "abfnrtv\\")) {
        return {};
    }
    int digits = 0;
    int base = 16;
    quint32 largest = 0x10FFFF;
    if (kind >= QLatin1Char('0') && kind <= QLatin1Char('7')) {
        digits = 3;
        base = 8;
        largest = 255;
        --m_at;
    } else if (kind == QLatin1Char('x')) {
        digits = 2;
        largest = 255;
    } else if (kind == QLatin1Char('u')) {
        digits = 4;
    } else if (kind == QLatin1Char('U')) {
        digits = 8;
    } else {
        return QStringLiteral("“\\%1” is not an escape; a backslash itself is written twice.").arg(kind);
    }
    quint32 value = 0;
    for (int i = 0; i < digits; ++i, ++m_at) {
        if (atEnd() || digitValue(peek()) >= base) {
            return QStringLiteral("The escape “\\%1” needs %2 digits.").arg(kind).arg(digits);
        }
        value = value * static_cast<quint32>(base) + static_cast<quint32>(digitValue(peek()));
    }
    if (value > largest || (value >= 0xD800 && value < 0xE000)) {
        return QStringLiteral("This escape names no character.");
    }
    return {};
}

Lexeme Lexer::raw()
{
    ++m_at;
    while (!atEnd()) {
        const QChar c = peek();
        ++m_at;
        if (c == QLatin1Char('`')) {
            return made(Token::String);
        }
        if (c == QChar::ReplacementCharacter) {
            return error(QStringLiteral("This text holds a character that was lost (U+FFFD)."));
        }
    }
    return error(QStringLiteral("This text in back quotes is never closed."));
}

QString inWords(const Lexeme& lexeme)
{
    switch (lexeme.token) {
    case Token::End: return QStringLiteral("the end of the expression");
    case Token::Number: return QStringLiteral("the number “%1”").arg(lexeme.text);
    case Token::Duration: return QStringLiteral("the length of time “%1”").arg(lexeme.text);
    case Token::String: return QStringLiteral("the text %1").arg(lexeme.text.left(60));
    default: return QStringLiteral("“%1”").arg(lexeme.text.left(60));
    }
}

} // namespace fairlead::formats::alerts::promql
