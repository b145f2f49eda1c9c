#include "models/domain/expression/go_time.h"
#include "models/domain/expression/time_layout.h"

#include <QDateTime>
#include <QLocale>

namespace fairlead::expression {

namespace {

QByteArray padded(int value, int width, char fill = '0')
{
    return QByteArray::number(value).rightJustified(width, fill);
}

QByteArray offsetText(int seconds, Piece piece)
{
    if (seconds == 0 && (piece == Piece::IsoColon || piece == Piece::IsoPlain)) {
        return "Z";
    }
    const int minutes = qAbs(seconds) / 60;
    QByteArray text = (seconds < 0 ? "-" : "+") + padded(minutes / 60, 2);
    if (piece == Piece::IsoColon || piece == Piece::NumberColon) {
        text += ':';
    }
    return piece == Piece::NumberHours ? text : text + padded(minutes % 60, 2);
}

QByteArray fractionText(int nanos, const QByteArray& spelled)
{
    QByteArray digits = padded(nanos, 9).left(spelled.size() - 1);
    if (spelled.endsWith('9')) {
        while (digits.endsWith('0')) {
            digits.chop(1);
        }
    }
    return digits.isEmpty() ? digits : spelled.left(1) + digits;
}

QByteArray timeText(const Part& part, const QTime& time)
{
    const int half = time.hour() % 12 == 0 ? 12 : time.hour() % 12;
    switch (part.piece) {
    case Piece::Hour2: return padded(time.hour(), 2);
    case Piece::Hour12x2: return padded(half, 2);
    case Piece::Hour12: return padded(half, 1);
    case Piece::Minute2: return padded(time.minute(), 2);
    case Piece::Minute: return padded(time.minute(), 1);
    case Piece::Second2: return padded(time.second(), 2);
    case Piece::Second: return padded(time.second(), 1);
    case Piece::Noon: return time.hour() < 12 ? "AM" : "PM";
    case Piece::NoonLower: return time.hour() < 12 ? "am" : "pm";
    default: return part.text;
    }
}

QByteArray partText(const Part& part, const QDateTime& at, int nanos)
{
    const QLocale english = QLocale::c();
    const QDate date = at.date();
    switch (part.piece) {
    case Piece::LongMonth: return english.monthName(date.month(), QLocale::LongFormat).toUtf8();
    case Piece::Month: return english.monthName(date.month(), QLocale::ShortFormat).toUtf8();
    case Piece::LongDay: return english.dayName(date.dayOfWeek(), QLocale::LongFormat).toUtf8();
    case Piece::Day: return english.dayName(date.dayOfWeek(), QLocale::ShortFormat).toUtf8();
    case Piece::ZoneName: return at.timeZoneAbbreviation().toUtf8();
    case Piece::Year4: return padded(date.year(), 4);
    case Piece::Year2: return padded(date.year() % 100, 2);
    case Piece::Month2: return padded(date.month(), 2);
    case Piece::MonthNumber: return padded(date.month(), 1);
    case Piece::DayOfYear: return padded(date.dayOfYear(), 3);
    case Piece::Day2: return padded(date.day(), 2);
    case Piece::DayBlank: return padded(date.day(), 2, ' ');
    case Piece::DayNumber: return padded(date.day(), 1);
    case Piece::IsoColon:
    case Piece::IsoPlain:
    case Piece::NumberColon:
    case Piece::NumberPlain:
    case Piece::NumberHours: return offsetText(at.offsetFromUtc(), part.piece);
    case Piece::Fraction: return fractionText(nanos, part.text);
    default: return timeText(part, at.time());
    }
}

} // namespace

QByteArray formatTime(const QByteArray& layout, const Time& time)
{
    const QDateTime at = QDateTime::fromSecsSinceEpoch(time.seconds, time.zone);
    QByteArray text;
    for (const Part& part : partsOf(layout)) {
        text += partText(part, at, time.nanos);
    }
    return text;
}

QString toRfc3339(const Time& time)
{
    return QString::fromUtf8(formatTime("2006-01-02T15:04:05.999999999Z07:00", time));
}

} // namespace fairlead::expression
