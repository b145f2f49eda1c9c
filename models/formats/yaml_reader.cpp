#include "models/formats/yaml_reader.h"

#include "models/formats/text_decoding.h"
#include "models/formats/yaml_lines.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <exception>
#include <map>
#include <set>
#include <sstream>

namespace fairlead::formats {

namespace {

/// Thrown by the builder to end the parse; caught in this file.
struct Stop {
    Problem problem;
};

QString fromStd(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Problem unclosedQuoteAt(const QString& file, Position at)
{
    return {file, at, Severity::Error, QStringLiteral("unclosed-quote"), QStringLiteral("The quote that opens here is never closed."),
        QStringLiteral("Close it at the end of the value.")};
}

/// Turns yaml-cpp's events into our own tree, one document. Depth and size are bounded here, before yaml-cpp goes deeper.
class TreeBuilder final : public YAML::EventHandler {
public:
    TreeBuilder(const SourceText& text, Problems& problems)
        : m_text(text)
        , m_problems(problems)
    {
    }

    YamlNode takeRoot() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark& /*mark*/) override { }
    void OnDocumentEnd() override { }

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { take(node(YamlNode::Kind::Null, mark), anchor, 1); }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        const auto known = m_anchors.find(anchor);
        if (known == m_anchors.end()) {
            stop(mark, "recursive-alias", QStringLiteral("This alias (*) stands inside of the value that it names."),
                QStringLiteral("Write the value out."));
        }
        count(at(mark), known->second.size);
        YamlNode copy = known->second.node;
        copy.at = at(mark);
        place(std::move(copy), 0, known->second.size);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override
    {
        checkTag(mark, tag);
        // yaml-cpp 0.7 takes the end of the file for the end of a quote.
        if (tag == "!" && !isClosedQuote(m_text, m_text.offsetOf(mark.line, mark.column))) {
            throw Stop{unclosedQuoteAt(m_text.file(), at(mark))};
        }
        YamlNode scalar = node(YamlNode::Kind::Scalar, mark);
        // yaml-cpp gives "!" for quoted and block scalars, "?" for plain ones.
        scalar.quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
        scalar.text = fromStd(value);
        take(std::move(scalar), anchor, 1);
    }

    void OnSequenceStart(
        const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value /*style*/) override
    {
        open(YamlNode::Kind::Sequence, mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value /*style*/) override
    {
        open(YamlNode::Kind::Map, mark, tag, anchor);
    }
    void OnMapEnd() override { close(); }

private:
    struct Frame {
        YamlNode node;
        YAML::anchor_t anchor = 0;
        int size = 1;
        bool awaitsValue = false; ///< maps: the key is there, its value is next
    };
    struct Anchored {
        YamlNode node;
        int size = 1;
    };

    Position at(const YAML::Mark& mark) const { return m_text.positionOf(mark.line, mark.column); }

    YamlNode node(YamlNode::Kind kind, const YAML::Mark& mark) const
    {
        YamlNode made;
        made.kind = kind;
        made.at = at(mark);
        return made;
    }

    [[noreturn]] void stop(const YAML::Mark& mark, const char* code, QString message, QString help) const
    {
        throw Stop{{m_text.file(), at(mark), Severity::Error, QString::fromLatin1(code), std::move(message), std::move(help)}};
    }

    void report(Position place, const char* code, QString message, QString help)
    {
        m_problems.push_back({m_text.file(), place, Severity::Error, QString::fromLatin1(code), std::move(message), std::move(help)});
    }

    void checkTag(const YAML::Mark& mark, const std::string& tag)
    {
        static const std::set<std::string> known{"", "?", "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float",
            "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"};
        if (!known.contains(tag)) {
            report(at(mark), "unknown-tag", QStringLiteral("The tag “%1” has no meaning here.").arg(fromStd(tag)),
                QStringLiteral("Delete it and write the plain value."));
        }
    }

    void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor)
    {
        if (static_cast<int>(m_open.size()) >= kDeepestNesting) {
            stop(mark, "too-deep", QStringLiteral("Values are nested deeper than %1 levels here.").arg(kDeepestNesting),
                QStringLiteral("Check for brackets that are never closed. Nothing of the file was used."));
        }
        checkTag(mark, tag);
        count(at(mark), 1);
        Frame frame;
        frame.node = node(kind, mark);
        frame.anchor = anchor;
        m_open.push_back(std::move(frame));
    }

    void close()
    {
        Frame frame = std::move(m_open.back());
        m_open.pop_back();
        place(std::move(frame.node), frame.anchor, frame.size);
    }

    void count(Position place, int size)
    {
        m_count += size;
        if (m_count > kMostValues) {
            throw Stop{{m_text.file(), place, Severity::Error, QStringLiteral("too-many-values"),
                QStringLiteral("The file holds more than %1 values, aliases counted each time.").arg(kMostValues),
                QStringLiteral("Write fewer, or spread them over several files. Nothing of the file was used.")}};
        }
    }

    void take(YamlNode value, YAML::anchor_t anchor, int size)
    {
        count(value.at, size);
        place(std::move(value), anchor, size);
    }

    void place(YamlNode value, YAML::anchor_t anchor, int size)
    {
        if (anchor != 0) {
            count(value.at, size);
            m_anchors[anchor] = {value, size};
        }
        if (m_open.empty()) {
            m_root = std::move(value);
            return;
        }
        Frame& frame = m_open.back();
        frame.size += size;
        if (frame.node.kind == YamlNode::Kind::Sequence) {
            frame.node.items.push_back(std::move(value));
        } else if (frame.awaitsValue) {
            YamlEntry& entry = frame.node.entries.back();
            // yaml-cpp says of a value that is not there that it stands at the next one.
            if (value.kind == YamlNode::Kind::Null && value.at.line != entry.keyAt.line) {
                value.at = entry.keyAt;
            }
            entry.value = std::move(value);
            frame.awaitsValue = false;
        } else {
            addKey(frame, value);
        }
    }

    void addKey(Frame& frame, const YamlNode& key)
    {
        if (key.kind != YamlNode::Kind::Scalar || key.text.trimmed().isEmpty()) {
            report(key.at, "bad-key", QStringLiteral("A key must be a word."), QStringLiteral("Write it as “key: value”."));
        }
        frame.node.entries.push_back({key.text, key.at, {}});
        frame.awaitsValue = true;
    }

    const SourceText& m_text;
    Problems& m_problems;
    YamlNode m_root;
    std::vector<Frame> m_open;
    std::map<YAML::anchor_t, Anchored> m_anchors;
    int m_count = 0;
};

/// What people most often did wrong when yaml-cpp says @p message.
QString helpFor(const QString& message, const QByteArray& line)
{
    if (line.contains(": >") || line.contains(": <") || line.contains(": |")) {
        return QStringLiteral("Put quotes around conditions and texts that begin with a sign: \"> 0.85\".");
    }
    if (message.contains(QLatin1String("map value")) || message.contains(QLatin1String("map key"))) {
        return QStringLiteral("Put quotes around a value that holds “: ”, and indent keys of one level alike.");
    }
    if (message.contains(QLatin1String("escape"))) {
        return QStringLiteral("In double quotes a backslash starts an escape: write two, or use single quotes.");
    }
    if (message.contains(QLatin1String("alias")) || message.contains(QLatin1String("anchor"))) {
        return QStringLiteral("Put quotes around a value that begins with & or *.");
    }
    return QStringLiteral("Check the indentation of this line and the one before, and that brackets and quotes are closed.");
}

Problem syntaxProblem(const SourceText& text, const YAML::ParserException& exception)
{
    const std::optional<Position> quote = unclosedQuote(text);
    if (quote) {
        return unclosedQuoteAt(text.file(), *quote);
    }
    const Position at = exception.mark.is_null() ? Position{} : text.positionOf(exception.mark.line, exception.mark.column);
    const QString message = fromStd(exception.msg);
    return {text.file(), at, Severity::Error, QStringLiteral("syntax"), QStringLiteral("This is not YAML: %1.").arg(message),
        helpFor(message, text.line(at.line))};
}

Problem restProblem(const SourceText& text)
{
    const int line = secondDocumentLine(text);
    if (line > 0) {
        return {text.file(), {line, 1}, Severity::Error, QStringLiteral("multiple-documents"),
            QStringLiteral("A second document begins here; one file holds one."),
            QStringLiteral("Put it into a file of its own, or delete the “---”.")};
    }
    return {text.file(), {text.lineCount(), 1}, Severity::Error, QStringLiteral("syntax"),
        QStringLiteral("There is text after the end of the document."), QStringLiteral("Check the indentation of the last lines.")};
}

void reportDuplicates(const QString& file, const YamlNode& node, Problems& problems)
{
    std::map<QString, Position> seen;
    for (const YamlEntry& entry : node.entries) {
        const auto [first, isNew] = seen.emplace(entry.key, entry.keyAt);
        if (!isNew && !entry.key.isEmpty()) {
            problems.push_back({file, entry.keyAt, Severity::Error, QStringLiteral("duplicate-key"),
                QStringLiteral("“%1” stands here for the second time; first in line %2.").arg(entry.key).arg(first->second.line),
                QStringLiteral("Keep one of them.")});
        }
        reportDuplicates(file, entry.value, problems);
    }
    for (const YamlNode& item : node.items) {
        reportDuplicates(file, item, problems);
    }
}

/// The tree of the first document; problems and nullopt when there is none, or more than one.
std::optional<YamlNode> parse(const SourceText& text, Problems& problems)
{
    try {
        std::istringstream stream(text.utf8().toStdString());
        YAML::Parser parser(stream);
        TreeBuilder builder(text, problems);
        if (!parser.HandleNextDocument(builder)) {
            problems.push_back({text.file(), {}, Severity::Error, QStringLiteral("empty-file"),
                QStringLiteral("The file holds nothing but comments."), QStringLiteral("Write it, or take it out.")});
            return std::nullopt;
        }
        YamlNode root = builder.takeRoot();
        Problems ignored;
        TreeBuilder rest(text, ignored);
        if (parser.HandleNextDocument(rest)) {
            problems.push_back(restProblem(text));
            return std::nullopt;
        }
        return root;
    } catch (const Stop& stop) {
        problems.push_back(stop.problem);
    } catch (const YAML::ParserException& exception) {
        problems.push_back(syntaxProblem(text, exception));
    } catch (const std::exception& exception) {
        problems.push_back({text.file(), {}, Severity::Error, QStringLiteral("syntax"),
            QStringLiteral("This is not YAML: %1.").arg(QString::fromUtf8(exception.what())),
            QStringLiteral("Check the file from its beginning.")});
    }
    return std::nullopt;
}

} // namespace

std::optional<YamlDocument> readYaml(const QString& file, const QByteArray& bytes, Problems& problems)
{
    const std::optional<SourceText> text = decodeStrictly(file, bytes, problems);
    if (!text) {
        return std::nullopt;
    }
    const Problems tabs = tabIndentations(*text);
    if (!tabs.empty()) {
        problems.insert(problems.end(), tabs.begin(), tabs.end());
        return std::nullopt;
    }
    std::optional<YamlNode> root = parse(*text, problems);
    if (!root) {
        return std::nullopt;
    }
    reportDuplicates(file, *root, problems);
    return YamlDocument{*text, std::move(*root)};
}

} // namespace fairlead::formats
