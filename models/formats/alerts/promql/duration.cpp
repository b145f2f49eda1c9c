#include "models/formats/alerts/promql/duration.h"

#include <array>
#include <limits>
#include <string_view>

namespace fairlead::formats::alerts::promql {

namespace {

struct Unit {
    std::string_view name;
    qint64 millis;
};

constexpr qint64 kDay = 24LL * 60 * 60 * 1000;
constexpr auto kUnits
    = std::to_array<Unit>({{"y", 365 * kDay}, {"w", 7 * kDay}, {"d", kDay}, {"h", kDay / 24}, {"m", 60'000}, {"s", 1000}, {"ms", 1}});

/// Prometheus counts nanoseconds in 64 bits.
constexpr qint64 kLongest = std::numeric_limits<qint64>::max() / 1'000'000;

std::unexpected<Error> wrong(const QString& text)
{
    return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” is not a length of time: write 30s, 5m, 1h30m or 1d.").arg(text.left(60)));
}

qsizetype unitLength(const QString& text, qsizetype at)
{
    qsizetype end = at;
    while (end < text.size() && text.at(end).unicode() >= u'a' && text.at(end).unicode() <= u'z') {
        ++end;
    }
    return end - at;
}

bool isDigit(QChar c)
{
    return c.unicode() >= u'0' && c.unicode() <= u'9';
}

} // namespace

Result<Millis> parsePrometheusDuration(const QString& text)
{
    if (text == QLatin1String("0")) {
        return Millis(0);
    }
    qint64 total = 0;
    std::size_t nextUnit = 0;
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype digits = at;
        while (digits < text.size() && isDigit(text.at(digits))) {
            ++digits;
        }
        const QString unit = text.mid(digits, unitLength(text, digits));
        std::size_t which = nextUnit;
        while (which < kUnits.size()
            && unit != QLatin1String(kUnits.at(which).name.data(), static_cast<qsizetype>(kUnits.at(which).name.size()))) {
            ++which;
        }
        if (digits == at || which == kUnits.size()) {
            return wrong(text);
        }
        bool fits = false;
        const qint64 number = text.mid(at, digits - at).toLongLong(&fits);
        if (!fits || number > kLongest / kUnits.at(which).millis || total > kLongest - number * kUnits.at(which).millis) {
            return fail(
                ErrorCode::InvalidInput, QStringLiteral("“%1” is longer than Prometheus can count (292 years).").arg(text.left(60)));
        }
        total += number * kUnits.at(which).millis;
        nextUnit = which + 1;
        at = digits + unit.size();
    }
    return text.isEmpty() ? Result<Millis>(wrong(text)) : Millis(total);
}

QString toPrometheusDuration(Millis length)
{
    qint64 rest = length.count();
    QString text;
    for (const Unit& unit : kUnits) {
        // As Prometheus does: years and weeks only where nothing else is needed, so that 400d stays readable.
        const bool whole = unit.millis > kDay;
        if (rest >= unit.millis && (!whole || rest % unit.millis == 0)) {
            text += QString::number(rest / unit.millis) + QLatin1String(unit.name.data(), static_cast<qsizetype>(unit.name.size()));
            rest %= unit.millis;
        }
    }
    return text.isEmpty() ? QStringLiteral("0s") : text;
}

} // namespace fairlead::formats::alerts::promql
