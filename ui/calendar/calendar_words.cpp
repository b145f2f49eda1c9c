#include "ui/calendar/calendar_words.h"

#include "ui/common/formatters.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace fairlead::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("fairlead::ui::Calendar", text);
}

QDateTime localOf(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.ms(), Qt::LocalTime);
}

QLocale words()
{
    return QLocale(QLocale::English, QLocale::UnitedStates);
}

QString spanText(const QString& start, const QString& end, qint64 days)
{
    const QString span = start + QStringLiteral("–") + end;
    return days == 0 ? span : tr("%1 +%2\u00a0d").arg(span).arg(days);
}

} // namespace

QDate utcDay(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.ms(), Qt::UTC).date();
}

Instant startOf(QDate day)
{
    return Instant::fromMs(day.startOfDay(Qt::UTC).toMSecsSinceEpoch());
}

QDate mondayOf(QDate day)
{
    return day.addDays(1 - day.dayOfWeek());
}

QString shortName(const calendar::Entry& entry)
{
    return entry.component.section(QLatin1Char('/'), -1);
}

QString titleText(const calendar::Entry& entry)
{
    return shortName(entry) + QLatin1Char(' ') + entry.version;
}

QString windowText(const calendar::Entry& entry)
{
    const Span& window = entry.window;
    // A window that ends at midnight ends on its own day: 22:00–00:00.
    const Instant last = window.end() - Millis(1);
    const qint64 days = utcDay(window.start()).daysTo(utcDay(last));
    return spanText(timeText(window.start(), false), timeText(window.end(), false), days);
}

QString localWindowText(const calendar::Entry& entry)
{
    const Span& window = entry.window;
    if (localOffset(window.start()) == 0 && localOffset(window.end()) == 0) {
        return {};
    }
    const qint64 days = localOf(window.start()).date().daysTo(localOf(window.end() - Millis(1)).date());
    return spanText(localText(window.start()), localText(window.end()), days) + QLatin1Char(' ') + zoneText(window.start());
}

QString dayText(QDate day)
{
    return words().toString(day, QStringLiteral("ddd d MMM"));
}

QString weekText(QDate monday)
{
    const QDate sunday = monday.addDays(6);
    QString start = QString::number(monday.day());
    if (monday.year() != sunday.year()) {
        start = words().toString(monday, QStringLiteral("d MMMM yyyy"));
    } else if (monday.month() != sunday.month()) {
        start = words().toString(monday, QStringLiteral("d MMMM"));
    }
    return tr("%1–%2, week %3").arg(start, words().toString(sunday, QStringLiteral("d MMMM yyyy"))).arg(monday.weekNumber());
}

QString untilText(const calendar::Entry& entry, Instant now)
{
    switch (items::windowStateOf(entry, now)) {
    case items::WindowState::Ahead: return tr("opens in %1").arg(lengthText(entry.window.start() - now));
    case items::WindowState::Open: return tr("open, %1 left").arg(lengthText(entry.window.end() - now));
    case items::WindowState::Over: return tr("ended %1 ago").arg(lengthText(now - entry.window.end()));
    }
    return {};
}

StatusLook lookOf(items::WindowState state)
{
    switch (state) {
    case items::WindowState::Ahead: return {Status::NoData, QStringLiteral("calendar-clock"), tr("Planned")};
    case items::WindowState::Open: return {Status::Undecided, QStringLiteral("clock"), tr("Window open")};
    case items::WindowState::Over: return {Status::NoData, QStringLiteral("history"), tr("Window over")};
    }
    return {};
}

QString zoneText(Instant at)
{
    return localOffset(at) == 0 ? QString() : localOf(at).timeZoneAbbreviation();
}

int localOffset(Instant at)
{
    return localOf(at).offsetFromUtc();
}

} // namespace fairlead::ui
