#include "models/domain/gate/term_words.h"

#include "models/domain/condition/echo.h"
#include "models/domain/condition/words.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace fairlead::gate {

namespace {

using condition::Aggregate;

const QChar kNoBreak(0x00A0);

QString clock(Instant at)
{
    return at.toIso().mid(11, 8);
}

} // namespace

QString lengthInWords(Millis length)
{
    constexpr std::array<qint64, 4> parts{86'400'000, 3'600'000, 60'000, 1'000};
    qint64 ms = length.count();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (ms >= parts[i]) {
            const qint64 smallest = parts[std::min(i + 1, parts.size() - 1)];
            ms -= ms % smallest;
            break;
        }
    }
    constexpr double kMillisPerSecond = 1000.0;
    return condition::lengthInWords(static_cast<double>(ms) / kMillisPerSecond);
}

QString clockInWords(Instant at)
{
    return clock(at) + QStringLiteral(" UTC");
}

QString stretchInWords(Instant from, Instant to)
{
    const QString first = from.toIso().left(19).replace(QLatin1Char('T'), QLatin1Char(' '));
    const QString last = to.toIso().left(19).replace(QLatin1Char('T'), QLatin1Char(' '));
    if (first == last) {
        return clockInWords(to);
    }
    if (first.left(10) == last.left(10)) {
        return clock(from) + QChar(0x2013) + clockInWords(to);
    }
    return QStringLiteral("%1 to %2 UTC").arg(first, last);
}

QString rangeInWords(double low, double high, metrics::Unit unit)
{
    QString first = condition::inWords(low, unit);
    const QString last = condition::inWords(high, unit);
    if (first == last) {
        return last;
    }
    const auto unitOf = [](const QString& text) { return text.mid(text.indexOf(kNoBreak)); };
    if (first.contains(kNoBreak) && unitOf(first) == unitOf(last)) {
        first.truncate(first.indexOf(kNoBreak));
    }
    return QStringLiteral("%1 to %2").arg(first, last);
}

QString countInWords(double count, CountOf of)
{
    const double whole = std::round(count);
    QString noun = of == CountOf::Calls ? QStringLiteral("call") : QStringLiteral("sample");
    if (whole != 1.0) {
        noun += QLatin1Char('s');
    }
    return condition::inWords(whole, metrics::Unit::Count) + QLatin1Char(' ') + noun;
}

QString capitalised(QString text)
{
    if (!text.isEmpty()) {
        text[0] = text.at(0).toUpper();
    }
    return text;
}

QString termInWords(const condition::Term& term, const Window& window)
{
    condition::Term asWatched = term;
    if (term.aggregate == Aggregate::Newest) {
        asWatched.aggregate = window.aggregate.value_or(Aggregate::Newest);
    }
    QString text = condition::termInWords(asWatched);
    if (asWatched.aggregate == Aggregate::Newest) {
        return text;
    }
    if (window.overCount) {
        text += QStringLiteral(" over ") + countInWords(*window.overCount, window.counts);
    }
    if (window.overTime) {
        text += QStringLiteral(" over ") + lengthInWords(*window.overTime);
    }
    return text;
}

QString thresholdInWords(const condition::Condition& condition)
{
    return condition::boundOf(condition.tree(), condition.root());
}

QString readingsInWords(const std::vector<condition::Reading>& readings, const Window& window, const QString& is)
{
    QStringList words;
    for (const condition::Reading& reading : readings) {
        const QString verb = words.isEmpty() ? is : QString();
        const QString value
            = reading.value && !std::isnan(*reading.value) ? condition::inWords(*reading.value, reading.unit) : QStringLiteral("missing");
        words.append(termInWords(reading.term, window) + verb + QLatin1Char(' ') + value);
    }
    return words.join(QStringLiteral(", "));
}

} // namespace fairlead::gate
