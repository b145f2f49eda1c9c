#include "models/formats/alerts/alarm_map.h"

#include "models/formats/nearest.h"

#include <algorithm>
#include <cmath>

namespace fairlead::formats::alerts {

AlarmMap::AlarmMap(const YamlScribe& scribe, const YamlNode& node, QString path, NotCarriedOvers& notes)
    : m_scribe(scribe)
    , m_node(node)
    , m_path(std::move(path))
    , m_notes(notes)
{
}

const YamlNode* AlarmMap::find(const char* key)
{
    const QString name = QString::fromLatin1(key);
    m_known.append(name);
    const auto place = std::ranges::find(m_node.entries, name, &YamlEntry::key);
    return place == m_node.entries.end() || place->value.kind == YamlNode::Kind::Null ? nullptr : &place->value;
}

Position AlarmMap::placeOf(const char* key) const
{
    const auto place = std::ranges::find(m_node.entries, QString::fromLatin1(key), &YamlEntry::key);
    return place == m_node.entries.end() ? m_node.at : place->value.at;
}

QString AlarmMap::text(const char* key)
{
    const YamlNode* value = find(key);
    if (value == nullptr) {
        return {};
    }
    if (value->kind != YamlNode::Kind::Scalar) {
        error(key, "wrong-type", QStringLiteral("“%1” must be text, but this is %2.").arg(QLatin1String(key), kindInWords(*value)),
            QStringLiteral("Write one value. Functions of templates are not carried out here: write what they give."));
        return {};
    }
    return value->text;
}

std::optional<double> AlarmMap::number(const char* key)
{
    const YamlNode* value = find(key);
    if (value == nullptr) {
        return std::nullopt;
    }
    bool ok = false;
    // CloudFormation writes numbers as texts too.
    const double number = value->text.toDouble(&ok);
    if (value->kind != YamlNode::Kind::Scalar || !ok || !std::isfinite(number)) {
        error(key, "wrong-type", QStringLiteral("“%1” must be a number, but this is %2.").arg(QLatin1String(key), kindInWords(*value)),
            QStringLiteral("Write a plain number."));
        return std::nullopt;
    }
    return number;
}

const std::vector<YamlNode>& AlarmMap::list(const char* key)
{
    static const std::vector<YamlNode> nothing;
    const YamlNode* value = find(key);
    if (value == nullptr) {
        return nothing;
    }
    if (value->kind != YamlNode::Kind::Sequence) {
        error(key, "wrong-type", QStringLiteral("“%1” must be a list, but this is %2.").arg(QLatin1String(key), kindInWords(*value)),
            QStringLiteral("Write it in brackets: […]."));
    }
    return value->items;
}

void AlarmMap::missing(const char* key)
{
    QStringList unknown;
    for (const YamlEntry& entry : m_node.entries) {
        if (!m_known.contains(entry.key)) {
            unknown.append(entry.key);
        }
    }
    const QString near = nearest(QString::fromLatin1(key), unknown);
    m_scribe.error(m_node.at, "missing-key", QStringLiteral("“%1” is missing.").arg(QLatin1String(key)),
        near.isEmpty() ? QStringLiteral("Add it.") : QStringLiteral("There is “%1”; did you mean that?").arg(near));
}

void AlarmMap::error(const char* key, const char* code, QString message, QString help)
{
    m_scribe.error(placeOf(key), code, std::move(message), std::move(help));
}

void AlarmMap::warn(const char* key, const char* code, QString message, QString help)
{
    m_scribe.warn(placeOf(key), code, std::move(message), std::move(help));
}

void AlarmMap::note(const QString& field, QString why)
{
    m_notes.push_back({field.isEmpty() ? m_path : m_path + QLatin1Char('.') + field, std::move(why)});
}

void AlarmMap::finish(const QString& why)
{
    for (const YamlEntry& entry : m_node.entries) {
        const bool empty = entry.value.kind == YamlNode::Kind::Null
            || (entry.value.kind == YamlNode::Kind::Scalar && entry.value.text.isEmpty())
            || (entry.value.kind == YamlNode::Kind::Sequence && entry.value.items.empty())
            || (entry.value.kind == YamlNode::Kind::Map && entry.value.entries.empty());
        if (!m_known.contains(entry.key) && !empty) {
            note(entry.key, why.arg(entry.key));
        }
    }
}

} // namespace fairlead::formats::alerts
