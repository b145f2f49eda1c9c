#include "models/formats/calendar.h"

#include "models/formats/names.h"
#include "models/formats/yaml_map.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

namespace fairlead::formats {

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kDayMs = 24LL * 60 * kMinuteMs;

struct WindowText {
    int startMinute = 0;
    int endMinute = 0;
    QString zone;
    int endColumn = 1;
    int zoneColumn = 1;
};

std::expected<WindowText, WindowError> parseWindow(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral("^\\s*(\\d{1,2}):(\\d{2})\\s*[-–]\\s*(\\d{1,2}):(\\d{2})\\s*(\\S*)\\s*$"));
    const QString help = QStringLiteral("Write it as “14:00-16:00 UTC”.");
    const QRegularExpressionMatch match = shape.match(text);
    if (!match.hasMatch()) {
        return refuseTime(1, "bad-window", QStringLiteral("“%1” is not a window.").arg(text.left(60)), help);
    }
    const auto part = [&](int index) { return match.capturedView(index).toInt(); };
    WindowText window{part(1) * 60 + part(2), part(3) * 60 + part(4), match.captured(5), static_cast<int>(match.capturedStart(3)) + 1,
        static_cast<int>(match.capturedStart(5)) + 1};
    if (part(1) > 23 || part(2) > 59) {
        return refuseTime(
            static_cast<int>(match.capturedStart(1)) + 1, "bad-window", QStringLiteral("The window starts at no time of a day."), help);
    }
    if (part(4) > 59 || window.endMinute > 24 * 60) {
        return refuseTime(window.endColumn, "bad-window", QStringLiteral("The window ends at no time of a day."), help);
    }
    if (window.startMinute == window.endMinute) {
        return refuseTime(
            window.endColumn, "bad-window", QStringLiteral("The window ends when it starts."), QStringLiteral("Write a later end."));
    }
    if (window.zone.isEmpty()) {
        return refuseTime(1, "bad-zone", QStringLiteral("The window has no time zone, and none is guessed."),
            QStringLiteral("Add UTC or a name such as Europe/Berlin."));
    }
    return window;
}

std::optional<QString> readDate(YamlMap& map)
{
    std::optional<QString> date = map.text("date", Need::Required);
    if (date && !dateOf(*date).isValid()) {
        map.scribe().error(map.placeOf("date"), "bad-date", QStringLiteral("“%1” is not a date.").arg(date->left(40)),
            QStringLiteral("Write year, month and day: 2025-08-07."));
        return std::nullopt;
    }
    return date;
}

std::optional<calendar::Entry> readEntry(YamlMap& map)
{
    const int before = map.scribe().errorCount();
    const std::optional<QString> date = readDate(map);
    const QString component = componentName(map, "component", Need::Required).value_or(QString());
    const QString version = versionText(map, "version", Need::Required).value_or(QString());
    const std::optional<QString> window = map.text("window", Need::Required);
    const QString owner = map.text("owner", Need::Required).value_or(QString());
    const QString rollbackOwner = map.text("rollback_owner", Need::Required).value_or(QString());
    map.finish();
    if (!date || !window) {
        return std::nullopt;
    }
    const YamlNode* node = map.find("window", Need::Required);
    const std::expected<Span, WindowError> span = readWindow(*date, node->text);
    if (!span) {
        const WindowError& wrong = span.error();
        map.scribe().error(map.scribe().within(*node, wrong.column), wrong.code.toLatin1().constData(), wrong.message, wrong.help);
        return std::nullopt;
    }
    if (map.scribe().errorCount() > before) {
        return std::nullopt;
    }
    const QString id = QStringList{*date, component, version}.join(QLatin1Char('/'));
    return calendar::Entry{id, component, version, *span, *window, owner, rollbackOwner};
}

void readEntries(const YamlScribe& scribe, const std::vector<YamlNode>& nodes, Calendar& calendar)
{
    for (const YamlNode& node : nodes) {
        if (!expectMap(scribe, node, QStringLiteral("An entry of the calendar"))) {
            continue;
        }
        YamlMap map(scribe, node, QStringLiteral("a calendar entry"), node.at);
        const std::optional<calendar::Entry> entry = readEntry(map);
        if (!entry) {
            continue;
        }
        const auto twin = std::ranges::find(calendar.entries, entry->id, &calendar::Entry::id);
        if (twin != calendar.entries.end()) {
            scribe.error(node.at, "duplicate-entry",
                QStringLiteral("%1 %2 is planned twice on that day.").arg(entry->component, entry->version),
                QStringLiteral("Keep one entry."));
            continue;
        }
        calendar.entries.push_back(*entry);
        calendar.places.push_back(map.placeOf("component"));
    }
}

} // namespace

std::expected<Span, WindowError> readWindow(const QString& date, const QString& text)
{
    const QDate day = dateOf(date);
    if (!day.isValid()) {
        return refuseTime(1, "bad-window", QStringLiteral("The day “%1” does not exist.").arg(date.left(40)),
            QStringLiteral("Write year, month and day: 2025-08-07."));
    }
    const std::expected<WindowText, WindowError> window = parseWindow(text);
    if (!window) {
        return std::unexpected(window.error());
    }
    const std::expected<QTimeZone, WindowError> zone = zoneNamed(window->zone, window->zoneColumn);
    if (!zone) {
        return std::unexpected(zone.error());
    }
    const qint64 midnight = QDateTime(day, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
    const qint64 overMidnight = window->endMinute < window->startMinute ? kDayMs : 0;
    const auto start = instantOf(midnight + window->startMinute * kMinuteMs, *zone, 1);
    if (!start) {
        return std::unexpected(start.error());
    }
    const auto end = instantOf(midnight + overMidnight + window->endMinute * kMinuteMs, *zone, window->endColumn);
    if (!end) {
        return std::unexpected(end.error());
    }
    const Result<Span> span = Span::create(*start, *end);
    if (!span) {
        return refuseTime(1, "bad-window", span.error().message, QStringLiteral("Write it as “14:00-16:00 UTC”."));
    }
    return *span;
}

Loaded<Calendar> readCalendar(const QString& file, const QByteArray& bytes)
{
    Loaded<Calendar> loaded;
    const std::optional<YamlDocument> document = readYaml(file, bytes, loaded.problems);
    if (!document) {
        return loaded;
    }
    const YamlScribe scribe(*document, loaded.problems);
    if (!expectMap(scribe, document->root, QStringLiteral("A calendar"))) {
        return loaded;
    }
    YamlMap root(scribe, document->root, QStringLiteral("a calendar"), {1, 1});
    Calendar calendar;
    const bool freezesOnly = root.has("freezes") && !root.has("deployment_schedule");
    const std::vector<YamlNode>* nodes = root.list("deployment_schedule", freezesOnly ? Need::Optional : Need::Required);
    if (nodes != nullptr) {
        readEntries(scribe, *nodes, calendar);
    }
    calendar.freezes = readFreezes(root);
    root.finish();
    if (!hasErrors(loaded.problems)) {
        loaded.value = std::move(calendar);
    }
    return loaded;
}

} // namespace fairlead::formats
