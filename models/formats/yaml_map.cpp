#include "models/formats/yaml_map.h"

#include "models/base/duration.h"
#include "models/formats/nearest.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace fairlead::formats {

namespace {

QString quoted(const QString& text)
{
    constexpr qsizetype kShown = 60;
    return QStringLiteral("“%1”").arg(text.size() > kShown ? text.left(kShown) + QStringLiteral("…") : text);
}

QString plainNumber(double value)
{
    return QString::number(value, 'g', 12);
}

bool isIntegerTrap(const QString& text)
{
    // YAML 1.1 reads 010 as eight and 1_000 as a thousand, YAML 1.2 does not; people mean neither.
    static const QRegularExpression trap(QStringLiteral("^[+-]?(0[0-9_]+|0[xob][0-9A-Fa-f_]+|[0-9]+(_[0-9]+)+)$"));
    return trap.match(text).hasMatch();
}

} // namespace

void YamlScribe::error(Position at, const char* code, QString message, QString help) const
{
    m_problems->push_back({m_document->text.file(), at, Severity::Error, QString::fromLatin1(code), std::move(message), std::move(help)});
}

void YamlScribe::warn(Position at, const char* code, QString message, QString help) const
{
    m_problems->push_back({m_document->text.file(), at, Severity::Warning, QString::fromLatin1(code), std::move(message), std::move(help)});
}

Position YamlScribe::within(const YamlNode& scalar, int column) const
{
    const QString line = QString::fromUtf8(m_document->text.line(scalar.at.line));
    const int start = scalar.at.column + (scalar.quoted ? 1 : 0);
    return line.mid(start - 1, scalar.text.size()) == scalar.text ? Position{scalar.at.line, start + column - 1} : scalar.at;
}

int YamlScribe::errorCount() const
{
    return static_cast<int>(std::ranges::count(*m_problems, Severity::Error, &Problem::severity));
}

YamlMap::YamlMap(const YamlScribe& scribe, const YamlNode& node, QString what, Position at)
    : m_scribe(scribe)
    , m_node(&node)
    , m_what(std::move(what))
    , m_at(at)
{
}

bool YamlMap::has(const char* key) const
{
    return std::ranges::find(m_node->entries, QLatin1String(key), &YamlEntry::key) != m_node->entries.end();
}

const YamlNode* YamlMap::find(const char* key, Need need)
{
    const QString name = QString::fromLatin1(key);
    if (!m_known.contains(name)) {
        m_known.append(name);
    }
    const auto place = std::ranges::find(m_node->entries, name, &YamlEntry::key);
    if (place == m_node->entries.end()) {
        if (need == Need::Required) {
            m_scribe.error(m_at, "missing-key", QStringLiteral("%1 is missing in %2.").arg(quoted(name), m_what),
                QStringLiteral("Add a line “%1: …”.").arg(name));
        }
        return nullptr;
    }
    if (place->value.kind == YamlNode::Kind::Null) {
        if (need == Need::Required) {
            m_scribe.error(place->keyAt, "missing-value", QStringLiteral("%1 has no value.").arg(quoted(name)),
                QStringLiteral("Write one after the colon."));
        }
        return nullptr;
    }
    return &place->value;
}

Position YamlMap::placeOf(const char* key) const
{
    const auto place = std::ranges::find(m_node->entries, QString::fromLatin1(key), &YamlEntry::key);
    if (place == m_node->entries.end()) {
        return m_at;
    }
    return place->value.kind == YamlNode::Kind::Null ? place->keyAt : place->value.at;
}

std::optional<QString> YamlMap::text(const char* key, Need need)
{
    const YamlNode* node = find(key, need);
    if (node == nullptr || (need == Need::Optional && node->kind == YamlNode::Kind::Scalar && node->text.trimmed().isEmpty())) {
        return std::nullopt;
    }
    return textOf(m_scribe, *node, quoted(QString::fromLatin1(key)));
}

std::optional<QString> YamlMap::paragraph(const char* key, Need need)
{
    const YamlNode* node = find(key, need);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (node->kind != YamlNode::Kind::Scalar) {
        m_scribe.error(node->at, "wrong-type",
            QStringLiteral("%1 must be text, but this is %2.").arg(quoted(QString::fromLatin1(key)), kindInWords(*node)),
            QStringLiteral("Write the text on one line, or after “|” on indented ones."));
        return std::nullopt;
    }
    return node->text.trimmed();
}

std::optional<double> YamlMap::number(const char* key, Need need, double low, double high)
{
    const YamlNode* node = find(key, need);
    return node == nullptr ? std::nullopt : numberOf(m_scribe, *node, quoted(QString::fromLatin1(key)), low, high);
}

