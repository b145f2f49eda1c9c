// What people ask of the charts together: time, crosshair, tables, menus.

#include "ui/charts/release_charts.h"
#include "ui/charts/table_window.h"
#include "ui/common/formatters.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr double kZoomStep = 0.5;
constexpr qint64 kPanParts = 4; ///< a key moves by this part of the view
constexpr std::size_t kMostRows = 5'000; ///< of samples in a table; an export has all

/// Where D leads to.
QString nextViewWords(const MetricChart& chart)
{
    const bool parts = !chart.data().parts.empty();
    switch (chart.view()) {
    case ChartView::OverTime: return ReleaseCharts::tr("Distribution");
    case ChartView::Distribution: return parts ? ReleaseCharts::tr("By part") : ReleaseCharts::tr("Over time");
    case ChartView::Parts: return ReleaseCharts::tr("By part, as heat map");
    case ChartView::HeatMap: break;
    }
    return ReleaseCharts::tr("Over time");
}

} // namespace

void ReleaseCharts::connectChart(MetricChart& chart)
{
    connect(&chart, &MetricChart::crosshairMoved, this, &ReleaseCharts::setCrosshair);
    connect(&chart, &MetricChart::panned, this, [this](qint64 byMs) {
        m_view.pan(byMs, bounds());
        viewChanged();
    });
    connect(&chart, &MetricChart::zoomed, this, [this](double factor, qint64 at) {
        m_view.zoom(factor, at, bounds());
        viewChanged();
    });
    connect(&chart, &MetricChart::stretchChosen, this, [this](qint64 from, qint64 to) {
        m_view.zoomTo({from, to}, bounds());
        viewChanged();
    });
    connect(&chart, &MetricChart::wished, this, [this, asked = &chart](ChartWish wish) { carryOut(wish, asked); });
    connect(&chart, &MetricChart::menuWanted, this, [this, asked = &chart](const QPoint& place) { makeMenu(asked)->popup(place); });
}

void ReleaseCharts::viewChanged()
{
    updateView();
    const bool zoomed = m_view.isZoomed() && m_timeline.to - m_timeline.from != m_view.rangeSpan(bounds());
    m_toolbar->setFollowing(m_view.isFollowing());
    m_toolbar->setRange(m_view.range(), zoomed ? std::optional(Millis(m_timeline.to - m_timeline.from)) : std::nullopt);
    dirtyAll();
    flush();
}

void ReleaseCharts::setRange(TimeRange range)
{
    const bool same = range == m_view.range();
    if (same && !m_view.isZoomed())
        return;
    m_view.choose(range);
    viewChanged();
    if (!same)
        Q_EMIT rangeChanged(range);
}

void ReleaseCharts::setFollowing(bool following)
{
    if (following == m_view.isFollowing())
        return;
    following ? m_view.follow() : m_view.stand(bounds());
    viewChanged();
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
    refreshTables();
}

void ReleaseCharts::showAlone(MetricChart* chart)
{
    m_alone = chart;
    placeCharts();
    dirtyAll();
    flush();
    if (chart != nullptr)
        chart->setFocus();
}

std::vector<const ChartData*> ReleaseCharts::shownData() const
{
    std::vector<const ChartData*> all;
    all.reserve(m_placed.size());
    for (const MetricChart* chart : m_placed)
        all.push_back(&chart->data());
    return all;
}

void ReleaseCharts::refreshTables()
{
    if (m_values)
        m_values->setContent(valuesTable(shownData(), m_timeline));
    if (m_samples && m_sampled)
        m_samples->setContent(m_sampled->tableOfView(kMostRows));
}

TableWindow* ReleaseCharts::values() const
{
    return m_values;
}

TableWindow* ReleaseCharts::samples() const
{
    return m_samples;
}

void ReleaseCharts::toggleValues()
{
    if (m_values) {
        m_values->close();
        return;
    }
    m_values = new TableWindow(m_theme, this);
    m_values->setAttribute(Qt::WA_DeleteOnClose);
    refreshTables();
    m_values->show();
}

void ReleaseCharts::showSamples(MetricChart& chart)
{
    delete m_samples;
    m_samples = new TableWindow(m_theme, this);
    m_samples->setAttribute(Qt::WA_DeleteOnClose);
    m_sampled = &chart;
    refreshTables();
    m_samples->show();
}

