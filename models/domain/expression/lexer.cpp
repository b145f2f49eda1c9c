#include "models/domain/expression/token.h"

#include <array>

namespace fairlead::expression {

namespace {

bool isWordPoint(char32_t point)
{
    return point == U'_' || point == U'$' || (point != 0 && (QChar::isLetter(point) || QChar::isDigit(point)));
}

bool isKeyword(const QString& word)
{
    static constexpr std::array<const char*, 11> kWords{
        "in", "or", "and", "not", "matches", "contains", "startsWith", "endsWith", "let", "if", "else"};
    for (const char* each : kWords) {
        if (word == QLatin1String(each)) {
            return true;
        }
    }
    return false;
}

int digitOf(QChar character)
{
    const char16_t code = character.unicode();
    if (code >= u'0' && code <= u'9') {
        return code - u'0';
    }
    const char16_t lower = code | 0x20;
    return lower >= u'a' && lower <= u'f' ? lower - u'a' + 10 : 99;
}

void appendPoint(QByteArray& out, char32_t point)
{
    out += QString::fromUcs4(&point, 1).toUtf8();
}

} // namespace

char32_t Lexer::point() const
{
    if (atEnd()) {
        return 0;
    }
    const QChar first = m_text.at(m_at);
    if (first.isHighSurrogate() && peek(1).isLowSurrogate()) {
        return QChar::surrogateToUcs4(first, peek(1));
    }
    return first.unicode();
}

bool Lexer::accept(const char* oneOf)
{
    if (!atEnd() && QLatin1String(oneOf).contains(peek())) {
        ++m_at;
        return true;
    }
    return false;
}

Token Lexer::made(TokenKind kind) const
{
    return {kind, m_text.mid(m_start, m_at - m_start), {}, static_cast<int>(m_start) + 1};
}

std::unexpected<Fault> Lexer::fault(const QString& message, const QString& help) const
{
    const auto column = static_cast<int>(qMin(m_at, m_text.size())) + 1;
    return std::unexpected(Fault{column, 1, message, help});
}

std::expected<bool, Fault> Lexer::skipBlanks()
{
    while (!atEnd()) {
        if (peek().isSpace()) {
            ++m_at;
        } else if (peek() == QLatin1Char('/') && peek(1) == QLatin1Char('/')) {
            const qsizetype end = m_text.indexOf(QLatin1Char('\n'), m_at);
            m_at = end < 0 ? m_text.size() : end + 1;
        } else if (peek() == QLatin1Char('/') && peek(1) == QLatin1Char('*')) {
            const qsizetype end = m_text.indexOf(QLatin1String("*/"), m_at + 2);
            if (end < 0) {
                return fault(QStringLiteral("This comment has no end."), QStringLiteral("Close it with */."));
            }
            m_at = end + 2;
        } else {
            break;
        }
    }
    return true;
}

std::expected<Token, Fault> Lexer::next()
{
    if (m_afterHash) {
        m_afterHash = false;
        m_start = m_at;
        if (isWordPoint(point())) {
            takeWord();
            return made(TokenKind::Identifier);
        }
    }
    if (const auto skipped = skipBlanks(); !skipped) {
        return std::unexpected(skipped.error());
    }
    m_start = m_at;
    if (atEnd()) {
        return made(TokenKind::End);
    }
    const QChar first = peek();
    if (first == QLatin1Char('\'') || first == QLatin1Char('"')) {
        return quoted(first);
    }
    if (first == QLatin1Char('`')) {
        return raw();
    }
    const bool digit = first >= QLatin1Char('0') && first <= QLatin1Char('9');
    if (digit || (first == QLatin1Char('.') && peek(1) >= QLatin1Char('0') && peek(1) <= QLatin1Char('9'))) {
        return number();
    }
    if (isWordPoint(point())) {
        return word();
    }
    if (accept("([{}])")) {
        return made(TokenKind::Bracket);
    }
    return pointerOrOperator();
}

void Lexer::takeWord()
{
    while (isWordPoint(point())) {
        step();
    }
}

std::expected<Token, Fault> Lexer::word()
{
    takeWord();
    Token token = made(TokenKind::Identifier);
    token.kind = isKeyword(token.word) ? TokenKind::Operator : TokenKind::Identifier;
    return token;
}

std::expected<Token, Fault> Lexer::pointerOrOperator()
{
    if (accept("#")) {
        accept("#");
        m_afterHash = true;
    } else if (accept("?")) {
        accept(".?");
    } else if (accept("|")) {
        accept("|");
    } else if (accept(":")) {
        accept(":");
    } else if (accept(".")) {
        accept(".");
    } else if (accept("&!=*<>")) {
        accept("&=*");
    } else if (!accept(",;%+-^/")) {
        return fault(QStringLiteral("The character %1 has no meaning here.").arg(m_text.mid(m_at, point() > 0xffff ? 2 : 1)),
            QStringLiteral("Take it out, or put text in quotes."));
    }
    return made(TokenKind::Operator);
}

std::expected<Token, Fault> Lexer::number()
{
    const char* allowed = "0123456789_";
    if (accept("0")) {
        if (accept("xX")) {
            allowed = "0123456789abcdefABCDEF_";
        } else if (accept("oO")) {
            allowed = "01234567_";
        } else if (accept("bB")) {
            allowed = "01_";
        }
    }
    while (accept(allowed)) { }
    // "1..3" is a range and not a number with a point.
    if (peek() == QLatin1Char('.') && peek(1) == QLatin1Char('.')) {
        return made(TokenKind::Number);
    }
    if (accept(".")) {
        while (accept(allowed)) { }
    }
    if (accept("eE")) {
        accept("+-");
        while (accept(allowed)) { }
    }
    if (isWordPoint(point())) {
        return fault(
            QStringLiteral("This is not a number."), QStringLiteral("Put a blank or an operator between the number and the word."));
    }
    return made(TokenKind::Number);
}

std::expected<Token, Fault> Lexer::quoted(QChar quote)
{
    ++m_at;
    QByteArray text;
    qsizetype plain = m_at;
    const auto flush = [&] { text += QStringView(m_text).mid(plain, m_at - plain).toUtf8(); };
    while (true) {
        if (atEnd() || peek() == QLatin1Char('\n')) {
            return fault(QStringLiteral("This text has no closing quote."), QStringLiteral("Close it with %1.").arg(quote));
        }
        if (peek() == quote) {
            flush();
            ++m_at;
            Token token = made(TokenKind::Text);
            token.text = text;
            return token;
        }
        if (peek() != QLatin1Char('\\')) {
            ++m_at;
            continue;
        }
        flush();
        ++m_at;
        if (const auto done = escape(quote, text); !done) {
            return std::unexpected(done.error());
        }
        plain = m_at;
    }
}

std::expected<Token, Fault> Lexer::raw()
{
    ++m_at;
    QString text;
    while (!atEnd()) {
        if (peek() != QLatin1Char('`')) {
            text += m_text.at(m_at++);
        } else if (peek(1) == QLatin1Char('`')) {
            text += QLatin1Char('`');
            m_at += 2;
        } else {
            ++m_at;
            Token token = made(TokenKind::Text);
            token.text = text.toUtf8();
            return token;
        }
    }
    return fault(QStringLiteral("This text has no closing backtick."), QStringLiteral("Close it with `."));
}

std::expected<char32_t, Fault> Lexer::digits(int base, int count)
{
    char32_t value = 0;
    for (int index = 0; index < count; ++index, ++m_at) {
        if (atEnd() || digitOf(peek()) >= base) {
            return fault(QStringLiteral("This escape is incomplete."), QStringLiteral("It takes %1 digits.").arg(count));
        }
        value = value * static_cast<char32_t>(base) + static_cast<char32_t>(digitOf(peek()));
    }
    return value;
}

std::expected<void, Fault> Lexer::escape(QChar quote, QByteArray& out)
{
    static constexpr std::array<std::pair<char, char>, 8> kSimple{
        {{'a', '\a'}, {'b', '\b'}, {'f', '\f'}, {'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'v', '\v'}, {'\\', '\\'}}};
    for (const auto& [letter, meant] : kSimple) {
        if (peek() == QLatin1Char(letter)) {
            out += meant;
            ++m_at;
            return {};
        }
    }
    if (peek() == quote) {
        out += quote.toLatin1();
        ++m_at;
        return {};
    }
    const QString unknown = QStringLiteral("This escape does not exist.");
    const QString help = QStringLiteral("Write \\\\ for a backslash, or use backticks around the text.");
    std::expected<char32_t, Fault> value = fault(unknown, help);
    bool byte = false;
    if (peek() >= QLatin1Char('0') && peek() <= QLatin1Char('7')) {
        byte = true;
        value = digits(8, 3);
    } else if (accept("x")) {
        byte = true;
        value = digits(16, 2);
    } else if (peek() == QLatin1Char('u') && peek(1) == QLatin1Char('{')) {
        const qsizetype end = m_text.indexOf(QLatin1Char('}'), m_at);
        const qsizetype length = end - m_at - 2;
        if (end < 0 || length < 1 || length > 6) {
            return fault(QStringLiteral("This escape is incomplete."), QStringLiteral("It takes 1 to 6 digits in braces."));
        }
        m_at += 2;
        value = digits(16, static_cast<int>(length));
        m_at += value ? 1 : 0;
    } else if (accept("u")) {
        value = digits(16, 4);
    } else if (accept("U")) {
        value = digits(16, 8);
    }
    if (!value) {
        return std::unexpected(value.error());
    }
    if (byte && *value <= 0xff) {
        out += static_cast<char>(*value);
    } else if (byte || *value > 0x10ffff || (*value >= 0xd800 && *value <= 0xdfff)) {
        return fault(QStringLiteral("This escape names no character."), QStringLiteral("The last one is 10FFFF."));
    } else {
        appendPoint(out, *value);
    }
    return {};
}

} // namespace fairlead::expression
