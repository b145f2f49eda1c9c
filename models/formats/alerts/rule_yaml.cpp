#include "models/formats/alerts/rule_yaml.h"

#include "models/formats/yaml_lines.h"

#include <QList>
#include <QStringDecoder>

#include <algorithm>

namespace fairlead::formats::alerts {

namespace {

QByteArray toUtf8(const QByteArray& bytes)
{
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff")) {
        QStringDecoder decoder(QStringDecoder::Utf16);
        const QString text = decoder(bytes);
        return text.toUtf8();
    }
    return bytes.startsWith("\xef\xbb\xbf") ? bytes.mid(3) : bytes;
}

/// Everything before the second document.
QByteArray firstDocument(const QString& file, const QByteArray& utf8)
{
    const SourceText text(file, utf8);
    const int second = secondDocumentLine(text);
    return second > 0 ? utf8.left(text.offsetOf(second - 1, 0)) : utf8;
}

bool holdsNothing(const QByteArray& utf8)
{
    const QList<QByteArray> lines = utf8.split('\n');
    return std::ranges::all_of(lines, [](const QByteArray& line) {
        const QByteArray rest = line.trimmed();
        return rest.isEmpty() || rest.startsWith('#') || line.trimmed() == "---" || rest == "...";
    });
}

/// The line, from 1, at which Prometheus ends a document that nothing ends in so many words: the first that is indented less
/// than its first key. 0 when there is none.
int lineBehindDocument(const SourceText& text)
{
    qsizetype indent = -1;
    for (int number = 1; number <= text.lineCount(); ++number) {
        const QByteArray line = text.line(number);
        const QByteArray rest = line.trimmed();
        if (rest.isEmpty() || rest.startsWith('#') || rest == "---") {
            continue;
        }
        const qsizetype blanks = line.indexOf(rest);
        if (indent < 0) {
            indent = blanks;
        } else if (blanks < indent) {
            return number;
        }
    }
    return 0;
}

class Merger {
public:
    Merger(const QString& file, Problems& problems)
        : m_file(file)
        , m_problems(problems)
    {
    }

    void run(YamlNode& node)
    {
        std::erase_if(node.entries, [](const YamlEntry& entry) { return entry.key.isEmpty(); });
        for (YamlNode& item : node.items) {
            run(item);
        }
        for (YamlEntry& entry : node.entries) {
            run(entry.value);
        }
        std::vector<YamlEntry> merged;
        for (const YamlEntry& entry : node.entries) {
            if (entry.key == QLatin1String("<<")) {
                collect(entry.value, entry.keyAt, merged);
            }
        }
        std::erase_if(node.entries, [](const YamlEntry& entry) { return entry.key == QLatin1String("<<"); });
        for (YamlEntry& entry : merged) {
            // What the map says itself wins, then what is merged first.
            if (std::ranges::find(node.entries, entry.key, &YamlEntry::key) == node.entries.end()) {
                node.entries.push_back(std::move(entry));
            }
        }
    }

private:
    void collect(const YamlNode& value, Position at, std::vector<YamlEntry>& merged)
    {
        if (value.kind == YamlNode::Kind::Map) {
            merged.insert(merged.end(), value.entries.begin(), value.entries.end());
            return;
        }
        const bool maps = value.kind == YamlNode::Kind::Sequence
            && std::ranges::all_of(value.items, [](const YamlNode& item) { return item.kind == YamlNode::Kind::Map; });
        if (!maps) {
            m_problems.push_back({m_file, at, Severity::Error, QStringLiteral("bad-merge"),
                QStringLiteral("A merge key (<<) takes a map, or a list of maps."), QStringLiteral("Write an alias of a map behind it.")});
            return;
        }
        for (const YamlNode& item : value.items) {
            collect(item, at, merged);
        }
    }

    QString m_file;
    Problems& m_problems;
};

QString lineOf(const YamlDocument& document, int line)
{
    return QString::fromUtf8(document.text.line(line));
}

/// Keys that are nothing at all (“: x”, “? ”) are passed over by Prometheus, values included.
bool isNullKey(const std::optional<YamlDocument>& document, const Problem& problem)
{
    if (!document || problem.code != QLatin1String("bad-key")) {
        return false;
    }
    const QString rest = lineOf(*document, problem.at.line).mid(problem.at.column - 1);
    return rest.isEmpty() || rest.startsWith(QLatin1Char('?')) || rest.startsWith(QLatin1Char(':'));
}

/// Walks over the source of a scalar, one character of its value at a time; blanks are not counted, since folding changes them.
class ScalarWalk {
public:
    ScalarWalk(const YamlDocument& document, const YamlNode& scalar)
        : m_document(document)
        , m_line(scalar.at.line)
        , m_text(lineOf(document, scalar.at.line))
        , m_at(scalar.at.column - 1)
    {
        skipProperties();
        const QChar first = peek();
        if (first == QLatin1Char('|') || first == QLatin1Char('>')) {
            nextLine();
        } else if (first == QLatin1Char('"') || first == QLatin1Char('\'')) {
            m_quote = first;
            ++m_at;
        }
    }

