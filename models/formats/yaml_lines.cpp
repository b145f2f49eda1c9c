#include "models/formats/yaml_lines.h"

#include <QRegularExpression>

#include <algorithm>

namespace fairlead::formats {

namespace {

qsizetype indentOf(const QByteArray& line)
{
    const auto place = std::ranges::find_if(line, [](char c) { return c != ' ' && c != '\t'; });
    return place - line.begin();
}

/// Does this line open a block scalar ("key: |", "- >-")?
bool opensBlock(const QByteArray& line)
{
    static const QRegularExpression header(QStringLiteral("(^|[:\\-?]\\s+)[|>][+\\-0-9]{0,2}\\s*(#.*)?$"));
    return header.match(QString::fromUtf8(line)).hasMatch();
}

/// A quote opens a scalar only where a value may begin.
bool mayOpen(const QByteArray& text, qsizetype at)
{
    qsizetype before = at - 1;
    while (before >= 0 && (text.at(before) == ' ' || text.at(before) == '\t')) {
        --before;
    }
    if (before < 0 || text.at(before) == '\n') {
        return true;
    }
    const char last = text.at(before);
    const bool adjacent = before == at - 1;
    return last == '[' || last == '{' || last == ',' || (!adjacent && (last == ':' || last == '-' || last == '?'));
}

qsizetype endOfQuoted(const QByteArray& text, qsizetype open)
{
    const char quote = text.at(open);
    for (qsizetype i = open + 1; i < text.size(); ++i) {
        if (quote == '"' && text.at(i) == '\\') {
            ++i;
        } else if (text.at(i) == quote) {
            const bool doubled = quote == '\'' && i + 1 < text.size() && text.at(i + 1) == '\'';
            if (!doubled) {
                return i;
            }
            ++i;
        }
    }
    return -1;
}

bool startsComment(const QByteArray& text, qsizetype at)
{
    return text.at(at) == '#' && (at == 0 || text.at(at - 1) == ' ' || text.at(at - 1) == '\n' || text.at(at - 1) == '\t');
}

} // namespace

Problems tabIndentations(const SourceText& text)
{
    Problems problems;
    qsizetype blockIndent = -1;
    for (int number = 1; number <= text.lineCount(); ++number) {
        const QByteArray line = text.line(number);
        const qsizetype indent = indentOf(line);
        const bool blank = indent == line.size();
        if (blank || (blockIndent >= 0 && indent > blockIndent && !line.startsWith('\t'))) {
            continue;
        }
        blockIndent = opensBlock(line) ? indent : -1;
        const qsizetype tab = line.left(indent).indexOf('\t');
        if (tab >= 0 && line.at(indent) != '#') {
            problems.push_back({text.file(), {number, static_cast<int>(tab) + 1}, Severity::Error, QStringLiteral("tab-indent"),
                QStringLiteral("The line is indented with a tab, which YAML forbids."),
                QStringLiteral("Indent with spaces, two a level.")});
        }
    }
    return problems;
}

bool isClosedQuote(const SourceText& source, qsizetype offset)
{
    const QByteArray& text = source.utf8();
    const char quote = offset >= 0 && offset < text.size() ? text.at(offset) : '\0';
    return (quote != '"' && quote != '\'') || endOfQuoted(text, offset) >= 0;
}

std::optional<Position> unclosedQuote(const SourceText& source)
{
    const QByteArray& text = source.utf8();
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (startsComment(text, i)) {
            const qsizetype end = text.indexOf('\n', i);
            if (end < 0) {
                return std::nullopt;
            }
            i = end;
        } else if ((text.at(i) == '"' || text.at(i) == '\'') && mayOpen(text, i)) {
            const qsizetype end = endOfQuoted(text, i);
            const qsizetype next = text.indexOf('\n', i);
            // A quote that closes only on a later line, before a key, is most likely this one forgotten.
            if (end < 0) {
                return source.positionOf(i);
            }
            static const QRegularExpression keyLine(QStringLiteral("\\n\\s*(- )?[A-Za-z_][\\w.-]*:\\s"));
            if (next >= 0 && end > next && keyLine.match(QString::fromUtf8(text.mid(i, end - i))).hasMatch()) {
                return source.positionOf(i);
            }
            i = end;
        }
    }
    return std::nullopt;
}

int secondDocumentLine(const SourceText& text)
{
    bool begun = false;
    for (int number = 1; number <= text.lineCount(); ++number) {
        const QByteArray line = text.line(number);
        if (line == "---" || line.startsWith("--- ")) {
            if (begun) {
                return number;
            }
            begun = true;
        } else if (!line.trimmed().isEmpty() && !line.startsWith('#') && !line.startsWith('%')) {
            begun = true;
        }
    }
    return 0;
}

} // namespace fairlead::formats
