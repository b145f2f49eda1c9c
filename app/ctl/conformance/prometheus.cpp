#include "app/ctl/conformance/category.h"
#include "models/formats/alerts/prometheus_reader.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace fairlead::ctl::conformance {

namespace {

std::optional<QByteArray> contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? std::optional(file.readAll()) : std::nullopt;
}

/// The cases of a manifest: its one list of objects that name a file.
QJsonArray casesOf(const QJsonDocument& manifest)
{
    if (manifest.isArray()) {
        return manifest.array();
    }
    const QJsonObject root = manifest.object();
    for (const QJsonValue& value : root) {
        if (value.isArray() && value.toArray().at(0).toObject().contains(QLatin1String("file"))) {
            return value.toArray();
        }
    }
    return {};
}

bool sameCounts(const formats::alerts::RuleFile& rules, const QJsonObject& wanted)
{
    const QJsonArray groups = wanted.value(QLatin1String("groups")).toArray();
    if (groups.size() != static_cast<qsizetype>(rules.groups.size()) || wanted.value(QLatin1String("alerts")).toInt() != rules.alertCount()
        || wanted.value(QLatin1String("recordings")).toInt() != rules.recordingCount()) {
        return false;
    }
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const auto& group = rules.groups.at(static_cast<std::size_t>(i));
        const QJsonObject one = groups.at(i).toObject();
        if (one.value(QLatin1String("name")).toString() != group.name
            || one.value(QLatin1String("rules")).toInt() != static_cast<int>(group.rules.size())) {
            return false;
        }
    }
    return true;
}

} // namespace

Categories prometheus(const QString& directory)
{
    const QDir folder(QDir(directory).filePath(QStringLiteral("prometheus")));
    const std::optional<QByteArray> manifest = contents(folder.filePath(QStringLiteral("manifest.json")));
    if (!manifest) {
        return {};
    }
    const QJsonDocument document = QJsonDocument::fromJson(*manifest);
    const QString files = document.object().value(QLatin1String("directory")).toString(QStringLiteral("files/"));
    // “valid” is what promtool 2.42 says, also of files that later versions decide differently (versionDependent).
    Category validity{QStringLiteral("prometheus-validity"), 0, {}};
    Category counts{QStringLiteral("prometheus-counts"), 0, {}};
    const QJsonArray cases = casesOf(document);
    for (const QJsonValue& each : cases) {
        const QJsonObject wanted = each.toObject();
        const QString name = wanted.value(QLatin1String("file")).toString();
        const std::optional<QByteArray> bytes = contents(folder.filePath(files + name));
        if (!bytes) {
            validity.count(name, false);
            continue;
        }
        const formats::alerts::RuleReading reading = formats::alerts::readPrometheus(name, *bytes);
        validity.count(name, reading.valid() == wanted.value(QLatin1String("valid")).toBool());
        if (wanted.contains(QLatin1String("groups"))) {
            counts.count(name, sameCounts(reading.rules, wanted));
        }
    }
    return {validity, counts};
}

} // namespace fairlead::ctl::conformance
