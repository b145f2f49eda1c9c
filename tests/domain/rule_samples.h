#pragma once

#include "models/domain/gate/rule_watch.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <limits>

namespace fairlead::gate {

inline const Instant kBegan = Instant::fromIso(QStringLiteral("2025-08-07T14:00:00Z")).value();
inline constexpr Millis kStale = std::chrono::seconds(60);

/// Samples one after the other at every @p step from kBegan on: "3.1 3.2 nan - 2.4"; "-" is no sample, "3.1*10" ten of them.
inline metrics::SeriesWindow drawn(const QString& drawing, Millis step = std::chrono::seconds(1), Instant from = kBegan)
{
    metrics::SeriesWindow window;
    Instant at = from;
    const QStringList words = drawing.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& word : words) {
        const QString value = word.section(QLatin1Char('*'), 0, 0);
        const int times = word.contains(QLatin1Char('*')) ? word.section(QLatin1Char('*'), 1).toInt() : 1;
        for (int i = 0; i < times; ++i, at = at + step) {
            if (value != QLatin1String("-")) {
                window.insert({at, value == QLatin1String("nan") ? std::numeric_limits<double>::quiet_NaN() : value.toDouble()});
            }
        }
    }
    return window;
}

inline Series seriesOf(const QString& metric, metrics::SeriesWindow window)
{
    Series series;
    series.emplace(metrics::SeriesKey{metric, metrics::Role::Canary}, std::move(window));
    return series;
}

inline condition::Condition conditionOf(const QString& text)
{
    return condition::Condition::parse(text).value();
}

inline Rule ruleOf(const QString& condition, const Window& window, Action action = Action::RollBack)
{
    return Rule{condition, action, true, conditionOf(condition), window, {}, NoDataPolicy::Hold};
}

inline Window inARow(int hits, CountOf counts = CountOf::Calls)
{
    Window window;
    window.hits = window.ofLast = hits;
    window.counts = counts;
    return window;
}

inline Window ofTheLast(int hits, int last)
{
    Window window;
    window.hits = hits;
    window.ofLast = last;
    return window;
}

inline Window sustained(Millis length)
{
    Window window;
    window.sustained = length;
    return window;
}

inline Window over(condition::Aggregate aggregate, int count, CountOf counts = CountOf::Calls)
{
    Window window;
    window.aggregate = aggregate;
    window.overCount = count;
    window.counts = counts;
    return window;
}

inline Window overTime(condition::Aggregate aggregate, Millis length)
{
    Window window;
    window.aggregate = aggregate;
    window.overTime = length;
    return window;
}

/// Seconds after kBegan, one a word: "9 21.5".
inline QString secondsOf(const std::vector<Firing>& firings)
{
    QStringList words;
    for (const Firing& firing : firings) {
        words.append(QString::number(static_cast<double>((firing.at - kBegan).count()) / 1000.0));
    }
    return words.join(QLatin1Char(' '));
}

inline QString wordOf(RuleTruth truth)
{
    switch (truth) {
    case RuleTruth::Clear: return QStringLiteral("clear");
    case RuleTruth::Counting: return QStringLiteral("counting");
    case RuleTruth::Fired: return QStringLiteral("fired");
    case RuleTruth::NoData: return QStringLiteral("no data");
    }
    Q_UNREACHABLE();
}

} // namespace fairlead::gate
