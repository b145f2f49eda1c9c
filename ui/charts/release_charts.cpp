#include "ui/charts/release_charts.h"

#include "ui/charts/metric_chart.h"

#include <QGridLayout>
#include <QTimer>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr qint64 kHour = 3'600'000;
constexpr qint64 kQuarterHour = kHour / 4;
constexpr qint64 kShortest = 30'000; ///< less than this is never stretched over a plot
constexpr int kGapPolls = 3; ///< no sample for more than this many poll intervals is a gap
constexpr int kLeadPolls = 24; ///< of baseline shown before the start
constexpr auto kLateRepaint = std::chrono::milliseconds(250);

qint64 roundUp(qint64 value, qint64 step)
{
    return (value + step - 1) / step * step;
}

} // namespace

ReleaseCharts::ReleaseCharts(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_toolbar(new ChartsToolbar(theme, this))
    , m_grid(new QGridLayout)
    , m_late(new QTimer(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSpace2);
    layout->addWidget(m_toolbar);
    layout->addLayout(m_grid, 1);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metric::kSpace3);
    m_grid->setVerticalSpacing(metric::kSpace2);
    m_late->setSingleShot(true);
    m_late->setInterval(kLateRepaint);
    connect(m_late, &QTimer::timeout, this, &ReleaseCharts::flush);
    connect(m_toolbar, &ChartsToolbar::rangeChosen, this, &ReleaseCharts::setRange);
    connect(m_toolbar, &ChartsToolbar::followChosen, this, [this] { setFollowing(true); });
}

ReleaseCharts::~ReleaseCharts()
{
    // The charts look at m_data until the last moment.
    qDeleteAll(m_charts);
}

void ReleaseCharts::addChart(ChartSpec spec, const rollout::Release& release)
{
    std::optional<TruthTrail> truth;
    for (const gate::Gate& gate : release.manifest.successCriteria) {
        if (!truth && TruthTrail::canFollow(gate.condition, spec.metric))
            truth.emplace(gate.condition, release.plan.gates);
    }
    m_data.push_back(std::make_unique<ChartData>(std::move(spec), release.plan.pollInterval * kGapPolls, std::move(truth)));
    for (const gate::Rule& rule : release.plan.rules) {
        if (const std::optional<LimitLine> limit = limitOf(rule, m_data.back()->spec.metric))
            m_data.back()->limits.push_back(*limit);
    }
    auto* chart = new MetricChart(m_theme, *m_data.back(), m_timeline, this);
    chart->hide();
    connect(chart, &MetricChart::crosshairMoved, this, &ReleaseCharts::setCrosshair);
    connect(chart, &MetricChart::panned, this, &ReleaseCharts::pan);
    m_charts.push_back(chart);
    m_dirty.push_back(true);
}

void ReleaseCharts::setRelease(const rollout::Release& release)
{
    qDeleteAll(m_charts);
    m_charts.clear();
    m_data.clear();
    m_dirty.clear();
    m_placed.clear();
    m_timeline = {};
    m_startedAt.reset();
    m_firstAt = 0;
    m_following = true;
    m_pollInterval = std::max<qint64>(1, release.plan.pollInterval.count());

    const auto add = [&](const QString& name, const QString& title, const QString& unit, bool share = false) {
        addChart({name, title, unit, metrics::unitOf(name), share}, release);
    };
    add(metrics::kErrorRate, tr("Error rate"), tr("% of calls"));
    add(metrics::kLatencyP95, tr("Latency p95"), tr("s"));
    add(metrics::kQuality, tr("Quality score"), tr("0 to 1"));
    add(metrics::kTokens, tr("Tokens per call"), tr("mean"));
    for (const gate::Gate& gate : release.manifest.successCriteria) {
        if (chart(gate.metric) == nullptr)
            add(gate.metric, gate::titleOf(gate.metric), {});
    }
    if (chart(metrics::kShare) == nullptr)
        add(metrics::kShare, tr("Share of traffic"), tr("% to %1").arg(release.manifest.version), true);
    if (chart(metrics::kCalls) == nullptr)
        add(metrics::kCalls, tr("Calls"), tr("per reading"));

    m_toolbar->setVersions(release.manifest.version, release.baselineVersion);
    m_toolbar->setFollowing(true);
    m_toolbar->setCrosshair(std::nullopt);
    placeCharts();
}

QWidget* ReleaseCharts::toolbar() const
{
    return m_toolbar;
}

MetricChart* ReleaseCharts::chart(const QString& metric) const
{
    const auto found = std::ranges::find_if(m_charts, [&](const MetricChart* c) { return c->data().spec.metric == metric; });
    return found == m_charts.end() ? nullptr : *found;
}

void ReleaseCharts::addReadings(const metrics::Readings& readings)
{
    for (const metrics::Reading& reading : readings) {
        for (std::size_t i = 0; i < m_data.size(); ++i) {
            if (!m_data[i]->take(reading))
                continue;
            m_dirty[i] = true;
            const qint64 at = reading.sample.at.ms();
            m_firstAt = m_firstAt == 0 ? at : std::min(m_firstAt, at);
            m_timeline.now = std::max(m_timeline.now, m_startedAt ? m_timeline.now : at);
        }
    }
    if (!m_late->isActive())
        m_late->start();
}

