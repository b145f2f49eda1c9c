#include "models/domain/expression/go_number.h"
#include "models/domain/expression/go_time.h"

#include <array>
#include <cmath>
#include <limits>

namespace fairlead::expression {

namespace {

constexpr qint64 kSecond = 1'000'000'000;

struct Unit {
    const char* name;
    qint64 nanos;
};
constexpr std::array<Unit, 8> kUnits{{{"ns", 1}, {"us", 1'000}, {"\xc2\xb5s", 1'000}, {"\xce\xbcs", 1'000}, {"ms", 1'000'000},
    {"s", kSecond}, {"m", 60 * kSecond}, {"h", 3600 * kSecond}}};

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

/// A fraction of @p unit without the zeros at its end: "1.5".
QByteArray inUnit(quint64 nanos, quint64 unit)
{
    QByteArray text = QByteArray::number(nanos / unit);
    quint64 rest = nanos % unit;
    if (rest == 0) {
        return text;
    }
    QByteArray fraction;
    for (quint64 place = unit / 10; place > 0 && rest > 0; place /= 10) {
        fraction += static_cast<char>('0' + rest / place);
        rest %= place;
    }
    return text + '.' + fraction;
}

} // namespace

Time later(const Time& from, Duration by)
{
    Time moved = from;
    const qint64 nanos = from.nanos + by.nanos % kSecond;
    const qint64 carry = nanos < 0 ? -1 : nanos / kSecond;
    moved.nanos = static_cast<qint32>(nanos - carry * kSecond);
    moved.seconds = from.seconds + by.nanos / kSecond + carry;
    return moved;
}

Duration between(const Time& earlier, const Time& later)
{
    const qint64 seconds = later.seconds - earlier.seconds;
    constexpr qint64 kMost = std::numeric_limits<qint64>::max() / kSecond - 1;
    if (seconds > kMost || seconds < -kMost) {
        return {seconds > 0 ? std::numeric_limits<qint64>::max() : std::numeric_limits<qint64>::min()};
    }
    return {seconds * kSecond + later.nanos - earlier.nanos};
}

std::optional<Duration> parseDuration(const QByteArray& text)
{
    QByteArray rest = text;
    const bool negative = rest.startsWith('-');
    if (negative || rest.startsWith('+')) {
        rest.remove(0, 1);
    }
    if (rest == "0") {
        return Duration{0};
    }
    if (rest.isEmpty()) {
        return std::nullopt;
    }
    long double total = 0;
    while (!rest.isEmpty()) {
        qsizetype digits = 0;
        int points = 0;
        while (digits < rest.size() && (isDigit(rest.at(digits)) || rest.at(digits) == '.')) {
            points += rest.at(digits) == '.' ? 1 : 0;
            ++digits;
        }
        qsizetype end = digits;
        while (end < rest.size() && !isDigit(rest.at(end)) && rest.at(end) != '.') {
            ++end;
        }
        const QByteArray number = rest.left(digits);
        const QByteArray unitName = rest.mid(digits, end - digits);
        const auto unit = std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& each) { return unitName == each.name; });
        if (points > 1 || digits - points < 1 || unit == kUnits.end()) {
            return std::nullopt;
        }
        const qsizetype point = number.indexOf('.');
        const qint64 whole = (point < 0 ? number : number.left(point)).toLongLong();
        const double fraction = point < 0 ? 0.0 : parseFloat("0" + number.mid(point)).value_or(0.0);
        total += static_cast<long double>(whole) * static_cast<long double>(unit->nanos);
        total += std::trunc(static_cast<long double>(fraction) * static_cast<long double>(unit->nanos));
        rest.remove(0, end);
    }
    if (total >= static_cast<long double>(std::numeric_limits<qint64>::max())) {
        return std::nullopt;
    }
    const auto nanos = static_cast<qint64>(total);
    return Duration{negative ? -nanos : nanos};
}

QByteArray formatDuration(Duration length)
{
    if (length.nanos == 0) {
        return "0s";
    }
    const QByteArray sign = length.nanos < 0 ? "-" : "";
    const quint64 nanos = length.nanos < 0 ? 0 - static_cast<quint64>(length.nanos) : static_cast<quint64>(length.nanos);
    if (nanos < 1'000) {
        return sign + QByteArray::number(nanos) + "ns";
    }
    if (nanos < 1'000'000) {
        return sign + inUnit(nanos, 1'000) + "\xc2\xb5s";
    }
    if (nanos < static_cast<quint64>(kSecond)) {
        return sign + inUnit(nanos, 1'000'000) + "ms";
    }
    const quint64 minutes = nanos / (60 * static_cast<quint64>(kSecond));
    QByteArray text = sign;
    if (minutes >= 60) {
        text += QByteArray::number(minutes / 60) + 'h';
    }
    if (minutes > 0) {
        text += QByteArray::number(minutes % 60) + 'm';
    }
    return text + inUnit(nanos % (60 * static_cast<quint64>(kSecond)), static_cast<quint64>(kSecond)) + 's';
}

} // namespace fairlead::expression