std::optional<int> YamlMap::whole(const char* key, Need need, int low, int high)
{
    const YamlNode* node = find(key, need);
    if (node == nullptr) {
        return std::nullopt;
    }
    const std::optional<double> value = numberOf(m_scribe, *node, quoted(QString::fromLatin1(key)), low, high);
    if (value && std::trunc(*value) != *value) {
        m_scribe.error(node->at, "bad-value", QStringLiteral("%1 must be a whole number.").arg(quoted(QString::fromLatin1(key))),
            QStringLiteral("Write %1, for example.").arg(std::trunc(*value)));
        return std::nullopt;
    }
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

std::optional<bool> YamlMap::flag(const char* key, Need need)
{
    const YamlNode* node = find(key, need);
    if (node == nullptr) {
        return std::nullopt;
    }
    const QString text = node->text.toLower();
    if (node->kind == YamlNode::Kind::Scalar && !node->quoted && (text == QLatin1String("true") || text == QLatin1String("false"))) {
        return text == QLatin1String("true");
    }
    const QString found = node->kind == YamlNode::Kind::Scalar ? quoted(node->text) : kindInWords(*node);
    m_scribe.error(node->at, "wrong-type",
        QStringLiteral("%1 must be true or false, but this is %2.").arg(quoted(QString::fromLatin1(key)), found),
        QStringLiteral("Write true or false, without quotes."));
    return std::nullopt;
}

std::optional<Millis> YamlMap::duration(const char* key, Need need, Millis low, Millis high)
{
    const YamlNode* node = find(key, need);
    return node == nullptr ? std::nullopt : durationOf(m_scribe, *node, quoted(QString::fromLatin1(key)), low, high);
}

const std::vector<YamlNode>* YamlMap::list(const char* key, Need need)
{
    const YamlNode* node = find(key, need);
    if (node == nullptr) {
        return nullptr;
    }
    if (node->kind != YamlNode::Kind::Sequence) {
        m_scribe.error(node->at, "wrong-type",
            QStringLiteral("%1 must be a list, but this is %2.").arg(quoted(QString::fromLatin1(key)), kindInWords(*node)),
            QStringLiteral("Begin each entry on a line of its own with “- ”."));
        return nullptr;
    }
    return &node->items;
}

std::optional<YamlMap> YamlMap::map(const char* key, Need need)
{
    const YamlNode* node = find(key, need);
    const QString what = quoted(QString::fromLatin1(key));
    if (node == nullptr || !expectMap(m_scribe, *node, what)) {
        return std::nullopt;
    }
    const auto entry = std::ranges::find(m_node->entries, QString::fromLatin1(key), &YamlEntry::key);
    return YamlMap(m_scribe, *node, what, entry->keyAt);
}

std::vector<PlacedText> YamlMap::texts(const char* key, Need need)
{
    std::vector<PlacedText> result;
    const std::vector<YamlNode>* nodes = list(key, need);
    if (nodes == nullptr) {
        return result;
    }
    const QString name = quoted(QString::fromLatin1(key));
    for (const YamlNode& node : *nodes) {
        const std::optional<QString> text = textOf(m_scribe, node, QStringLiteral("An entry of %1").arg(name));
        const bool known = text && std::ranges::find(result, *text, &PlacedText::text) != result.end();
        if (known) {
            m_scribe.error(node.at, "duplicate-value", QStringLiteral("%1 stands in %2 twice.").arg(quoted(*text), name),
                QStringLiteral("Keep one of them."));
        } else if (text) {
            result.push_back({*text, node.at});
        }
    }
    return result;
}

void YamlMap::finish() const
{
    QStringList seen;
    for (const YamlEntry& entry : m_node->entries) {
        if (entry.key.isEmpty() || m_known.contains(entry.key) || seen.contains(entry.key)) {
            continue;
        }
        seen.append(entry.key);
        if (entry.key == QLatin1String("<<")) {
            m_scribe.error(
                entry.keyAt, "unknown-key", QStringLiteral("Merge keys (<<) are not read."), QStringLiteral("Write the keys out."));
            continue;
        }
        m_scribe.error(entry.keyAt, "unknown-key", QStringLiteral("%1 is not a key of %2.").arg(quoted(entry.key), m_what),
            suggestion(entry.key, m_known, QStringLiteral("Known keys are"), QStringLiteral("Delete it.")));
    }
}

QStringList textsOf(const std::vector<PlacedText>& placed)
{
    QStringList texts;
    for (const PlacedText& each : placed) {
        texts.append(each.text);
    }
    return texts;
}

bool expectMap(const YamlScribe& scribe, const YamlNode& node, const QString& what)
{
    if (node.kind == YamlNode::Kind::Map) {
        return true;
    }
    scribe.error(node.at, "wrong-type", QStringLiteral("%1 must be a map of keys, but this is %2.").arg(what, kindInWords(node)),
        QStringLiteral("Write lines of the form “key: value”."));
    return false;
}

QString kindInWords(const YamlNode& node)
{
    switch (node.kind) {
    case YamlNode::Kind::Null: return QStringLiteral("empty");
    case YamlNode::Kind::Scalar:
        return node.quoted ? QStringLiteral("text in quotes") : QStringLiteral("the single value “%1”").arg(node.text.left(60));
    case YamlNode::Kind::Sequence: return QStringLiteral("a list");
    case YamlNode::Kind::Map: return QStringLiteral("a map of keys");
    }
    Q_UNREACHABLE();
}

std::optional<QString> textOf(const YamlScribe& scribe, const YamlNode& node, const QString& what)
{
    if (node.kind == YamlNode::Kind::Null) {
        scribe.error(node.at, "missing-value", QStringLiteral("%1 is empty.").arg(what), QStringLiteral("Write it, or delete the line."));
        return std::nullopt;
    }
    if (node.kind != YamlNode::Kind::Scalar) {
        scribe.error(node.at, "wrong-type", QStringLiteral("%1 must be text, but this is %2.").arg(what, kindInWords(node)),
            QStringLiteral("Write one value on the same line."));
        return std::nullopt;
    }
    const QString text = node.text.trimmed();
    if (text.isEmpty()) {
        scribe.error(node.at, "missing-value", QStringLiteral("%1 is empty.").arg(what), QStringLiteral("Write a value."));
        return std::nullopt;
    }
    const bool odd = std::ranges::any_of(text, [](QChar c) { return c.category() == QChar::Other_Control; });
    if (odd) {
        scribe.error(node.at, "bad-value", QStringLiteral("%1 must be one line of text.").arg(what),
            QStringLiteral("Take out line ends and control characters."));
        return std::nullopt;
    }
    return text;
}

std::optional<double> numberOf(const YamlScribe& scribe, const YamlNode& node, const QString& what, double low, double high)
{
    static const QRegularExpression shape(QStringLiteral("^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?$"));
    if (node.kind != YamlNode::Kind::Scalar || node.quoted) {
        const QString help = node.quoted ? QStringLiteral("Take the quotes away.") : QStringLiteral("Write one number.");
        scribe.error(node.at, "wrong-type", QStringLiteral("%1 must be a number, but this is %2.").arg(what, kindInWords(node)), help);
        return std::nullopt;
    }
    if (isIntegerTrap(node.text)) {
        scribe.error(node.at, "bad-value", QStringLiteral("%1 can be read in two ways: “%2”.").arg(what, node.text),
            QStringLiteral("Write a plain decimal number."));
        return std::nullopt;
    }
    bool ok = false;
    const double value = node.text.toDouble(&ok);
    if (!ok || !shape.match(node.text).hasMatch() || !std::isfinite(value)) {
        const QString help = node.text.endsWith(QLatin1Char('%')) ? QStringLiteral("Write the number without the sign.")
                                                                  : QStringLiteral("Write a plain decimal number such as 10 or 0.85.");
        scribe.error(node.at, "wrong-type", QStringLiteral("%1 must be a number, but this is “%2”.").arg(what, node.text.left(60)), help);
        return std::nullopt;
    }
    if (value < low || value > high) {
        scribe.error(node.at, "out-of-range",
            QStringLiteral("%1 is %2, but must lie between %3 and %4.").arg(what, node.text, plainNumber(low), plainNumber(high)),
            QStringLiteral("Correct the number."));
        return std::nullopt;
    }
    return value;
}

std::optional<Millis> durationOf(const YamlScribe& scribe, const YamlNode& node, const QString& what, Millis low, Millis high)
{
    const std::optional<QString> text = textOf(scribe, node, what);
    if (!text) {
        return std::nullopt;
    }
    const Result<Millis> length = parseDuration(*text);
    if (!length) {
        scribe.error(node.at, "bad-duration", QStringLiteral("%1 is not a length of time: “%2”.").arg(what, text->left(60)),
            QStringLiteral("Write a number with a unit: 500ms, 30s, 15m, 2h or 1d."));
        return std::nullopt;
    }
    if (*length < low || *length > high) {
        scribe.error(node.at, "out-of-range",
            QStringLiteral("%1 is %2, but must lie between %3 and %4.").arg(what, *text, toText(low), toText(high)),
            QStringLiteral("Correct the length."));
        return std::nullopt;
    }
    return length.value();
}

} // namespace fairlead::formats
