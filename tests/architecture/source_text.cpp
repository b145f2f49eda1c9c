#include "tests/architecture/source_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace fairlead::architecture {

namespace {

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_');
}

/// In 86'400'000 the quote separates digits: true if the word that ends before @p at starts with a digit.
bool isDigitSeparator(const QString& text, qsizetype at)
{
    qsizetype start = at;
    while (start > 0 && (isWordCharacter(text[start - 1]) || text[start - 1] == QLatin1Char('\''))) {
        --start;
    }
    return start < at && text[start].isDigit();
}

/// Where the line comment that starts at @p at ends: at the line break, or at the end of the text.
qsizetype endOfLine(const QString& text, qsizetype at)
{
    const qsizetype end = text.indexOf(QLatin1Char('\n'), at);
    return end < 0 ? text.size() : end;
}

/// Behind the next @p mark, or the end of the text.
qsizetype behind(const QString& text, const QString& mark, qsizetype at)
{
    const qsizetype found = text.indexOf(mark, at);
    return found < 0 ? text.size() : found + mark.size();
}

/// Behind the quote that closes the literal which opens at @p at.
qsizetype endOfLiteral(const QString& text, qsizetype at)
{
    const QChar quote = text[at];
    for (qsizetype i = at + 1; i < text.size(); ++i) {
        if (text[i] == QLatin1Char('\\')) {
            ++i;
        } else if (text[i] == quote || text[i] == QLatin1Char('\n')) {
            return i + 1;
        }
    }
    return text.size();
}

bool isRawString(const QString& text, qsizetype quote)
{
    return quote > 0 && text[quote - 1] == QLatin1Char('R') && (quote < 2 || !text[quote - 2].isLower());
}

/// Behind the raw string R"mark(…)mark" whose quote is at @p at.
qsizetype endOfRawString(const QString& text, qsizetype at)
{
    const qsizetype open = text.indexOf(QLatin1Char('('), at);
    if (open < 0) {
        return text.size();
    }
    return behind(text, QLatin1Char(')') + text.mid(at + 1, open - at - 1) + QLatin1Char('"'), open);
}

void blank(QString& text, qsizetype from, qsizetype to)
{
    for (qsizetype i = from; i < to; ++i) {
        if (text[i] != QLatin1Char('\n')) {
            text[i] = QLatin1Char(' ');
        }
    }
}

} // namespace

SourceText::SourceText(const QString& text)
    : m_withStrings(text)
    , m_code(text)
    , m_lines(static_cast<int>(text.count(QLatin1Char('\n'))) + (text.isEmpty() || text.endsWith(QLatin1Char('\n')) ? 0 : 1))
{
    qsizetype at = 0;
    while (at < text.size()) {
        const QStringView rest = QStringView(text).mid(at);
        qsizetype end = at + 1;
        if (rest.startsWith(QLatin1String("//")) || rest.startsWith(QLatin1String("/*"))) {
            end = rest[1] == QLatin1Char('/') ? endOfLine(text, at) : behind(text, QStringLiteral("*/"), at + 2);
            blank(m_withStrings, at, end);
            blank(m_code, at, end);
        } else if (rest[0] == QLatin1Char('"') || (rest[0] == QLatin1Char('\'') && !isDigitSeparator(text, at))) {
            end = isRawString(text, at) ? endOfRawString(text, at) : endOfLiteral(text, at);
            blank(m_code, at + 1, end - 1);
        }
        at = end;
    }
}

int SourceText::lineAt(qsizetype offset) const
{
    return 1 + static_cast<int>(QStringView(m_code).left(offset).count(QLatin1Char('\n')));
}

std::vector<Include> SourceText::includes() const
{
    static const QRegularExpression pattern(
        QStringLiteral("^[ \\t]*(#)[ \\t]*include[ \\t]*([<\"])([^>\"\\n]+)[>\"]"), QRegularExpression::MultilineOption);
    std::vector<Include> found;
    auto matches = pattern.globalMatch(m_withStrings);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        // In a raw string the same words are data: there the code is blank.
        if (m_code[match.capturedStart(1)] != QLatin1Char('#')) {
            continue;
        }
        found.push_back({lineAt(match.capturedStart()), match.captured(3), match.captured(2) == QLatin1String("\"")});
    }
    return found;
}

} // namespace fairlead::architecture
