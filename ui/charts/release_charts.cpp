#include "ui/charts/release_charts.h"

#include "ui/charts/chart_catalog.h"
#include "ui/charts/release_marks.h"
#include "ui/charts/table_window.h"
#include "ui/common/formatters.h"

#include <QGridLayout>
#include <QMenu>
#include <QTimer>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kLeadPolls = 24; ///< of baseline shown before the start
constexpr QSize kWallChart(250, 168); ///< of its own pixels, the least that a chart on a wall-board has
constexpr auto kLateRepaint = std::chrono::milliseconds(250);

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
    connect(m_toolbar, &ChartsToolbar::menuWanted, this, [this](const QPoint& place) { makeMenu(m_alone)->popup(place); });
}

ReleaseCharts::~ReleaseCharts()
{
    // The charts look at m_data until the last moment.
    qDeleteAll(m_charts);
}

void ReleaseCharts::addChart(const ChartData& shown)
{
    auto* chart = new MetricChart(m_theme, shown, m_timeline, this);
    chart->hide();
    connectChart(*chart);
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
    m_recordMarks.clear();
    m_alone = nullptr;
    delete m_values;
    delete m_samples;
    m_timeline = {};
    m_startedAt.reset();
    m_firstAt = 0;
    m_view.reset();
    m_pollInterval = std::max<qint64>(1, release.plan.pollInterval.count());
    m_title = release.title();
    m_data = chartsOf(release);
    for (const auto& one : m_data)
        addChart(*one);
    setPrevious(std::nullopt);
    m_toolbar->setVersions(release.manifest.version, release.baselineVersion);
    m_toolbar->setCrosshair(std::nullopt);
    m_toolbar->setFollowing(true);
    m_toolbar->setRange(m_view.range(), std::nullopt);
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
    m_timeline.marks.insert(m_timeline.marks.end(), m_recordMarks.begin(), m_recordMarks.end());
    m_startedAt = state.startedAt ? std::optional(state.startedAt->ms()) : std::nullopt;
    if (m_timeline.stepBegins != before.stepBegins) {
        for (const auto& one : m_data) {
            if (one->truth)
                one->truth->setStepBegins(m_timeline.stepBegins, one->canary.samples(), one->baseline.samples());
        }
    }
    movePrevious();
    updateView();
    ChartTimeline same = before;
    same.now = m_timeline.now;
    if (same != m_timeline)
        dirtyAll();
    // The age of the newest value, and the field without samples, grow without one.
    for (std::size_t i = 0; i < m_data.size(); ++i) {
        if (before.now / 1000 != m_timeline.now / 1000 && silentFor(m_data[i]->canary, m_timeline))
            m_dirty[i] = true;
    }
    flush();
}

void ReleaseCharts::showRecords(const std::vector<audit::Record>& records)
{
    std::vector<ChartMark> marks = marksOf(records);
    if (marks == m_recordMarks)
        return;
    std::erase_if(m_timeline.marks, [](const ChartMark& mark) { return mark.kind != MarkKind::Weight; });
    m_timeline.marks.insert(m_timeline.marks.end(), marks.begin(), marks.end());
    m_recordMarks = std::move(marks);
    dirtyAll();
    flush();
}

void ReleaseCharts::setPrevious(std::optional<PreviousRelease> previous)
{
    if (previous == m_previous)
        return;
    m_previous = std::move(previous);
    m_previousReadings.clear();
    m_previousShift.reset();
    for (const auto& one : m_data)
        one->previous = ChartSeries(Millis(one->previous.gapAfter()));
    if (!m_previous)
        showPrevious(false);
}

void ReleaseCharts::addPreviousReadings(const metrics::Readings& readings)
{
    m_previousReadings.insert(m_previousReadings.end(), readings.begin(), readings.end());
    m_previousShift.reset();
    movePrevious();
    dirtyAll();
    flush();
}

