#include "ui/common/formatters.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <cmath>

namespace fairlead::ui {

namespace {

constexpr QChar kNoBreakSpace(0x00A0);
constexpr QChar kDash(0x2013);

QLocale words()
{
    // The product's words are English; figures follow them, not the desktop's locale.
    return QLocale(QLocale::English, QLocale::UnitedStates);
}

QDateTime utc(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.ms(), Qt::UTC);
}

QString withUnit(qint64 count, const char* unit)
{
    return QString::number(count) + kNoBreakSpace + QLatin1String(unit);
}

} // namespace

QString percentText(double percent, int decimals)
{
    if (!std::isfinite(percent))
        return kDash;
    // A small negative number must not read "-0 %".
    const QString number = words().toString(percent, 'f', decimals);
    const bool zero = number.startsWith(QLatin1Char('-')) && words().toDouble(number) == 0.0;
    return (zero ? number.mid(1) : number) + kNoBreakSpace + QLatin1Char('%');
}

QString shareText(std::optional<double> share)
{
    return share ? percentText(*share * 100.0, 1) : QString(kDash);
}

QString clockText(Millis length)
{
    // A countdown shows the second that has begun: 0:00 only when nothing is left.
    const qint64 seconds = length.count() <= 0 ? 0 : (length.count() + 999) / 1000;
    const qint64 hours = seconds / 3600;
    const qint64 minutes = seconds / 60 % 60;
    const QString rest = QStringLiteral("%1").arg(seconds % 60, 2, 10, QLatin1Char('0'));
    if (hours >= 24)
        return lengthText(length);
    if (hours == 0)
        return QStringLiteral("%1:%2").arg(minutes).arg(rest);
    return QStringLiteral("%1:%2:%3").arg(hours).arg(minutes, 2, 10, QLatin1Char('0')).arg(rest);
}

QString lengthText(Millis length)
{
    if (length.count() < 0)
        return QLatin1Char('-') + lengthText(-length);
    if (length.count() < 1000)
        return withUnit(length.count(), "ms");
    const qint64 seconds = length.count() / 1000;
    if (seconds < 60) {
        const qint64 tenths = length.count() / 100 % 10;
        if (seconds < 10 && tenths != 0)
            return QStringLiteral("%1.%2").arg(seconds).arg(tenths) + kNoBreakSpace + QLatin1Char('s');
        return withUnit(seconds, "s");
    }
    const qint64 minutes = seconds / 60;
    const qint64 hours = minutes / 60;
    const qint64 days = hours / 24;
    const auto pair = [](qint64 big, const char* bigUnit, qint64 small, const char* smallUnit) {
        const QString first = withUnit(big, bigUnit);
        return small == 0 ? first : first + kNoBreakSpace + withUnit(small, smallUnit);
    };
    if (minutes < 60)
        return pair(minutes, "min", seconds % 60, "s");
    if (days == 0)
        return pair(hours, "h", minutes % 60, "min");
    return pair(days, "d", hours % 24, "h");
}

QString utcText(Instant at, bool seconds)
{
    return timeText(at, seconds) + kNoBreakSpace + QLatin1String("UTC");
}

QString localText(Instant at)
{
    return utc(at).toLocalTime().toString(QStringLiteral("HH:mm"));
}

QString timeText(Instant at, bool seconds)
{
    return utc(at).toString(seconds ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

QString dateText(Instant at)
{
    return words().toString(utc(at).date(), QStringLiteral("d MMM yyyy"));
}

QString momentText(Instant at, Instant now)
{
    const QDateTime moment = utc(at);
    return moment.date() == utc(now).date() ? timeText(at, false) : words().toString(moment, QStringLiteral("ddd d MMM HH:mm"));
}

QString stretchText(Instant begin, Instant end, Instant now)
{
    const QString form = QStringLiteral("%1%2%3");
    const QString day = QStringLiteral("d MMM");
    if (utc(begin).date() != utc(end).date())
        return form.arg(words().toString(utc(begin), day), kDash, words().toString(utc(end), day));
    const bool today = utc(begin).date() == utc(now).date();
    const QString date = today ? QString() : words().toString(utc(begin), day) + QLatin1Char(' ');
    const bool seconds = end - begin < Millis(120'000);
    return date + form.arg(timeText(begin, seconds), kDash, timeText(end, seconds));
}

QString secondText(Instant at, Instant now)
{
    return utc(at).date() == utc(now).date() ? timeText(at) : momentText(at, now);
}

QString countText(qint64 count)
{
    return words().toString(count);
}

QString listText(const QStringList& words)
{
    if (words.size() < 2)
        return words.join(QString());
    return QCoreApplication::translate("ListText", "%1 and %2")
        .arg(words.mid(0, words.size() - 1).join(QStringLiteral(", ")), words.back());
}

} // namespace fairlead::ui