void ReleaseCharts::carryOut(ChartWish wish, MetricChart* chart)
{
    const qint64 middle
        = m_timeline.crosshair.value_or(m_view.isFollowing() ? m_timeline.to : m_timeline.from + (m_timeline.to - m_timeline.from) / 2);
    const qint64 part = (m_timeline.to - m_timeline.from) / kPanParts;
    switch (wish) {
    case ChartWish::ZoomIn: m_view.zoom(kZoomStep, middle, bounds()); break;
    case ChartWish::ZoomOut: m_view.zoom(1.0 / kZoomStep, middle, bounds()); break;
    case ChartWish::Back: m_view.back(); break;
    case ChartWish::Reset: m_view.reset(); break;
    case ChartWish::Earlier: m_view.pan(part, bounds()); break;
    case ChartWish::Later: m_view.pan(-part, bounds()); break;
    case ChartWish::ToStart: m_view.goToStart(bounds()); break;
    case ChartWish::ToNow: m_view.follow(); break;
    case ChartWish::Values: return toggleValues();
    case ChartWish::Samples: return chart != nullptr ? showSamples(*chart) : toggleValues();
    case ChartWish::Copy: return QApplication::clipboard()->setText(toText(valuesTable(shownData(), m_timeline)));
    case ChartWish::NextView:
        if (chart != nullptr)
            chart->nextView();
        return refreshTables();
    case ChartWish::Alone: return showAlone(m_alone == nullptr ? chart : nullptr);
    case ChartWish::Previous: return showPrevious(!m_timeline.previousShown);
    case ChartWish::Note: Q_EMIT noteWanted(Instant::fromMs(m_timeline.crosshair.value_or(m_timeline.now))); return;
    case ChartWish::Export: return askForFile(chart);
    }
    viewChanged();
}

QMenu* ReleaseCharts::makeMenu(MetricChart* chart)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // What is under the pointer goes when the menu comes: the moment that was meant is kept.
    const auto add = [this, menu, chart, at = m_timeline.crosshair](const QString& words, const char* keys, ChartWish wish) {
        return menu->addAction(words + QLatin1Char('\t') + QString::fromLatin1(keys), this,
            [this, asked = QPointer<MetricChart>(chart), ofOne = chart != nullptr, at, wish] {
                if (ofOne && !asked)
                    return; // another release came meanwhile
                setCrosshair(at);
                carryOut(wish, asked);
            });
    };
    const Instant at = Instant::fromMs(m_timeline.crosshair.value_or(m_timeline.now));
    add(tr("Add a note at %1…").arg(utcText(at)), "N", ChartWish::Note);
    menu->addSeparator();
    add(m_values ? tr("Hide the table of values") : tr("Table of values"), "T", ChartWish::Values);
    if (chart != nullptr) {
        add(tr("Show as table…"), "Shift+T", ChartWish::Samples);
        add(nextViewWords(*chart), "D", ChartWish::NextView);
    }
    add(tr("Copy the values"), "C", ChartWish::Copy);
    add(chart != nullptr ? tr("Export this chart…") : tr("Export all charts…"), "", ChartWish::Export);
    menu->addSeparator();
    if (m_previous) {
        QAction* previous = add(
            tr("Compare with %1, started %2").arg(m_previous->version, momentText(m_previous->startedAt, Instant::fromMs(m_timeline.now))),
            "B", ChartWish::Previous);
        previous->setCheckable(true);
        previous->setChecked(m_timeline.previousShown);
    }
    if (chart != nullptr || m_alone != nullptr)
        add(m_alone != nullptr ? tr("All charts") : tr("This chart alone"), "Enter", ChartWish::Alone);
    menu->addAction(tr("Wall-board") + QStringLiteral("\tF11"), this, &ReleaseCharts::wallBoardWanted);
    menu->addSeparator();
    add(tr("Zoom in"), "+", ChartWish::ZoomIn);
    add(tr("Zoom out"), "-", ChartWish::ZoomOut);
    add(tr("Back to the zoom before"), "Backspace", ChartWish::Back)->setEnabled(m_view.canGoBack());
    add(tr("The whole range"), "0", ChartWish::Reset);
    add(tr("To the first sample"), "Home", ChartWish::ToStart);
    add(tr("Follow now"), "End", ChartWish::ToNow);
    return menu;
}

void ReleaseCharts::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_alone != nullptr)
        return showAlone(nullptr);
    if (event->key() == Qt::Key_Escape && m_view.back())
        return viewChanged();
    QWidget::keyPressEvent(event);
}

} // namespace fairlead::ui