void ReleaseCharts::showState(const rollout::State& state, Instant now)
{
    const ChartTimeline before = m_timeline;
    readState(m_timeline, state, now);
    m_startedAt = state.startedAt ? std::optional(state.startedAt->ms()) : std::nullopt;
    if (m_timeline.stepBegins != before.stepBegins) {
        for (const auto& one : m_data) {
            if (one->truth)
                one->truth->setStepBegins(m_timeline.stepBegins, one->canary.samples(), one->baseline.samples());
        }
    }
    updateView();
    ChartTimeline same = before;
    same.now = m_timeline.now;
    if (same != m_timeline)
        std::fill(m_dirty.begin(), m_dirty.end(), true);
    flush();
}

void ReleaseCharts::updateView()
{
    const qint64 now = m_timeline.now;
    if (m_range == TimeRange::SinceStart) {
        qint64 from = m_startedAt.value_or(now - kQuarterHour);
        // A little of what was before, as far as there is any.
        const qint64 lead = std::min(kLeadPolls * m_pollInterval, std::max<qint64>(0, m_startedAt ? from - m_firstAt : 0));
        if (m_startedAt && m_firstAt > 0)
            from -= lead;
        const qint64 span = std::max(now - from, kShortest);
        m_timeline.from = from;
        m_timeline.to = roundUp(from + span, axisGrain(span));
        if (!m_following) {
            const qint64 shift = m_timeline.to - m_pannedTo;
            m_timeline.from -= shift;
            m_timeline.to -= shift;
        }
        return;
    }
    const qint64 span = m_range == TimeRange::Hour ? kHour : kQuarterHour;
    m_timeline.to = m_following ? roundUp(now, axisGrain(span)) : m_pannedTo;
    m_timeline.from = m_timeline.to - span;
}

void ReleaseCharts::flush()
{
    m_late->stop();
    if (!m_startedAt && m_timeline.to <= m_timeline.now)
        updateView();
    placeCharts();
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        if (m_dirty[i] && m_charts[i]->isVisibleTo(this)) {
            m_dirty[i] = false;
            m_charts[i]->refresh();
        }
    }
}

void ReleaseCharts::placeCharts()
{
    std::vector<MetricChart*> shown;
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        const bool always = m_data[i]->truth.has_value() || m_data[i]->spec.share;
        if (always || !m_data[i]->isEmpty())
            shown.push_back(m_charts[i]);
    }
    if (shown == m_placed && m_columns == m_placedColumns)
        return;
    for (MetricChart* chart : m_charts) {
        m_grid->removeWidget(chart);
        chart->setVisible(std::ranges::find(shown, chart) != shown.end());
    }
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, column < m_columns ? 1 : 0);
    for (std::size_t i = 0; i < shown.size(); ++i)
        m_grid->addWidget(shown[i], int(i) / m_columns, int(i) % m_columns);
    for (int row = 0; row < m_grid->rowCount(); ++row)
        m_grid->setRowStretch(row, row < (int(shown.size()) + m_columns - 1) / m_columns ? 1 : 0);
    for (std::size_t i = 1; i < shown.size(); ++i)
        setTabOrder(shown[i - 1], shown[i]);
    m_placed = shown;
    m_placedColumns = m_columns;
}

void ReleaseCharts::setColumns(int columns)
{
    m_columns = std::clamp(columns, 1, 3);
    placeCharts();
}

void ReleaseCharts::setRange(TimeRange range)
{
    if (range == m_range)
        return;
    m_range = range;
    m_following = true;
    m_toolbar->setRange(range);
    m_toolbar->setFollowing(true);
    updateView();
    std::fill(m_dirty.begin(), m_dirty.end(), true);
    flush();
    Q_EMIT rangeChanged(range);
}

void ReleaseCharts::setFollowing(bool following)
{
    if (following == m_following)
        return;
    m_following = following;
    m_pannedTo = m_timeline.to;
    m_toolbar->setFollowing(following);
    updateView();
    std::fill(m_dirty.begin(), m_dirty.end(), true);
    flush();
}

void ReleaseCharts::setCrosshair(std::optional<qint64> at)
{
    if (at == m_timeline.crosshair)
        return;
    m_timeline.crosshair = at;
    m_toolbar->setCrosshair(at ? std::optional(Instant::fromMs(*at)) : std::nullopt);
    for (MetricChart* chart : m_charts) {
        if (chart->isVisibleTo(this))
            chart->refreshCrosshair();
    }
}

void ReleaseCharts::pan(qint64 byMs)
{
    if (byMs == 0)
        return;
    setFollowing(false);
    m_pannedTo = std::min(m_pannedTo - byMs, roundUp(m_timeline.now, axisGrain(m_timeline.to - m_timeline.from)));
    updateView();
    std::fill(m_dirty.begin(), m_dirty.end(), true);
    flush();
}

} // namespace fairlead::ui
