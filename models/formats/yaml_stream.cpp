#include "models/formats/yaml_stream.h"

#include "models/formats/text_decoding.h"
#include "models/formats/yaml_reader.h"

#include <algorithm>

namespace fairlead::formats {

namespace {

struct Chunk {
    QByteArray text;
    int firstLine = 1;
};

bool isSeparator(const QByteArray& line)
{
    return line == "---" || line.startsWith("--- ") || line.startsWith("---\t");
}

bool saysNothing(const QByteArray& line)
{
    const QByteArray trimmed = line.trimmed();
    return trimmed.isEmpty() || trimmed.startsWith('#');
}

/// The documents as text, separators included. Directives ("%YAML 1.2") belong to the document that follows them.
std::vector<Chunk> split(const SourceText& text)
{
    std::vector<Chunk> chunks;
    Chunk chunk;
    bool directives = false;
    for (int number = 1; number <= text.lineCount(); ++number) {
        const QByteArray line = text.line(number);
        if (isSeparator(line) && !directives && number > chunk.firstLine) {
            chunks.push_back(std::move(chunk));
            chunk = {QByteArray(), number};
        }
        directives = line.startsWith('%') || (directives && saysNothing(line));
        chunk.text += line;
        chunk.text += '\n';
    }
    chunks.push_back(std::move(chunk));
    return chunks;
}

/// Line of the first thing that is said, from 1 within the chunk; 0 for comments alone.
int firstSpeakingLine(const QByteArray& text)
{
    int number = 0;
    for (const QByteArray& line : text.split('\n')) {
        ++number;
        if (!saysNothing(line) && line != "..." && line.trimmed() != "---" && !line.startsWith('%')) {
            return number;
        }
    }
    return 0;
}

void shift(Position& at, int lines)
{
    at.line += at.line > 0 ? lines : 0;
}

/// Moves the places of a tree; returns how many values it holds.
int shift(YamlNode& node, int lines)
{
    int count = 1;
    shift(node.at, lines);
    for (YamlNode& item : node.items) {
        count += shift(item, lines);
    }
    for (YamlEntry& entry : node.entries) {
        shift(entry.keyAt, lines);
        count += shift(entry.value, lines);
    }
    return count;
}

/// Blanks the lines that hold only "..." (or "…"), so that places stay; the line of the first one, from 1, or 0.
int blankEllipses(QByteArray& text)
{
    QList<QByteArray> lines = text.split('\n');
    int first = 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QByteArray trimmed = lines.at(i).trimmed();
        if (trimmed == "..." || trimmed == "\xE2\x80\xA6") {
            lines[i].clear();
            first = first > 0 ? first : static_cast<int>(i) + 1;
        }
    }
    text = lines.join('\n');
    return first;
}

/// Problems of one chunk with places of the file. What decoding says was said of the whole file already.
void take(const Problems& found, int lines, Problems& problems)
{
    for (Problem problem : found) {
        if (problem.severity == Severity::Error) {
            shift(problem.at, lines);
            problems.push_back(std::move(problem));
        }
    }
}

/// Lines "..." that stand in a block or in quotes, where they are text.
int ellipsesIn(const YamlNode& node)
{
    int count = 0;
    if (node.kind == YamlNode::Kind::Scalar && node.quoted) {
        for (const QString& line : node.text.split(QLatin1Char('\n'))) {
            count += line.trimmed() == QLatin1String("...") ? 1 : 0;
        }
    }
    for (const YamlNode& item : node.items) {
        count += ellipsesIn(item);
    }
    for (const YamlEntry& entry : node.entries) {
        count += ellipsesIn(entry.value);
    }
    return count;
}

/// yaml-cpp accepts some extracts that are no YAML. At the margin "..." rightly ends a document.
bool leavesPartsOut(const QByteArray& text, const YamlNode& root)
{
    const QList<QByteArray> lines = text.split('\n');
    const auto indented = [](const QByteArray& line) { return line.startsWith(' ') && line.trimmed() == "..."; };
    const auto count = std::ranges::count_if(lines, indented);
    return count > 0 && count > ellipsesIn(root);
}

Problem elidedAt(const QString& file, const YamlPart& part, int ellipsis)
{
    const QByteArray line = part.text.split('\n').at(ellipsis - 1);
    const QByteArray shown = line.trimmed();
    return {file, {ellipsis + part.firstLine - 1, static_cast<int>(line.indexOf(shown)) + 1}, Severity::Error, QStringLiteral("elided"),
        QStringLiteral("“%1” stands for a part that is left out; this is an extract, not a whole document.").arg(QString::fromUtf8(shown)),
        QStringLiteral("Write the part out. What else the document says was read.")};
}

/// A template of Helm makes one problem, not one for each of its braces.
void foldTemplates(const QByteArray& text, Problems& found)
{
    const QList<QByteArray> lines = text.split('\n');
    const auto inTemplate = [&](const Problem& problem) {
        const int line = problem.at.line;
        return problem.severity == Severity::Error && line > 0 && line <= lines.size() && lines.at(line - 1).contains("{{");
    };
    const auto first = std::ranges::find_if(found, inTemplate);
    if (first == found.end()) {
        return;
    }
    Problem problem = *first;
    problem.code = QStringLiteral("template");
    problem.message = QStringLiteral("“{{” opens a template: this becomes YAML only when it is rendered.");
    problem.help = QStringLiteral("Render it first (helm template …), or put the value in quotes.");
    std::erase_if(found, inTemplate);
    found.insert(found.begin(), std::move(problem));
}

void readPart(const QString& file, YamlPart& part, Problems& problems)
{
    Problems found;
    std::optional<YamlDocument> document = readYaml(file, part.text, found);
    if (!document || leavesPartsOut(part.text, document->root)) {
        QByteArray rest = part.text;
        const int ellipsis = blankEllipses(rest);
        if (ellipsis > 0) {
            part.elided = true;
            problems.push_back(elidedAt(file, part, ellipsis));
            found.clear();
            document = readYaml(file, rest, found);
        }
    }
    foldTemplates(part.text, found);
    take(found, part.firstLine - 1, problems);
    if (document) {
        part.root = std::move(document->root);
    }
}

} // namespace

