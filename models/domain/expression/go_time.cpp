#include "models/domain/expression/go_time.h"

#include "models/domain/expression/time_layout.h"

#include <QDateTime>
#include <QLocale>

#include <array>

namespace fairlead::expression {

namespace {

/// What was read so far.
struct Reading {
    int year = 0;
    int month = 1;
    int day = 1;
    int dayOfYear = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int nanos = 0;
    bool afternoon = false;
    bool forenoon = false;
    std::optional<int> offset;
    QByteArray zone;
};

std::optional<int> take(QByteArray& text, int least, int most)
{
    int digits = 0;
    while (digits < most && digits < text.size() && text.at(digits) >= '0' && text.at(digits) <= '9') {
        ++digits;
    }
    if (digits < least) {
        return std::nullopt;
    }
    const int value = text.left(digits).toInt();
    text.remove(0, digits);
    return value;
}

bool takeNumber(QByteArray& text, int least, int most, int& into)
{
    const std::optional<int> value = take(text, least, most);
    into = value.value_or(into);
    return value.has_value();
}

bool takeName(QByteArray& text, bool month, bool longName, int& into)
{
    const QLocale english = QLocale::c();
    for (int each = 1; each <= (month ? 12 : 7); ++each) {
        const QLocale::FormatType form = longName ? QLocale::LongFormat : QLocale::ShortFormat;
        const QByteArray name = (month ? english.monthName(each, form) : english.dayName(each, form)).toUtf8();
        if (text.left(name.size()).compare(name, Qt::CaseInsensitive) == 0) {
            text.remove(0, name.size());
            into = each;
            return true;
        }
    }
    return false;
}

bool takeOffset(QByteArray& text, Piece piece, Reading& reading)
{
    if ((piece == Piece::IsoColon || piece == Piece::IsoPlain) && text.startsWith('Z')) {
        text.remove(0, 1);
        reading.offset = 0;
        return true;
    }
    if (!text.startsWith('+') && !text.startsWith('-')) {
        return false;
    }
    const int sign = text.startsWith('-') ? -1 : 1;
    text.remove(0, 1);
    int hours = 0;
    int minutes = 0;
    const bool colon = piece == Piece::IsoColon || piece == Piece::NumberColon;
    bool fits = takeNumber(text, 2, 2, hours);
    if (fits && colon) {
        fits = text.startsWith(':');
        text.remove(0, 1);
    }
    fits = fits && (piece == Piece::NumberHours || takeNumber(text, 2, 2, minutes)) && hours <= 24 && minutes < 60;
    reading.offset = sign * (hours * 3600 + minutes * 60);
    return fits;
}

void takeFraction(QByteArray& text, Reading& reading)
{
    text.remove(0, 1);
    int place = 100'000'000;
    while (!text.isEmpty() && text.at(0) >= '0' && text.at(0) <= '9') {
        reading.nanos += (text.at(0) - '0') * place;
        place /= 10;
        text.remove(0, 1);
    }
}

bool takeZoneName(QByteArray& text, Reading& reading)
{
    qsizetype letters = 0;
    while (letters < text.size() && text.at(letters) >= 'A' && text.at(letters) <= 'Z') {
        ++letters;
    }
    reading.zone = text.left(letters);
    text.remove(0, letters);
    return letters >= 3 && letters <= 5;
}

struct Digits {
    Piece piece;
    int least;
    int most;
    int Reading::* into;
};
constexpr auto kDigits = std::to_array<Digits>({{Piece::Year4, 4, 4, &Reading::year}, {Piece::Month2, 2, 2, &Reading::month},
    {Piece::MonthNumber, 1, 2, &Reading::month}, {Piece::DayOfYear, 3, 3, &Reading::dayOfYear}, {Piece::Day2, 2, 2, &Reading::day},
    {Piece::DayNumber, 1, 2, &Reading::day}, {Piece::DayBlank, 1, 2, &Reading::day}, {Piece::Hour2, 2, 2, &Reading::hour},
    {Piece::Hour12x2, 2, 2, &Reading::hour}, {Piece::Hour12, 1, 2, &Reading::hour}, {Piece::Minute2, 2, 2, &Reading::minute},
    {Piece::Minute, 1, 2, &Reading::minute}, {Piece::Second2, 2, 2, &Reading::second}, {Piece::Second, 1, 2, &Reading::second}});

bool takeDigits(QByteArray& text, const Digits& digits, Reading& reading)
{
    if (digits.piece == Piece::DayBlank && text.startsWith(' ')) {
        text.remove(0, 1);
    }
    if (!takeNumber(text, digits.least, digits.most, reading.*digits.into)) {
        return false;
    }
    if (digits.piece == Piece::Hour12 || digits.piece == Piece::Hour12x2) {
        return reading.hour <= 12;
    }
    const bool seconds = digits.into == &Reading::second;
    // A fraction may follow the seconds even where the layout has none.
    if (seconds && text.size() > 1 && (text.at(0) == '.' || text.at(0) == ',') && text.at(1) >= '0' && text.at(1) <= '9') {
        takeFraction(text, reading);
    }
    return true;
}

bool takeHalf(QByteArray& text, Reading& reading)
{
    const QByteArray word = text.left(2).toLower();
    reading.afternoon = word == "pm";
    reading.forenoon = word == "am";
    text.remove(0, 2);
    return reading.afternoon || reading.forenoon;
}

bool takePart(QByteArray& text, const Part& part, Reading& reading)
{
    for (const Digits& digits : kDigits) {
        if (digits.piece == part.piece) {
            return takeDigits(text, digits, reading);
        }
    }
    int ignored = 0;
    switch (part.piece) {
    case Piece::LongMonth: return takeName(text, true, true, reading.month);
    case Piece::Month: return takeName(text, true, false, reading.month);
    case Piece::LongDay: return takeName(text, false, true, ignored);
    case Piece::Day: return takeName(text, false, false, ignored);
    case Piece::ZoneName: return takeZoneName(text, reading);
    case Piece::Year2: {
        const bool read = takeNumber(text, 2, 2, reading.year);
        reading.year += reading.year >= 69 ? 1900 : 2000;
        return read;
    }
    case Piece::Noon:
    case Piece::NoonLower: return takeHalf(text, reading);
    case Piece::IsoColon:
    case Piece::IsoPlain:
    case Piece::NumberColon:
    case Piece::NumberPlain:
    case Piece::NumberHours: return takeOffset(text, part.piece, reading);
    case Piece::Fraction:
        if (text.startsWith('.') || text.startsWith(',')) {
            takeFraction(text, reading);
        }
        return true;
    default: break;
    }
    const bool fits = text.startsWith(part.text);
    text.remove(0, part.text.size());
    return fits;
}

std::optional<Time> finish(Reading reading, const QTimeZone& zone)
{
    if (reading.afternoon && reading.hour < 12) {
        reading.hour += 12;
    } else if (reading.forenoon && reading.hour == 12) {
        reading.hour = 0;
    }
    if (reading.dayOfYear > 0) {
        const QDate first(reading.year, 1, 1);
        const QDate date = first.addDays(reading.dayOfYear - 1);
        reading.month = date.month();
        reading.day = date.day();
    }
    // The calendar here has no year 0; a time of day alone is in year 1 instead.
    const QDate date(reading.year == 0 ? 1 : reading.year, reading.month, reading.day);
    const QTime time(reading.hour, reading.minute, reading.second);
    if (!date.isValid() || !time.isValid()) {
        return std::nullopt;
    }
    QTimeZone in = zone;
    if (reading.offset) {
        in = *reading.offset == 0 ? QTimeZone::utc() : QTimeZone(*reading.offset);
    } else if (reading.zone == "UTC" || reading.zone == "GMT") {
        in = QTimeZone::utc();
    }
    return Time{QDateTime(date, time, in).toSecsSinceEpoch(), reading.nanos, in};
}

} // namespace

std::optional<Time> parseTime(const QByteArray& layout, const QByteArray& text, const QTimeZone& zone)
{
    Reading reading;
    QByteArray rest = text;
    for (const Part& part : partsOf(layout)) {
        if (!takePart(rest, part, reading)) {
            return std::nullopt;
        }
    }
    return rest.isEmpty() ? finish(reading, zone) : std::nullopt;
}

std::optional<Time> parseUsualTime(const QByteArray& text, const QTimeZone& zone)
{
    for (const char* layout : {"2006-01-02", "15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04:05Z07:00", "02 Jan 06 15:04 MST",
             "Monday, 02-Jan-06 15:04:05 MST", "Mon, 02 Jan 2006 15:04:05 MST"}) {
        if (const std::optional<Time> read = parseTime(layout, text, zone)) {
            return read;
        }
    }
    return std::nullopt;
}

std::optional<QTimeZone> zoneNamed(const QByteArray& name)
{
    if (name.isEmpty() || name == "UTC" || name == "Local") {
        return QTimeZone::utc();
    }
    const QTimeZone zone(name);
    return zone.isValid() ? std::optional(zone) : std::nullopt;
}

} // namespace fairlead::expression
