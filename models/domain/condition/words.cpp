#include "models/domain/condition/words.h"

#include <QLocale>

#include <array>
#include <cmath>

namespace fairlead::condition {

namespace {

using metrics::Unit;

const QChar kNoBreak(0x00A0);
constexpr double kMillisPerSecond = 1000.0;
constexpr double kPerCent = 100.0;

/// Figures without surplus zeros: 1.62, 2, 0.9.
QString figures(double value, int decimals)
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions); // thousands are parted by commas
    QString text = locale.toString(value, 'f', decimals);
    if (text.contains(QLatin1Char('.'))) {
        while (text.endsWith(QLatin1Char('0'))) {
            text.chop(1);
        }
        if (text.endsWith(QLatin1Char('.'))) {
            text.chop(1);
        }
    }
    return text == QLatin1String("-0") ? QStringLiteral("0") : text;
}

/// All figures of a number that a person wrote, without the noise of binary fractions.
QString exactFigures(double value)
{
    constexpr int kFigures = 12;
    constexpr double kReadable = 1e15; // beyond it people write powers of ten
    const double size = std::abs(value);
    return size >= kMillisPerSecond && size < kReadable ? figures(value, 3) : QString::number(value, 'g', kFigures);
}

QString withUnit(const QString& number, const char* unit)
{
    return number + kNoBreak + QLatin1String(unit);
}

QString percentInWords(double value)
{
    const double percent = value * kPerCent;
    const double size = std::abs(percent);
    // A rate that is not zero must not read as zero.
    if (size > 0.0 && size < 0.005) {
        return withUnit(QString::number(percent, 'g', 1), "%");
    }
    return withUnit(figures(percent, size < 9.995 ? 2 : 1), "%");
}

QString secondsInWords(double value)
{
    const double size = std::abs(value);
    if (size > 0.0 && size < 0.9995) {
        const double millis = value * kMillisPerSecond;
        return withUnit(figures(millis, std::abs(millis) < 10.0 ? 2 : 0), "ms");
    }
    return withUnit(figures(value, size < 99.995 ? 2 : 0), "s");
}

QString timeBoundInWords(const Number& number)
{
    const double size = std::abs(number.value);
    if (size > 0.0 && size < 1e-6) {
        return withUnit(exactFigures(number.value * 1e9), "ns");
    }
    if (size > 0.0 && size < 1e-3) {
        return exactFigures(number.value * 1e6) + kNoBreak + QStringLiteral("µs");
    }
    if (size > 0.0 && size < 1.0) {
        return withUnit(exactFigures(number.value * kMillisPerSecond), "ms");
    }
    // Who writes 90s thinks in seconds, who writes 2m in minutes.
    return number.written > Written::Seconds ? lengthInWords(number.value) : withUnit(exactFigures(number.value), "s");
}

} // namespace

QString inWords(double value, metrics::Unit unit)
{
    if (!std::isfinite(value)) {
        return QStringLiteral("no number");
    }
    switch (unit) {
    case Unit::Fraction: return percentInWords(value);
    case Unit::Seconds: return secondsInWords(value);
    case Unit::Count: return figures(value, std::abs(value) < 10.0 ? 2 : 0);
    case Unit::None: return figures(value, 3);
    }
    Q_UNREACHABLE();
}

QString titleOf(const QString& metric)
{
    if (metric == metrics::kShare) {
        return QStringLiteral("Share of traffic");
    }
    QString title = metric;
    title.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!title.isEmpty()) {
        title[0] = title.at(0).toUpper();
    }
    return title;
}

QString boundInWords(const Number& number, metrics::Unit unit, bool isScore)
{
    const bool asWritten = unit == Unit::None && !isScore;
    if (unit == Unit::Fraction || (asWritten && number.written == Written::Percent)) {
        return withUnit(exactFigures(number.value * kPerCent), "%");
    }
    if (unit == Unit::Seconds || (asWritten && isTime(number.written))) {
        return timeBoundInWords(number);
    }
    if (asWritten && number.written == Written::OfHundred) {
        return QStringLiteral("%1 of 100").arg(exactFigures(number.value * kPerCent));
    }
    return number.written == Written::Tokens ? withUnit(exactFigures(number.value), "tokens") : exactFigures(number.value);
}

QString lengthInWords(double seconds)
{
    struct Step {
        double length;
        const char* unit;
    };
    constexpr std::array<Step, 3> steps{{{86400, "d"}, {3600, "h"}, {60, "min"}}};
    if (std::abs(seconds) < 1.0) {
        return withUnit(exactFigures(seconds * kMillisPerSecond), "ms");
    }
    QStringList parts;
    double rest = std::abs(seconds);
    for (const Step& step : steps) {
        const double count = std::floor(rest / step.length);
        if (count > 0) {
            parts.append(withUnit(exactFigures(count), step.unit));
            rest -= count * step.length;
        }
    }
    if (rest > 1e-9) {
        parts.append(withUnit(exactFigures(rest), "s"));
    }
    return (seconds < 0 ? QStringLiteral("-") : QString()) + parts.join(kNoBreak);
}

QString termInWords(const Term& term)
{
    QString name = term.metric;
    name.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (term.metric == metrics::kShare) {
        name = QStringLiteral("share of traffic");
    }
    if (term.role == metrics::Role::Baseline) {
        name.prepend(QStringLiteral("baseline of "));
    }
    switch (term.aggregate) {
    case Aggregate::Newest: return name;
    case Aggregate::Mean: return QStringLiteral("mean %1").arg(name);
    case Aggregate::Median: return QStringLiteral("median %1").arg(name);
    case Aggregate::P90: return QStringLiteral("p90 of %1").arg(name);
    case Aggregate::P95: return QStringLiteral("p95 of %1").arg(name);
    case Aggregate::P99: return QStringLiteral("p99 of %1").arg(name);
    case Aggregate::Min: return QStringLiteral("lowest %1").arg(name);
    case Aggregate::Max: return QStringLiteral("highest %1").arg(name);
    case Aggregate::Sum: return QStringLiteral("sum of %1").arg(name);
    case Aggregate::Count: return QStringLiteral("number of %1 samples").arg(name);
    case Aggregate::Rate: return QStringLiteral("rate of %1").arg(name);
    }
    Q_UNREACHABLE();
}

QString aggregateInWords(Aggregate aggregate)
{
    switch (aggregate) {
    case Aggregate::Newest: return QStringLiteral("newest value");
    case Aggregate::Mean: return QStringLiteral("mean");
    case Aggregate::Median: return QStringLiteral("median");
    case Aggregate::P90: return QStringLiteral("p90");
    case Aggregate::P95: return QStringLiteral("p95");
    case Aggregate::P99: return QStringLiteral("p99");
    case Aggregate::Min: return QStringLiteral("lowest value");
    case Aggregate::Max: return QStringLiteral("highest value");
    case Aggregate::Sum: return QStringLiteral("sum");
    case Aggregate::Count: return QStringLiteral("number");
    case Aggregate::Rate: return QStringLiteral("rate");
    }
    Q_UNREACHABLE();
}

bool isPlural(const Term& term)
{
    const bool many = term.metric.endsWith(QLatin1Char('s')) && !term.metric.endsWith(QLatin1String("ss"));
    return many && term.aggregate == Aggregate::Newest && term.role == metrics::Role::Canary;
}

} // namespace fairlead::condition
