#include "models/domain/rollout/reach.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <algorithm>

namespace fairlead::rollout {

namespace {

const QString kMirror = QStringLiteral("mirror");
const QString kUnits = QStringLiteral("units");
const QString kSegments = QStringLiteral("segments");
const QString kSettings = QStringLiteral("settings");

QString percent(Percent value)
{
    return QStringLiteral("%1\u00a0%").arg(value.value());
}

bool hasMore(const QStringList& before, const QStringList& after)
{
    return std::ranges::any_of(after, [&before](const QString& name) { return !before.contains(name); });
}

QString listed(const QStringList& names)
{
    if (names.size() < 2) {
        return names.join(QString());
    }
    return QStringLiteral("%1 and %2").arg(names.mid(0, names.size() - 1).join(QStringLiteral(", ")), names.last());
}

QStringList textsFrom(const QJsonArray& array)
{
    QStringList texts;
    texts.reserve(array.size());
    for (const QJsonValue& value : array) {
        texts.append(value.toString());
    }
    return texts;
}

} // namespace

bool grows(const Ask& before, const Ask& after)
{
    return after.weight > before.weight || after.reach.mirror > before.reach.mirror || hasMore(before.reach.units, after.reach.units)
        || hasMore(before.reach.segments, after.reach.segments);
}

QString inWords(const Ask& ask)
{
    QStringList parts;
    if (ask.weight > Percent()) {
        parts += percent(ask.weight);
    }
    if (!ask.reach.units.isEmpty() && ask.weight < Percent::clamped(100)) {
        parts += listed(ask.reach.units);
    }
    if (!ask.reach.segments.isEmpty()) {
        parts += QStringLiteral("users in %1").arg(listed(ask.reach.segments));
    }
    if (ask.reach.mirror > Percent()) {
        parts += QStringLiteral("%1 mirrored").arg(percent(ask.reach.mirror));
    }
    if (!ask.reach.settings.isEmpty()) {
        const QStringList names(ask.reach.settings.keyBegin(), ask.reach.settings.keyEnd());
        parts += QStringLiteral("configured: %1").arg(names.join(QStringLiteral(", ")));
    }
    return parts.isEmpty() ? percent(Percent()) : parts.join(QStringLiteral("; "));
}

QJsonObject toJson(const Reach& reach)
{
    QJsonObject json;
    if (reach.mirror > Percent()) {
        json.insert(kMirror, reach.mirror.value());
    }
    if (!reach.units.isEmpty()) {
        json.insert(kUnits, QJsonArray::fromStringList(reach.units));
    }
    if (!reach.segments.isEmpty()) {
        json.insert(kSegments, QJsonArray::fromStringList(reach.segments));
    }
    if (!reach.settings.isEmpty()) {
        QJsonObject settings;
        for (auto it = reach.settings.begin(); it != reach.settings.end(); ++it) {
            settings.insert(it.key(), it.value());
        }
        json.insert(kSettings, settings);
    }
    return json;
}

Result<Reach> reachFromJson(const QJsonObject& json)
{
    const Result<Percent> mirror = Percent::create(json.value(kMirror).toDouble(0));
    if (!mirror) {
        return fail(ErrorCode::Corrupt, QStringLiteral("A mirrored share cannot be %1 %.").arg(json.value(kMirror).toDouble()));
    }
    Reach reach;
    reach.mirror = *mirror;
    reach.units = textsFrom(json.value(kUnits).toArray());
    reach.segments = textsFrom(json.value(kSegments).toArray());
    const QJsonObject settings = json.value(kSettings).toObject();
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        reach.settings.insert(it.key(), it.value().toString());
    }
    return reach;
}

int flagBucket(const QString& user)
{
    int bucket = 0;
    const QByteArray hash = QCryptographicHash::hash(user.toUtf8(), QCryptographicHash::Md5);
    for (const char byte : hash) {
        bucket = (bucket * 256 + static_cast<unsigned char>(byte)) % 100;
    }
    return bucket;
}

} // namespace fairlead::rollout