std::vector<YamlPart> readYamlStream(const QString& file, const QByteArray& bytes, Problems& problems)
{
    std::vector<YamlPart> parts;
    const std::optional<SourceText> text = decodeStrictly(file, bytes, problems);
    if (!text) {
        return parts;
    }
    int values = 0;
    for (Chunk& chunk : split(*text)) {
        const int speaking = firstSpeakingLine(chunk.text);
        if (speaking == 0) {
            continue;
        }
        YamlPart part;
        part.number = static_cast<int>(parts.size()) + 1;
        part.firstLine = chunk.firstLine;
        part.line = chunk.firstLine + speaking - 1;
        part.text = std::move(chunk.text);
        if (part.number > kMostDocuments) {
            problems.push_back({file, {part.line, 1}, Severity::Error, QStringLiteral("too-many-documents"),
                QStringLiteral("The file holds more than %1 documents.").arg(kMostDocuments),
                QStringLiteral("Spread them over several files. What stands from here on was not read.")});
            break;
        }
        readPart(file, part, problems);
        values += part.root ? shift(*part.root, part.firstLine - 1) : 0;
        const int line = part.line;
        parts.push_back(std::move(part));
        if (values > kMostValues) {
            problems.push_back({file, {line, 1}, Severity::Error, QStringLiteral("too-many-values"),
                QStringLiteral("The documents up to this one hold more than %1 values, aliases counted each time.").arg(kMostValues),
                QStringLiteral("Spread them over several files. What stands behind this document was not read.")});
            break;
        }
    }
    if (parts.empty() && !hasErrors(problems)) {
        problems.push_back({file, {}, Severity::Error, QStringLiteral("empty-file"), QStringLiteral("The file holds nothing but comments."),
            QStringLiteral("Write it, or take it out.")});
    }
    return parts;
}

} // namespace fairlead::formats
