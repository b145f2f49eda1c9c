#include "models/formats/endpoint_settings.h"

#include "models/formats/nearest.h"

#include <QRegularExpression>
#include <QUrl>

namespace fairlead::formats {

namespace {

using namespace std::chrono_literals;

enum class SettingKind { Text, PracticeUrl, HttpUrl, HaproxyAddress, Duration };

struct Setting {
    const char* key;
    SettingKind kind;
    Need need;
};

struct Driver {
    const char* name;
    std::vector<Setting> settings;
    bool hasMetrics = false;
};

const std::vector<Driver>& targetDrivers()
{
    static const std::vector<Driver> drivers{
        {"rehearsal", {{"url", SettingKind::PracticeUrl, Need::Required}, {"split", SettingKind::Text, Need::Required}}},
        {"haproxy",
            {{"address", SettingKind::HaproxyAddress, Need::Required}, {"backend", SettingKind::Text, Need::Required},
                {"baseline_server", SettingKind::Text, Need::Required}, {"canary_server", SettingKind::Text, Need::Required},
                {"timeout", SettingKind::Duration, Need::Optional}}}};
    return drivers;
}

const std::vector<Driver>& sourceDrivers()
{
    static const std::vector<Driver> drivers{
        {"rehearsal",
            {{"url", SettingKind::PracticeUrl, Need::Required}, {"split", SettingKind::Text, Need::Required},
                {"window", SettingKind::Duration, Need::Optional}}},
        {"prometheus", {{"url", SettingKind::HttpUrl, Need::Required}, {"timeout", SettingKind::Duration, Need::Optional}}, true}};
    return drivers;
}

bool isHttpUrl(const QString& text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"));
}

/// "unix:/path" or "tcp:host:port".
bool isHaproxyAddress(const QString& text)
{
    static const QRegularExpression unixSocket(QStringLiteral("^unix:/.+$"));
    static const QRegularExpression tcp(QStringLiteral("^tcp:[^\\s:]+:(\\d{1,5})$|^tcp:\\[[0-9A-Fa-f:.]+\\]:(\\d{1,5})$"));
    if (unixSocket.match(text).hasMatch()) {
        return true;
    }
    const QRegularExpressionMatch match = tcp.match(text);
    const int port = match.captured(1).toInt() + match.captured(2).toInt();
    return match.hasMatch() && port >= 1 && port <= 65535;
}

void checkSetting(YamlMap& map, const Setting& setting, const QString& text)
{
    const Position at = map.placeOf(setting.key);
    switch (setting.kind) {
    case SettingKind::PracticeUrl:
        if (text == QLatin1String("embedded")) {
            return;
        }
        [[fallthrough]];
    case SettingKind::HttpUrl:
        if (!isHttpUrl(text)) {
            map.scribe().error(at, "bad-url", QStringLiteral("“%1” is not an HTTP address.").arg(text.left(80)),
                setting.kind == SettingKind::PracticeUrl
                    ? QStringLiteral("Write http://host:port, or embedded for the practice target that Fairlead starts.")
                    : QStringLiteral("Write http://host:port or https://host."));
        } else if (!QUrl(text).password().isEmpty()) {
            map.scribe().error(at, "bad-url", QStringLiteral("The address holds a password, which everybody who sees this file can read."),
                QStringLiteral("Take it out."));
        }
        return;
    case SettingKind::HaproxyAddress:
        if (!isHaproxyAddress(text)) {
            map.scribe().error(at, "bad-address", QStringLiteral("“%1” is not the address of a Runtime API.").arg(text.left(80)),
                QStringLiteral("Write unix:/run/haproxy/admin.sock or tcp:host:port."));
        }
        return;
    case SettingKind::Text:
    case SettingKind::Duration: return;
    }
}

const Driver* findDriver(YamlMap& map, const QString& name, const std::vector<Driver>& drivers)
{
    QStringList names;
    for (const Driver& driver : drivers) {
        if (name == QLatin1String(driver.name)) {
            return &driver;
        }
        names.append(QLatin1String(driver.name));
    }
    if (!name.isEmpty()) {
        map.scribe().error(map.placeOf("driver"), "unknown-driver", QStringLiteral("There is no driver “%1” for this.").arg(name.left(60)),
            suggestion(name, names, QStringLiteral("Drivers are"), QString()));
    }
    return nullptr;
}

QMap<QString, QString> readSettings(YamlMap& map, const Driver& driver)
{
    QMap<QString, QString> settings;
    for (const Setting& setting : driver.settings) {
        const std::optional<QString> text = map.text(setting.key, setting.need);
        if (!text) {
            continue;
        }
        if (setting.kind == SettingKind::Duration && !map.duration(setting.key, setting.need, 1ms, 24h)) {
            continue;
        }
        checkSetting(map, setting, *text);
        settings.insert(QString::fromLatin1(setting.key), *text);
    }
    return settings;
}

std::vector<workspace::MetricQuery> readMetrics(YamlMap& map)
{
    std::vector<workspace::MetricQuery> queries;
    const std::optional<YamlMap> metrics = map.map("metrics", Need::Required);
    if (!metrics) {
        return queries;
    }
    if (metrics->entries().empty()) {
        map.scribe().error(metrics->at(), "missing-value", QStringLiteral("The source has no metrics."),
            QStringLiteral("Add one, such as error_rate: {canary: \"query\", baseline: \"query\"}."));
    }
    for (const YamlEntry& entry : metrics->entries()) {
        const QString what = QStringLiteral("The metric “%1”").arg(entry.key);
        if (!expectMap(map.scribe(), entry.value, what)) {
            continue;
        }
        YamlMap sides(map.scribe(), entry.value, QStringLiteral("a metric"), entry.keyAt);
        workspace::MetricQuery query;
        query.metric = entry.key;
        query.canary = sides.paragraph("canary", Need::Required).value_or(QString());
        query.baseline = sides.paragraph("baseline", Need::Optional).value_or(QString());
        if (std::optional<YamlMap> parts = sides.map("parts", Need::Optional)) {
            query.canaryParts = parts->paragraph("canary", Need::Required).value_or(QString());
            query.baselineParts = parts->paragraph("baseline", Need::Optional).value_or(QString());
            parts->finish();
        }
        sides.finish();
        queries.push_back(query);
    }
    return queries;
}

} // namespace

QMap<QString, QString> readTargetSettings(YamlMap& map, const QString& driver)
{
    const Driver* known = findDriver(map, driver, targetDrivers());
    if (known == nullptr) {
        return {};
    }
    QMap<QString, QString> settings = readSettings(map, *known);
    map.finish();
    return settings;
}

QMap<QString, QString> readSourceSettings(YamlMap& map, const QString& driver, std::vector<workspace::MetricQuery>& metrics)
{
    const Driver* known = findDriver(map, driver, sourceDrivers());
    if (known == nullptr) {
        return {};
    }
    QMap<QString, QString> settings = readSettings(map, *known);
    if (known->hasMetrics) {
        metrics = readMetrics(map);
    }
    map.finish();
    return settings;
}

} // namespace fairlead::formats
