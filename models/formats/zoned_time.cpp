#include "models/formats/zoned_time.h"

#include "models/domain/rollout/zone_clock.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace fairlead::formats {

namespace {

/// Wider than any zone's offset, so that both sides of a change of the clocks are seen.
constexpr qint64 kSearchMs = 26LL * 60 * 60 * 1000;

} // namespace

std::unexpected<WindowError> refuseTime(int column, const char* code, QString message, QString help)
{
    return std::unexpected(WindowError{column, QString::fromLatin1(code), std::move(message), std::move(help)});
}

std::expected<QTimeZone, WindowError> zoneNamed(const QString& name, int column)
{
    if (name == QLatin1String("UTC") || name == QLatin1String("Z")) {
        return QTimeZone::utc();
    }
    const QByteArray id = name.toUtf8();
    if (!name.contains(QLatin1Char('/'))) {
        return refuseTime(column, "bad-zone",
            QStringLiteral("“%1” is an abbreviation or an offset, which does not say when clocks change.").arg(name.left(40)),
            QStringLiteral("Write UTC or a place's name such as Europe/Berlin."));
    }
    if (!QTimeZone::isTimeZoneIdAvailable(id)) {
        return refuseTime(column, "bad-zone", QStringLiteral("The time zone “%1” is not known on this machine.").arg(name.left(40)),
            QStringLiteral("Write UTC or an IANA name such as Europe/Berlin (Debian's package tzdata holds them)."));
    }
    return QTimeZone(id);
}

std::expected<Instant, WindowError> instantOf(qint64 localMs, const QTimeZone& zone, int column)
{
    std::vector<qint64> found;
    for (const qint64 near : {localMs - kSearchMs, localMs + kSearchMs}) {
        const qint64 offset = 1000LL * zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(near, Qt::UTC));
        const qint64 utc = localMs - offset;
        const bool shows = 1000LL * zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utc, Qt::UTC)) == offset;
        if (shows && std::ranges::find(found, utc) == found.end()) {
            found.push_back(utc);
        }
    }
    if (found.size() == 1) {
        return Instant::fromMs(found.front());
    }
    const QString local = QDateTime::fromMSecsSinceEpoch(localMs, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    const QString name = QString::fromUtf8(zone.id());
    const QString help = QStringLiteral("Take another time, or write it in UTC.");
    if (found.empty()) {
        return refuseTime(column, "local-time-missing",
            QStringLiteral("%1 does not exist in %2: the clocks are put forward over it.").arg(local, name), help);
    }
    return refuseTime(
        column, "local-time-ambiguous", QStringLiteral("%1 happens twice in %2: the clocks are put back over it.").arg(local, name), help);
}

QDate dateOf(const QString& text)
{
    // Years of four digits: Qt would also read a two-digit month of year 5.
    static const QRegularExpression shape(QStringLiteral("^\\d{4}-\\d{2}-\\d{2}$"));
    return shape.match(text).hasMatch() ? QDate::fromString(text, Qt::ISODate) : QDate();
}

std::expected<Instant, WindowError> readMoment(const QString& text, DaySide side)
{
    static const QRegularExpression iso(
        QStringLiteral("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?(Z|[+-]\\d{2}:\\d{2})$"));
    static const QRegularExpression placed(QStringLiteral("^(\\d{4}-\\d{2}-\\d{2})(?:[ T](\\d{2}:\\d{2}))? ([A-Za-z]\\S*)$"));
    const QString help = QStringLiteral("Write 2025-11-28 Europe/Berlin, 2025-11-28 06:00 Europe/Berlin or 2025-11-28T06:00:00Z.");
    if (iso.match(text).hasMatch()) {
        const Result<Instant> at = Instant::fromIso(text);
        return at ? std::expected<Instant, WindowError>(*at)
                  : refuseTime(1, "bad-time", QStringLiteral("“%1” is no time of a day.").arg(text.left(60)), help);
    }
    const QRegularExpressionMatch match = placed.match(text);
    if (!match.hasMatch()) {
        return refuseTime(1, "bad-time", QStringLiteral("“%1” is not a time with its zone.").arg(text.left(60)), help);
    }
    const QDate day = dateOf(match.captured(1));
    const bool wholeDay = match.capturedLength(2) == 0;
    const QTime time = wholeDay ? QTime(0, 0) : QTime::fromString(match.captured(2), QStringLiteral("HH:mm"));
    if (!day.isValid() || !time.isValid()) {
        return refuseTime(1, "bad-time", QStringLiteral("“%1” is no time of a day.").arg(text.left(60)), help);
    }
    const std::expected<QTimeZone, WindowError> zone = zoneNamed(match.captured(3), static_cast<int>(match.capturedStart(3)) + 1);
    if (!zone) {
        return std::unexpected(zone.error());
    }
    if (wholeDay) {
        const std::optional<rollout::ZoneClock> clock = rollout::ZoneClock::of(QString::fromUtf8(zone->id()));
        return clock->beginOf(day.addDays(side == DaySide::End ? 1 : 0));
    }
    return instantOf(QDateTime(day, time, Qt::UTC).toMSecsSinceEpoch(), *zone, static_cast<int>(match.capturedStart(2)) + 1);
}

} // namespace fairlead::formats
