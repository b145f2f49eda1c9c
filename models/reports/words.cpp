#include "models/reports/words.h"

#include <QDateTime>
#include <QLocale>

#include <array>
#include <cmath>
#include <utility>

namespace fairlead::reports {

namespace {

QDateTime utc(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.ms(), Qt::UTC);
}

/// The five dimensions of a certificate and their mean.
constexpr std::array<std::pair<const char*, const char*>, 6> kDimensions{{{"iff", "Instruction following"}, {"tlp", "Task lock-in"},
    {"aoc", "Orchestration"}, {"bc", "Consistency"}, {"te", "Token efficiency"}, {"overall", "Overall"}}};

QString withUnit(qint64 figure, const char* unit)
{
    return QStringLiteral("%1\u00a0%2").arg(figure).arg(QLatin1String(unit));
}

} // namespace

QString dateInWords(Instant at)
{
    return QLocale::c().toString(utc(at), QStringLiteral("d\u00a0MMM yyyy"));
}

QString timeInWords(Instant at)
{
    return QLocale::c().toString(utc(at), QStringLiteral("HH:mm:ss"));
}

QString momentInWords(Instant at)
{
    return QStringLiteral("%1 %2 UTC").arg(dateInWords(at), timeInWords(at));
}

QString lengthInWords(Millis length)
{
    const qint64 ms = std::abs(static_cast<qint64>(length.count()));
    if (ms < 10'000 && ms % 1000 != 0) {
        return QStringLiteral("%1\u00a0s").arg(QString::number(static_cast<double>(ms) / 1000.0, 'f', 1));
    }
    const qint64 seconds = ms / 1000;
    struct Unit {
        qint64 seconds;
        const char* name;
    };
    constexpr std::array<Unit, 4> units{{{86'400, "d"}, {3'600, "h"}, {60, "min"}, {1, "s"}}};
    for (std::size_t i = 0; i + 1 < units.size(); ++i) {
        if (seconds < units[i].seconds) {
            continue;
        }
        const qint64 rest = seconds % units[i].seconds / units[i + 1].seconds;
        const QString first = withUnit(seconds / units[i].seconds, units[i].name);
        return rest == 0 ? first : first + QLatin1Char(' ') + withUnit(rest, units[i + 1].name);
    }
    return withUnit(seconds, "s");
}

QString weightInWords(Percent weight)
{
    return QStringLiteral("%1\u00a0%").arg(QLocale::c().toString(weight.value(), 'g', QLocale::FloatingPointShortest));
}

QString scoreInWords(double score)
{
    if (!std::isfinite(score)) {
        return QStringLiteral("no number");
    }
    const QString two = QString::number(score, 'f', 2);
    const QString four = QString::number(score, 'f', 4);
    return two + QLatin1String("00") == four ? two : QString::number(score, 'f', four.endsWith(QLatin1Char('0')) ? 3 : 4);
}

QString countInWords(qint64 count)
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions); // the C locale leaves out the separators by itself
    return locale.toString(count);
}

QString countOf(qint64 count, const QString& one, const QString& many)
{
    if (count == 0) {
        return QStringLiteral("no %1").arg(one);
    }
    return QStringLiteral("%1 %2").arg(countInWords(count), count == 1 ? one : many);
}

QString listInWords(const QStringList& parts)
{
    if (parts.size() < 2) {
        return parts.join(QString());
    }
    return parts.mid(0, parts.size() - 1).join(QStringLiteral(", ")) + QStringLiteral(" and ") + parts.constLast();
}

QString dimensionInWords(const QString& dimension)
{
    for (const auto& [key, words] : kDimensions) {
        if (dimension.compare(QLatin1String(key), Qt::CaseInsensitive) == 0) {
            return QLatin1String(words);
        }
    }
    return dimension;
}

QString asSentence(const QString& text)
{
    const QString trimmed = text.trimmed();
    const bool ended = trimmed.isEmpty() || QStringLiteral(".!?…").contains(trimmed.back());
    return ended ? trimmed : trimmed + QLatin1Char('.');
}

} // namespace fairlead::reports
