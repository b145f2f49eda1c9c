#pragma once

#include "models/base/instant.h"
#include "models/base/problem.h"
#include "models/formats/yaml_reader.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::formats {

/// Writes problems of one document. Refers to the document and the list, which outlive it.
class YamlScribe {
public:
    YamlScribe(const YamlDocument& document, Problems& problems)
        : m_document(&document)
        , m_problems(&problems)
    {
    }

    void error(Position at, const char* code, QString message, QString help = {}) const;
    void warn(Position at, const char* code, QString message, QString help = {}) const;
    /// The place of character @p column (from 1) of a scalar's text; of the scalar where it is not on one line as written.
    Position within(const YamlNode& scalar, int column) const;
    int errorCount() const;

private:
    const YamlDocument* m_document;
    Problems* m_problems;
};

enum class Need { Required, Optional };

/// A text of the file and where it stands.
struct PlacedText {
    QString text;
    Position at;
};

/// The texts alone.
QStringList textsOf(const std::vector<PlacedText>& placed);

/// Walks one map: each key that is asked for is known, finish() reports the others. A value that does not fit is reported
/// where it stands, and nullopt is given; the caller goes on, so that all problems come at once.
class YamlMap {
public:
    /// @p what names the map in messages: "the deployment". @p at is where a missing key is reported.
    YamlMap(const YamlScribe& scribe, const YamlNode& node, QString what, Position at);

    const YamlScribe& scribe() const { return m_scribe; }
    Position at() const { return m_at; }

    /// Does the map hold @p key, with or without a value? Does not make it known.
    bool has(const char* key) const;
    /// The value of @p key; nullptr when it is absent or empty (reported when required).
    const YamlNode* find(const char* key, Need need);
    /// Place of the value of @p key, else of the map.
    Position placeOf(const char* key) const;

    /// One line of text that is not blank. Numbers and words such as "no" are text as written.
    std::optional<QString> text(const char* key, Need need);
    /// Text of one or more lines.
    std::optional<QString> paragraph(const char* key, Need need);
    std::optional<double> number(const char* key, Need need, double low, double high);
    std::optional<int> whole(const char* key, Need need, int low, int high);
    std::optional<bool> flag(const char* key, Need need);
    std::optional<Millis> duration(const char* key, Need need, Millis low, Millis high);
    /// nullptr when absent or not a list.
    const std::vector<YamlNode>* list(const char* key, Need need);
    std::optional<YamlMap> map(const char* key, Need need);
    /// The entries of a list of texts, each once.
    std::vector<PlacedText> texts(const char* key, Need need);

    const std::vector<YamlEntry>& entries() const { return m_node->entries; }
    /// Reports every key that nobody asked for.
    void finish() const;

private:
    YamlScribe m_scribe;
    const YamlNode* m_node;
    QString m_what;
    Position m_at;
    QStringList m_known;
};

/// Is @p node a map? Reported with @p what ("a step", "the file") otherwise.
bool expectMap(const YamlScribe& scribe, const YamlNode& node, const QString& what);
/// "a list", "a map", "text", "nothing".
QString kindInWords(const YamlNode& node);
/// One line of text; reported otherwise.
std::optional<QString> textOf(const YamlScribe& scribe, const YamlNode& node, const QString& what);
/// A number as people write it: no quotes, no leading zero, no NaN; reported otherwise.
std::optional<double> numberOf(const YamlScribe& scribe, const YamlNode& node, const QString& what, double low, double high);
std::optional<Millis> durationOf(const YamlScribe& scribe, const YamlNode& node, const QString& what, Millis low, Millis high);

} // namespace fairlead::formats
