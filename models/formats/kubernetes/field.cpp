#include "models/formats/kubernetes/field.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace fairlead::formats::kubernetes {

namespace {

bool isNull(const YamlNode& node)
{
    if (node.kind == YamlNode::Kind::Null) {
        return true;
    }
    const bool plain = node.kind == YamlNode::Kind::Scalar && !node.quoted;
    return plain
        && (node.text.isEmpty() || node.text == QLatin1String("~") || node.text == QLatin1String("null")
            || node.text == QLatin1String("Null") || node.text == QLatin1String("NULL"));
}

std::optional<bool> truthOf(const YamlNode& node)
{
    // Kubernetes reads YAML 1.1, where these words are truth values.
    static const QStringList yes{QStringLiteral("true"), QStringLiteral("yes"), QStringLiteral("on")};
    static const QStringList no{QStringLiteral("false"), QStringLiteral("no"), QStringLiteral("off")};
    if (node.kind != YamlNode::Kind::Scalar || node.quoted) {
        return std::nullopt;
    }
    const QString word = node.text.toLower();
    const bool oneCase = node.text == word || node.text == word.toUpper() || node.text == word.left(1).toUpper() + word.mid(1);
    if (oneCase && yes.contains(word)) {
        return true;
    }
    return oneCase && no.contains(word) ? std::optional(false) : std::nullopt;
}

std::optional<std::int64_t> wholeOf(const QString& text)
{
    static const QRegularExpression digits(QStringLiteral("^[-+]?[0-9]+$"));
    bool fits = false;
    const qlonglong value = digits.match(text).hasMatch() ? text.toLongLong(&fits) : 0;
    return fits ? std::optional<std::int64_t>(value) : std::nullopt;
}

std::optional<double> numberOf(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral("^[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?$"));
    bool fits = false;
    const double value = shape.match(text).hasMatch() ? text.toDouble(&fits) : 0.0;
    return fits ? std::optional(value) : std::nullopt;
}

QJsonValue scalarToJson(const YamlNode& node)
{
    if (isNull(node)) {
        return {};
    }
    if (node.quoted) {
        return node.text;
    }
    if (const auto truth = truthOf(node)) {
        return *truth;
    }
    if (const auto whole = wholeOf(node.text)) {
        return static_cast<qint64>(*whole);
    }
    const auto number = numberOf(node.text);
    return number ? QJsonValue(*number) : QJsonValue(node.text);
}

QJsonValue toJson(const YamlNode& node)
{
    if (node.kind == YamlNode::Kind::Sequence) {
        QJsonArray array;
        for (const YamlNode& item : node.items) {
            array.append(toJson(item));
        }
        return array;
    }
    if (node.kind == YamlNode::Kind::Map) {
        QJsonObject object;
        for (const YamlEntry& entry : node.entries) {
            object.insert(entry.key, toJson(entry.value));
        }
        return object;
    }
    return scalarToJson(node);
}

} // namespace

Field::Field(const YamlNode& node, QString path)
    : Field(isNull(node) ? nullptr : &node, std::move(path), node.at, node.at)
{
}

Field::Field(const YamlNode* node, QString path, Position at, Position keyAt)
    : m_node(node)
    , m_path(std::move(path))
    , m_at(at)
    , m_keyAt(keyAt)
{
}

Field Field::operator[](const char* key) const
{
    return (*this)[QString::fromLatin1(key)];
}

Field Field::operator[](const QString& key) const
{
    const QString path = m_path.isEmpty() ? key : m_path + QLatin1Char('.') + key;
    if (isMap()) {
        const auto place = std::ranges::find(m_node->entries, key, &YamlEntry::key);
        if (place != m_node->entries.end()) {
            const bool empty = isNull(place->value);
            return {empty ? nullptr : &place->value, path, empty ? place->keyAt : place->value.at, place->keyAt};
        }
    }
    return {nullptr, path, m_at, m_at};
}

std::vector<Field> Field::items() const
{
    std::vector<Field> fields;
    if (isList()) {
        for (std::size_t i = 0; i < m_node->items.size(); ++i) {
            const YamlNode& item = m_node->items[i];
            fields.push_back({isNull(item) ? nullptr : &item, QStringLiteral("%1[%2]").arg(m_path).arg(i), item.at, item.at});
        }
    }
    return fields;
}

std::vector<std::pair<QString, Field>> Field::entries() const
{
    std::vector<std::pair<QString, Field>> fields;
    if (isMap()) {
        for (const YamlEntry& entry : m_node->entries) {
            if (!isNull(entry.value)) {
                const QString path = m_path.isEmpty() ? entry.key : m_path + QLatin1Char('.') + entry.key;
                fields.emplace_back(entry.key, Field(&entry.value, path, entry.value.at, entry.keyAt));
            }
        }
    }
    return fields;
}

QString Field::firstKey() const
{
    return isMap() && !m_node->entries.empty() ? m_node->entries.front().key : QString();
}

int Field::size() const
{
    if (isMap()) {
        return static_cast<int>(m_node->entries.size());
    }
    return isList() ? static_cast<int>(m_node->items.size()) : 0;
}

bool Field::isText() const
{
    return isScalar() && scalarToJson(*m_node).isString();
}

QString Field::text() const
{
    return isScalar() ? m_node->text : QString();
}

std::optional<QString> Field::optionalText() const
{
    return isScalar() ? std::optional(m_node->text) : std::nullopt;
}

std::optional<std::int64_t> Field::whole() const
{
    return isScalar() && !m_node->quoted ? wholeOf(m_node->text) : std::nullopt;
}

std::optional<double> Field::number() const
{
    return isScalar() && !m_node->quoted ? numberOf(m_node->text) : std::nullopt;
}

std::optional<bool> Field::flag() const
{
    return m_node == nullptr ? std::nullopt : truthOf(*m_node);
}

std::optional<std::int64_t> Field::intOrText() const
{
    return isScalar() ? std::optional(wholeOf(m_node->text).value_or(0)) : std::nullopt;
}

QJsonValue Field::json() const
{
    return m_node == nullptr ? QJsonValue() : toJson(*m_node);
}

} // namespace fairlead::formats::kubernetes
