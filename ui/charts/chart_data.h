#pragma once

#include "models/domain/metrics/metric.h"
#include "models/domain/rollout/state.h"
#include "ui/charts/chart_line.h"
#include "ui/charts/chart_mark.h"
#include "ui/charts/limit_line.h"
#include "ui/charts/pyramid.h"
#include "ui/charts/truth_trail.h"

#include <QString>

#include <limits>
#include <map>
#include <optional>
#include <vector>

namespace fairlead::ui {

/// A stretch of time in milliseconds, [from, to].
struct Stretch {
    qint64 from = 0;
    qint64 to = 0;

    bool operator==(const Stretch&) const = default;
};

/// The samples of one line, and where samples are missing.
class ChartSeries {
public:
    /// @p gapAfter: two neighbours further apart than this have a gap between them.
    explicit ChartSeries(Millis gapAfter)
        : m_gapAfter(gapAfter.count())
    {
    }

    /// Sorts it in; returns the index from which on the series has changed.
    std::size_t insert(metrics::Sample sample);

    const Pyramid& samples() const { return m_samples; }
    const std::vector<Stretch>& gaps() const { return m_gaps; } ///< oldest first
    qint64 gapAfter() const { return m_gapAfter; }
    /// Index of the sample that speaks for @p at: the newest one not after it and not older than a gap.
    std::optional<std::size_t> indexAt(qint64 at) const;

private:
    qint64 m_gapAfter;
    Pyramid m_samples;
    std::vector<Stretch> m_gaps;
};

/// Which numbers a chart shows and how it writes them.
struct ChartSpec {
    QString metric;
    QString title;
    QString unit; ///< grey words behind the title
    metrics::Unit kind = metrics::Unit::None;
    bool share = false; ///< the traffic chart: asked against observed
    QString label = {}; ///< of its own metric, where there are more lines: "p95"
    std::vector<LineSpec> more = {}; ///< lines of other metrics

    /// Axis figures per stored unit: 100 where fractions are shown in %.
    double axisFactor() const { return kind == metrics::Unit::Fraction ? 100.0 : 1.0; }
    /// A value for people, with its unit.
    QString valueText(double value) const;
};

/// What a strip says over a stretch of time.
struct TruthStretch {
    Stretch span; ///< the last one is open: it ends at kOpenEnd and lasts until now
    Truth truth = Truth::None;

    bool operator==(const TruthStretch&) const = default;
};

/// One of the lines that a chart draws.
struct ChartLine {
    const ChartSeries* series = nullptr;
    LineStyle style = LineStyle::Canary;
    QString label; ///< empty where the style says it all
    metrics::SeriesKey key;
};

/// Canary and baseline of a part of a metric.
struct PartSeries {
    ChartSeries canary;
    ChartSeries baseline;
};

/// More parts of one metric are not kept: a label with an id in it would fill the memory.
inline constexpr int kMostParts = 200;

/// One chart's values.
struct ChartData {
    ChartData(ChartSpec s, Millis gapAfter, std::optional<TruthTrail> t)
        : spec(std::move(s))
        , canary(gapAfter)
        , baseline(gapAfter)
        , previous(gapAfter)
        , more(spec.more.size(), ChartSeries(gapAfter))
        , truth(std::move(t))
    {
    }

    ChartSpec spec;
    ChartSeries canary;
    ChartSeries baseline;
    ChartSeries previous; ///< of the release before, at the same time after its start
    std::vector<ChartSeries> more; ///< as spec.more
    std::map<metrics::Labels, PartSeries> parts; ///< of the chart's own metric
    bool partsLeftOut = false; ///< there were more than kMostParts
    const Pyramid* counts = nullptr; ///< canary calls behind each value; null where a value is no fraction of them
    std::optional<TruthTrail> truth; ///< only where a gate judges this metric
    std::vector<LimitLine> limits; ///< besides the gate's
    std::optional<std::vector<TruthStretch>> strip; ///< instead of the gate's: what a rule said, oldest first
    std::vector<qint64> firings; ///< when a rule fired, or would have

    /// True when the chart has to be painted again.
    bool take(const metrics::Reading& reading);
    /// A value of the release before, moved to this one's time. False for another metric.
    bool takePrevious(const metrics::Reading& reading, qint64 shift);
    bool isEmpty() const; ///< parts do not count
    /// All that have samples, the canary always: it first, then what goes with it, the baseline, the release before.
    std::vector<ChartLine> lines(bool withPrevious) const;

private:
    bool takePart(const metrics::Reading& reading);
};

/// The line that @p rule draws in the chart of @p metric; none where it has no fixed bound on it.
std::optional<LimitLine> limitOf(const gate::Rule& rule, const QString& metric);

/// All lines of @p data: the gate's bound first.
std::vector<LimitLine> limitsOf(const ChartData& data);

/// What was asked for from a moment on.
struct AskedWeight {
    qint64 at = 0;
    std::optional<double> fraction = 0.0; ///< empty where parts of the users are asked for, of which no share of all can be told

    bool operator==(const AskedWeight&) const = default;
};

/// So that a stretch that still lasts does not change with every tick.
inline constexpr qint64 kOpenEnd = std::numeric_limits<qint64>::max();

/// What all charts of a release share.
struct ChartTimeline {
    qint64 from = 0; ///< visible, milliseconds
    qint64 to = 1;
    qint64 now = 0; ///< no later than the end of the release
    std::vector<ChartMark> marks;
    std::vector<AskedWeight> asked;
    std::vector<TruthStretch> agreement; ///< observed agrees with asked
    std::vector<qint64> stepBegins;
    std::optional<qint64> crosshair;
    bool previousShown = false; ///< the lines of the release before

    bool operator==(const ChartTimeline&) const = default;
};

/// Marks, asked weights, agreement and step begins of @p state; the view and crosshair are left as they are.
void readState(ChartTimeline& timeline, const rollout::State& state, Instant now);

/// The share that was asked for at @p at; nothing before the first command.
std::optional<double> askedAt(const ChartTimeline& timeline, qint64 at);

/// The value that a chart shows for a side: at the crosshair, else the newest. Empty in a gap.
std::optional<double> shownValue(const ChartSeries& series, const ChartTimeline& timeline);

/// For how many milliseconds @p series has been silent, where that is a gap; nothing while samples come, there never was one, or
/// the crosshair is on another time.
std::optional<qint64> silentFor(const ChartSeries& series, const ChartTimeline& timeline);

} // namespace fairlead::ui
