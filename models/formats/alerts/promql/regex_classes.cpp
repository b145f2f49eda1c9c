#include "models/formats/alerts/promql/regex_reader.h"
#include "models/formats/alerts/promql/unicode_names.h"

#include <QStringList>

#include <algorithm>

namespace fairlead::formats::alerts::promql {

namespace {

bool isWordCharacter(char32_t c)
{
    return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

} // namespace

bool RegexReader::classEscape()
{
    const char32_t kind = peek(1);
    if (kind == U'd' || kind == U's' || kind == U'w' || kind == U'D' || kind == U'S' || kind == U'W') {
        m_at += 2;
        return true;
    }
    if (kind != U'p' && kind != U'P') {
        return false;
    }
    QString unicode = rest(m_at + 2, 1);
    qsizetype length = 3;
    if (unicode == QLatin1String("{")) {
        qsizetype end = m_at + 3;
        while (end < m_text.size() && static_cast<char32_t>(m_text.at(end)) != U'}') {
            ++end;
        }
        unicode = rest(m_at + 3, end - m_at - 3);
        length = end - m_at + 1;
    }
    if (unicode.startsWith(QLatin1Char('^'))) {
        unicode = unicode.mid(1);
    }
    if (m_at + length > m_text.size() || !isUnicodeClass(unicode)) {
        fault(QStringLiteral("“%1” is no class of characters.").arg(rest(m_at, length)));
    }
    m_at += length;
    return true;
}

char32_t RegexReader::character()
{
    const qsizetype start = m_at;
    const char32_t kind = peek(1);
    m_at += 2;
    const bool octalPair = kind >= U'1' && kind <= U'7' && peek() >= U'0' && peek() <= U'7' && !atEnd();
    if (kind == U'0' || octalPair) {
        char32_t value = kind - U'0';
        for (int i = 0; i < 2 && peek() >= U'0' && peek() <= U'7'; ++i, ++m_at) {
            value = value * 8 + (peek() - U'0');
        }
        return value;
    }
    switch (kind) {
    case U'x': return hexadecimal(start);
    case U'a': return U'\a';
    case U'f': return U'\f';
    case U'n': return U'\n';
    case U'r': return U'\r';
    case U't': return U'\t';
    case U'v': return U'\v';
    default: break;
    }
    if (kind >= 0x80 || isWordCharacter(kind) || m_at > m_text.size()) {
        const bool back = kind >= U'1' && kind <= U'9';
        fault(back ? QStringLiteral("“%1” is a back reference.").arg(rest(start, 2))
                   : QStringLiteral("“%1” is no escape.").arg(rest(start, 2)));
    }
    return kind;
}

char32_t RegexReader::hexadecimal(qsizetype start)
{
    const bool braced = !atEnd() && peek() == U'{';
    const qsizetype from = braced ? m_at + 1 : m_at;
    qsizetype end = from;
    while (end < m_text.size() && (braced ? static_cast<char32_t>(m_text.at(end)) != U'}' : end < from + 2)) {
        ++end;
    }
    bool ok = false;
    const QString digits = rest(from, end - from);
    const uint value = digits.toUInt(&ok, 16);
    const bool closed = braced ? end < m_text.size() : digits.size() == 2;
    if (!ok || !closed || value > 0x10FFFF || digits.startsWith(QLatin1Char('+'))) {
        fault(QStringLiteral("“%1” names no character.").arg(rest(start, 12)));
    }
    m_at = braced ? end + 1 : end;
    return value;
}

void RegexReader::bracket()
{
    ++m_at;
    if (looksAt("^")) {
        ++m_at;
    }
    bool first = true;
    while (!failed() && !atEnd() && (first || peek() != U']')) {
        first = false;
        if (looksAt("[:") && posix()) {
            continue;
        }
        if (peek() == U'\\' && classEscape()) {
            continue;
        }
        range();
    }
    if (!failed() && atEnd()) {
        fault(QStringLiteral("a “[” is never closed."));
    }
    ++m_at;
}

bool RegexReader::posix()
{
    static const QStringList names{QStringLiteral("alnum"), QStringLiteral("alpha"), QStringLiteral("ascii"), QStringLiteral("blank"),
        QStringLiteral("cntrl"), QStringLiteral("digit"), QStringLiteral("graph"), QStringLiteral("lower"), QStringLiteral("print"),
        QStringLiteral("punct"), QStringLiteral("space"), QStringLiteral("upper"), QStringLiteral("word"), QStringLiteral("xdigit")};
    qsizetype end = m_at + 2;
    while (
        end + 1 < m_text.size() && !(static_cast<char32_t>(m_text.at(end)) == U':' && static_cast<char32_t>(m_text.at(end + 1)) == U']')) {
        ++end;
    }
    if (end + 1 >= m_text.size()) {
        return false;
    }
    QString name = rest(m_at + 2, end - m_at - 2);
    if (name.startsWith(QLatin1Char('^'))) {
        name = name.mid(1);
    }
    if (!names.contains(name)) {
        fault(QStringLiteral("“[:%1:]” is no class of characters.").arg(name.left(40)));
    }
    m_at = end + 2;
    return true;
}

char32_t RegexReader::classCharacter()
{
    if (atEnd()) {
        fault(QStringLiteral("a “[” is never closed."));
        return U'\0';
    }
    if (peek() == U'\\') {
        return character();
    }
    const char32_t c = peek();
    ++m_at;
    return c;
}

void RegexReader::range()
{
    const qsizetype start = m_at;
    const char32_t low = classCharacter();
    if (failed() || peek() != U'-' || peek(1) == U']' || m_at + 1 >= m_text.size()) {
        return;
    }
    ++m_at;
    const char32_t high = classCharacter();
    if (high < low) {
        fault(QStringLiteral("“%1” is a range that runs backwards.").arg(rest(start, m_at - start)));
    }
}

} // namespace fairlead::formats::alerts::promql