    Position placeOf(qsizetype character)
    {
        for (qsizetype i = 0; i < character && skipBlanks(); ++i) {
            takeOne();
        }
        const Position behind = place();
        // The end of the text is where its last character ends, not where the next line begins.
        return skipBlanks() ? place() : behind;
    }
    Position placeBehind(qsizetype characters)
    {
        for (qsizetype i = 0; i < characters && skipBlanks(); ++i) {
            takeOne();
        }
        return place();
    }

private:
    QChar peek(qsizetype ahead = 0) const { return m_at + ahead < m_text.size() ? m_text.at(m_at + ahead) : QChar(); }

    /// Anchors and tags stand before the value.
    void skipProperties()
    {
        while (peek() == QLatin1Char('&') || peek() == QLatin1Char('!')) {
            while (m_at < m_text.size() && !peek().isSpace()) {
                ++m_at;
            }
            while (m_at < m_text.size() && peek().isSpace()) {
                ++m_at;
            }
        }
    }

    bool nextLine()
    {
        if (m_line >= m_document.text.lineCount()) {
            return false;
        }
        m_text = lineOf(m_document, ++m_line);
        m_at = 0;
        return true;
    }

    /// To the next character that is none of a blank; false at the end of the file.
    bool skipBlanks()
    {
        while (true) {
            const bool blankEscape
                = m_quote == QLatin1Char('"') && peek() == QLatin1Char('\\') && QStringLiteral("ntr vf").contains(peek(1));
            if (m_at >= m_text.size() || (m_quote == QLatin1Char('"') && peek() == QLatin1Char('\\') && m_at + 1 == m_text.size())) {
                if (!nextLine()) {
                    return false;
                }
            } else if (peek().isSpace() || blankEscape) {
                m_at += blankEscape ? 2 : 1;
            } else {
                return true;
            }
        }
    }

    void takeOne()
    {
        if (m_quote == QLatin1Char('\'') && peek() == QLatin1Char('\'')) {
            ++m_at;
        } else if (m_quote == QLatin1Char('"') && peek() == QLatin1Char('\\')) {
            const QChar kind = peek(1);
            m_at += kind == QLatin1Char('x') ? 3 : kind == QLatin1Char('u') ? 5 : kind == QLatin1Char('U') ? 9 : 1;
        }
        ++m_at;
    }

    Position place() const
    {
        const QString before = m_text.left(m_at);
        return {m_line, static_cast<int>(before.toUcs4().size()) + 1};
    }

    const YamlDocument& m_document;
    int m_line;
    QString m_text;
    qsizetype m_at;
    QChar m_quote;
};

} // namespace

std::optional<YamlDocument> readRuleYaml(const QString& file, const QByteArray& bytes, Problems& problems)
{
    const QByteArray utf8 = firstDocument(file, toUtf8(bytes));
    if (holdsNothing(utf8)) {
        return YamlDocument{SourceText(file, utf8), YamlNode{}};
    }
    Problems found;
    std::optional<YamlDocument> document = readYaml(file, utf8, found);
    const int behind = document ? 0 : lineBehindDocument(SourceText(file, utf8));
    if (behind > 0) {
        const QByteArray part = utf8.left(SourceText(file, utf8).offsetOf(behind - 1, 0));
        Problems partly;
        document = readYaml(file, part, partly);
        if (document) {
            found = partly;
            found.push_back({file, {behind, 1}, Severity::Warning, QStringLiteral("text-after-end"),
                QStringLiteral("Prometheus reads up to here only: this line is indented less than the first one."),
                QStringLiteral("Indent all lines alike, or everything from here on is without effect.")});
        }
    }
    for (Problem& problem : found) {
        if (problem.code == QLatin1String("unknown-tag") || isNullKey(document, problem)) {
            problem.severity = Severity::Warning;
        }
        problems.push_back(std::move(problem));
    }
    if (document) {
        Merger(file, problems).run(document->root);
    }
    return document;
}

QString writtenText(const YamlDocument& document, const YamlNode& scalar)
{
    if (scalar.at.line < 1) {
        return {};
    }
    const QString rest = lineOf(document, scalar.at.line).mid(scalar.at.column - 1);
    qsizetype end = 0;
    while (end < rest.size() && !rest.at(end).isSpace() && rest.at(end) != QLatin1Char(',') && rest.at(end) != QLatin1Char('}')) {
        ++end;
    }
    const QString word = rest.left(end);
    if (word.size() > 1 && word.startsWith(QLatin1Char('*')) && !scalar.text.startsWith(QLatin1Char('*'))) {
        return word.mid(1);
    }
    if (scalar.kind != YamlNode::Kind::Null) {
        return scalar.kind == YamlNode::Kind::Scalar ? scalar.text : QString();
    }
    const bool null
        = word == QLatin1String("~") || word == QLatin1String("null") || word == QLatin1String("Null") || word == QLatin1String("NULL");
    return null ? word : QString();
}

Position placeInScalar(const YamlDocument& document, const YamlNode& scalar, qsizetype offset)
{
    if (scalar.at.line < 1 || scalar.kind != YamlNode::Kind::Scalar) {
        return scalar.at;
    }
    const QString before = scalar.text.left(offset);
    const qsizetype characters = std::ranges::count_if(before, [](QChar c) { return !c.isSpace(); });
    const QString rest = scalar.text.mid(offset);
    const bool behindAll = std::ranges::all_of(rest, [](QChar c) { return c.isSpace(); });
    ScalarWalk walk(document, scalar);
    return behindAll && characters > 0 ? walk.placeBehind(characters) : walk.placeOf(characters);
}

} // namespace fairlead::formats::alerts
