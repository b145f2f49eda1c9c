#include "models/base/duration.h"

#include <QRegularExpression>

#include <array>
#include <cmath>
#include <utility>

namespace fairlead {

namespace {

struct DurationUnit {
    const char* name;
    qint64 ms;
};
constexpr std::array<DurationUnit, 5> kUnits{{{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};

constexpr double kLongest = 366.0 * 86'400'000.0;

double unitMs(QStringView name)
{
    for (const DurationUnit& unit : kUnits) {
        if (name == QLatin1String(unit.name)) {
            return static_cast<double>(unit.ms);
        }
    }
    return 0.0;
}

} // namespace

Result<Millis> parseDuration(const QString& text)
{
    static const QRegularExpression part(QStringLiteral("\\G\\s*([0-9]+(?:\\.[0-9]+)?)\\s*(ms|d|h|m|s)"));
    const QString trimmed = text.trimmed();
    double total = 0.0;
    qsizetype at = 0;
    while (at < trimmed.size()) {
        const QRegularExpressionMatch match = part.match(trimmed, at);
        if (!match.hasMatch()) {
            break;
        }
        total += match.capturedView(1).toDouble() * unitMs(match.capturedView(2));
        at = match.capturedEnd();
    }
    if (trimmed.isEmpty() || at != trimmed.size()) {
        return fail(ErrorCode::InvalidInput,
            QStringLiteral("“%1” is not a duration. Write a number with a unit: 500ms, 30s, 15m, 2h or 1d.").arg(text));
    }
    if (total > kLongest) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” is longer than a year.").arg(text));
    }
    return Millis(std::llround(total));
}

QString toText(Millis length)
{
    qint64 rest = length.count();
    if (rest == 0) {
        return QStringLiteral("0s");
    }
    QString text;
    for (const DurationUnit& unit : kUnits) {
        const qint64 count = rest / unit.ms;
        if (count > 0) {
            text += QString::number(count) + QLatin1String(unit.name);
            rest -= count * unit.ms;
        }
    }
    return text;
}

} // namespace fairlead