void ReleaseCharts::movePrevious()
{
    if (!m_previous || !m_startedAt)
        return;
    const qint64 shift = *m_startedAt - m_previous->startedAt.ms();
    if (m_previousShift == shift)
        return;
    m_previousShift = shift;
    for (const auto& one : m_data) {
        one->previous = ChartSeries(Millis(one->previous.gapAfter()));
        for (const metrics::Reading& reading : m_previousReadings)
            one->takePrevious(reading, shift);
    }
}

QString ReleaseCharts::previousWords() const
{
    return m_previous ? tr("%1, same time after start").arg(m_previous->version) : QString();
}

void ReleaseCharts::showPrevious(bool shown)
{
    shown = shown && m_previous;
    if (shown == m_timeline.previousShown)
        return;
    m_timeline.previousShown = shown;
    m_toolbar->setPrevious(shown ? previousWords() : QString());
    dirtyAll();
    flush();
    if (shown && m_previousReadings.empty())
        Q_EMIT previousShown(m_previous->id);
}

TimeBounds ReleaseCharts::bounds() const
{
    const std::vector<qint64>& steps = m_timeline.stepBegins;
    return {
        m_firstAt, m_startedAt, steps.empty() ? std::nullopt : std::optional(steps.back()), m_timeline.now, kLeadPolls * m_pollInterval};
}

void ReleaseCharts::updateView()
{
    const Stretch visible = m_view.visible(bounds());
    m_timeline.from = visible.from;
    m_timeline.to = visible.to;
}

void ReleaseCharts::dirtyAll()
{
    std::fill(m_dirty.begin(), m_dirty.end(), true);
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
    refreshTables();
}

std::vector<MetricChart*> ReleaseCharts::wanted() const
{
    if (m_alone != nullptr)
        return {m_alone};
    const bool judged = m_room && std::ranges::any_of(m_data, [](const auto& one) { return one->truth.has_value(); });
    std::vector<MetricChart*> shown;
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        const bool gate = m_data[i]->truth.has_value();
        const bool always = gate || m_data[i]->spec.share;
        if (always || (!judged && !m_data[i]->isEmpty()))
            shown.push_back(m_charts[i]);
    }
    return shown;
}

int ReleaseCharts::magnify(const std::vector<MetricChart*>& shown) const
{
    constexpr double kMost = 4.0;
    const QSizeF least(kWallChart);
    int columns = m_alone != nullptr ? 1 : m_columns;
    double times = 1.0;
    if (m_room && !shown.empty()) {
        for (int abreast = 1; abreast <= 3; ++abreast) {
            const int rows = (int(shown.size()) + abreast - 1) / abreast;
            const double width = double(m_room->width() - (abreast - 1) * metric::kSpace3) / abreast / least.width();
            const double height = double(m_room->height() - (rows - 1) * metric::kSpace2) / rows / least.height();
            const double fits = std::min({width, height, kMost});
            columns = abreast == 1 || fits > times ? abreast : columns;
            times = abreast == 1 ? std::max(1.0, fits) : std::max(times, fits);
        }
    }
    for (MetricChart* chart : shown)
        chart->setMagnification(times);
    return columns;
}

void ReleaseCharts::setLarge(std::optional<QSize> room)
{
    m_room = room;
    placeCharts();
}

void ReleaseCharts::placeCharts()
{
    const std::vector<MetricChart*> shown = wanted();
    const int columns = magnify(shown);
    if (shown == m_placed && columns == m_placedColumns)
        return;
    for (MetricChart* chart : m_charts) {
        m_grid->removeWidget(chart);
        chart->setVisible(std::ranges::find(shown, chart) != shown.end());
    }
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    for (std::size_t i = 0; i < shown.size(); ++i)
        m_grid->addWidget(shown[i], int(i) / columns, int(i) % columns);
    for (int row = 0; row < m_grid->rowCount(); ++row)
        m_grid->setRowStretch(row, row < (int(shown.size()) + columns - 1) / columns ? 1 : 0);
    for (std::size_t i = 1; i < shown.size(); ++i)
        setTabOrder(shown[i - 1], shown[i]);
    m_placed = shown;
    m_placedColumns = columns;
}

void ReleaseCharts::setColumns(int columns)
{
    m_columns = std::clamp(columns, 1, 3);
    placeCharts();
}

} // namespace fairlead::ui
