#pragma once

#include "models/formats/yaml_node.h"

#include <QJsonValue>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace fairlead::formats::kubernetes {

/// One field of an object as its controller sees it: a key that is absent and one that is null are alike, and asking below
/// something that is not there is fine. Points into a YamlNode that outlives it. Value; thread: any.
class Field {
public:
    /// @p path as people write it: "spec.strategy.canary.steps[2]".
    Field(const YamlNode& node, QString path);

    /// Is there a value, even an empty map or an empty text?
    bool isSet() const { return m_node != nullptr; }
    const QString& path() const { return m_path; }
    /// Of the value; of the nearest map around it where there is none.
    Position at() const { return m_at; }
    /// Of the key where there is one, else the same.
    Position keyAt() const { return m_keyAt; }

    Field operator[](const char* key) const;
    Field operator[](const QString& key) const;
    /// The elements of a list; nothing for anything else.
    std::vector<Field> items() const;
    /// The entries of a map with their keys, those without a value left out.
    std::vector<std::pair<QString, Field>> entries() const;
    /// The first key of a map, also one without a value; empty for anything else.
    QString firstKey() const;
    /// Entries of a map or elements of a list.
    int size() const;

    bool isMap() const { return m_node != nullptr && m_node->kind == YamlNode::Kind::Map; }
    bool isList() const { return m_node != nullptr && m_node->kind == YamlNode::Kind::Sequence; }
    bool isScalar() const { return m_node != nullptr && m_node->kind == YamlNode::Kind::Scalar; }
    /// Is it text to a YAML reader: in quotes, or neither number nor truth value?
    bool isText() const;

    /// Text as written; empty for anything but a scalar.
    QString text() const;
    /// The same, but empty optional where nothing is set.
    std::optional<QString> optionalText() const;
    /// A whole number without quotes.
    std::optional<std::int64_t> whole() const;
    std::optional<double> number() const;
    std::optional<bool> flag() const;
    /// Kubernetes' int-or-string read as a number: 3, "3"; 0 for other texts, as its IntValue does.
    std::optional<std::int64_t> intOrText() const;

    /// The value as JSON with the types that YAML gives it; null where nothing is set.
    QJsonValue json() const;

private:
    Field(const YamlNode* node, QString path, Position at, Position keyAt);

    const YamlNode* m_node;
    QString m_path;
    Position m_at;
    Position m_keyAt;
};

} // namespace fairlead::formats::kubernetes
