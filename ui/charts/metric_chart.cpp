#include "ui/charts/metric_chart.h"

#include "ui/charts/chart_painter.h"
#include "ui/common/formatters.h"

#include <QApplication>
#include <QChart>
#include <QClipboard>
#include <QGraphicsItem>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>

namespace fairlead::ui {

namespace {

constexpr qint64 kMinute = 60'000;
constexpr double kRoom = 0.06; ///< of the value range, kept free above and below

/// What is painted over the frame of Qt Charts.
class TraceItem final : public QGraphicsItem {
public:
    TraceItem(const Theme& theme, const MetricChart& chart, const ChartTimeline& timeline, QGraphicsItem* parent)
        : QGraphicsItem(parent)
        , m_theme(theme)
        , m_chart(chart)
        , m_timeline(timeline)
    {
        setZValue(100);
        setAcceptedMouseButtons(Qt::NoButton);
    }

    void setBox(const QRectF& box)
    {
        prepareGeometryChange();
        m_box = box;
    }
    QRectF boundingRect() const override { return m_box; }

    void paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/, QWidget* /*widget*/) override
    {
        const PlotMap map = m_chart.map();
        ChartPainter(m_theme, m_chart.data(), m_timeline, m_chart.scale(), map, m_box).paint(*painter);
    }

private:
    const Theme& m_theme;
    const MetricChart& m_chart;
    const ChartTimeline& m_timeline;
    QRectF m_box;
};

} // namespace

MetricChart::MetricChart(const Theme& theme, const ChartData& data, const ChartTimeline& timeline, QWidget* parent)
    : QChartView(new QChart, parent) // without one it makes its own, and setChart() then leaves that to nobody
    , m_theme(theme)
    , m_data(data)
    , m_timeline(timeline)
    , m_valueAxis(new QValueAxis)
{
    QChart* chart = this->chart();
    chart->legend()->hide();
    // Margins keep the plots of all charts under each other; with setPlotArea() Qt Charts 6.4 no longer follows a new
    // size with its background and axes.
    chart->setMargins({chartmetric::kLeft, chartmetric::kTop, chartmetric::kRight, chartmetric::kBottom});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->setMinimumSize(1.0, 1.0); // its own hint would make it larger than the view
    chart->setBackgroundVisible(false); // its border would lie half outside the view
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->addAxis(m_valueAxis, Qt::AlignLeft);
    m_valueAxis->setLineVisible(false);
    m_valueAxis->setLabelsVisible(false); // ours stand in the margin, whose width they must not change
    m_valueAxis->setTickType(QValueAxis::TicksDynamic);
    m_overlay = new TraceItem(theme, *this, timeline, chart);

    setFrameShape(QFrame::NoFrame);
    setMinimumSize(minimumSizeHint()); // QChartView would take the chart's
    setRenderHint(QPainter::Antialiasing, false);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setAccessibleName(data.spec.title);
    connect(&theme, &Theme::changed, this, &MetricChart::applyTheme);
    applyTheme();
}

void MetricChart::applyTheme()
{
    m_valueAxis->setGridLinePen(QPen(m_theme.color(Token::Line), 1.0));
    viewport()->update();
}

PlotMap MetricChart::map() const
{
    const double factor = m_data.spec.axisFactor();
    return {chart()->plotArea(), m_timeline.from, std::max(m_timeline.to, m_timeline.from + 1), m_scale.min / factor, m_scale.max / factor};
}

void MetricChart::layOut()
{
    const QRectF frame(QPointF(0, 0), QSizeF(viewport()->size()));
    static_cast<TraceItem*>(m_overlay)->setBox(frame);
    // Qt Charts would lay its axes out at some later turn of the event loop, after the first paint.
    chart()->resize(frame.size());
    chart()->layout()->activate();
}

void MetricChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    layOut();
}

void MetricChart::showEvent(QShowEvent* event)
{
    QChartView::showEvent(event);
    layOut();
    refresh();
}

QSize MetricChart::sizeHint() const
{
    return {360, chartmetric::kTop + chartmetric::kMinimumPlot + chartmetric::kBottom};
}

QSize MetricChart::minimumSizeHint() const
{
    return {240, chartmetric::kTop + chartmetric::kMinimumPlot + chartmetric::kBottom};
}

void MetricChart::updateScale()
{
    const PlotMap view = map();
    const double factor = m_data.spec.axisFactor();
    double lo = std::numeric_limits<double>::infinity();
    double hi = -lo;
    for (const ChartSeries* series : {&m_data.canary, &m_data.baseline}) {
        const Extent extent = visibleExtent(view, *series);
        if (extent.count > 0) {
            lo = std::min(lo, extent.min * factor);
            hi = std::max(hi, extent.max * factor);
        }
    }
    const bool fromZero = m_data.spec.share || m_data.spec.kind == metrics::Unit::Fraction || m_data.spec.metric == metrics::kCalls;
    for (const LimitLine& limit : limitsOf(m_data)) {
        lo = std::min(lo, limit.bound * factor);
        hi = std::max(hi, limit.bound * factor);
    }
    if (m_data.spec.share) {
        for (const AskedWeight& weight : m_timeline.asked)
            hi = std::max(hi, weight.fraction.value_or(0.0) * factor);
        hi = std::isfinite(hi) ? hi : 0.0;
        hi = std::clamp(hi * 1.2, 10.0, 100.0);
    }
    if (fromZero)
        lo = 0.0;
    if (!std::isfinite(lo) || !std::isfinite(hi)) {
        lo = 0.0;
        hi = 1.0;
    } else if (!m_data.spec.share) {
        const double room = (hi - lo) * kRoom;
        // Labels of marks stand at the top, over the traces.
        hi += (hi - lo) * std::max(kRoom, chartmetric::kMarkRoom / std::max<double>(view.plot.height(), chartmetric::kMinimumPlot));
        lo -= fromZero ? 0.0 : room;
    }
    const bool sameView = m_scaledFrom == m_timeline.from && m_scaledTo == m_timeline.to;
    const bool fits = lo >= m_scale.min && hi <= m_scale.max && (hi - lo) * 3.0 > m_scale.max - m_scale.min;
    if (sameView && fits)
        return;
    m_scaledFrom = m_timeline.from;
    m_scaledTo = m_timeline.to;
    const ValueScale scale = niceScale(lo, hi);
    if (scale == m_scale)
        return;
    m_scale = scale;
    m_valueAxis->setTickAnchor(scale.min);
    m_valueAxis->setTickInterval(scale.step);
    // A tick at the very end would be lost to rounding.
    m_valueAxis->setRange(scale.min, scale.max + scale.step * 1e-6);
    chart()->layout()->activate();
}

void MetricChart::refresh()
{
    updateScale();
    const QString words = sentence();
    if (words != accessibleDescription())
        setAccessibleDescription(words);
    viewport()->update();
}

void MetricChart::refreshCrosshair()
{
    viewport()->update();
}

QString MetricChart::sentence() const
{
    const auto value = shownValue(m_data.canary, m_timeline);
    QString text = value ? tr("%1 %2", "chart title, value").arg(m_data.spec.title, m_data.spec.valueText(*value))
                         : tr("%1: no value now").arg(m_data.spec.title);
    if (m_data.spec.share) {
        if (const auto asked = askedAt(m_timeline, m_timeline.now))
            text += tr(", %1 asked").arg(percentText(*asked * 100.0));
        return text + QLatin1Char('.');
    }
    if (const auto baseline = shownValue(m_data.baseline, m_timeline))
        text += tr(", baseline %1").arg(m_data.spec.valueText(*baseline));
    if (m_data.truth) {
        text += tr(", gate: %1").arg(m_data.truth->condition().boundInWords());
        const auto beyond = m_data.truth->beyondCount();
        if (beyond == 1)
            text += tr("; one sample beyond at %1").arg(timeText(Instant::fromMs(m_data.truth->lastBeyondAt()), false));
        else if (beyond > 1)
            text += tr("; %1 samples beyond, the last at %2")
                        .arg(beyond)
                        .arg(timeText(Instant::fromMs(m_data.truth->lastBeyondAt()), false));
    }
    return text + QLatin1Char('.');
}

QString MetricChart::table() const
{
    const PlotMap view = map();
    QString text = tr("time UTC\tcanary\tbaseline") + QLatin1Char('\n');
    const Pyramid& canary = m_data.canary.samples();
    const Pyramid& baseline = m_data.baseline.samples();
    std::size_t i = canary.lowerBound(view.from);
    std::size_t k = baseline.lowerBound(view.from);
    constexpr qint64 kNever = std::numeric_limits<qint64>::max();
    for (;;) {
        const qint64 a = i < canary.size() ? canary.timeAt(i) : kNever;
        const qint64 b = k < baseline.size() ? baseline.timeAt(k) : kNever;
        const qint64 at = std::min(a, b);
        if (at > view.to)
            return text;
        text += Instant::fromMs(at).toIso() + QLatin1Char('\t') + (a == at ? QString::number(canary.valueAt(i)) : QString())
            + QLatin1Char('\t') + (b == at ? QString::number(baseline.valueAt(k)) : QString()) + QLatin1Char('\n');
        i += a == at ? 1 : 0;
        k += b == at ? 1 : 0;
    }
}

void MetricChart::moveCrosshair(qint64 at)
{
    Q_EMIT crosshairMoved(std::clamp(at, m_timeline.from, std::min(m_timeline.to, m_timeline.now)));
}

void MetricChart::stepCrosshair(int samples)
{
    const Pyramid& all = m_data.canary.samples().isEmpty() ? m_data.baseline.samples() : m_data.canary.samples();
    if (all.isEmpty())
        return;
    const qint64 at = m_timeline.crosshair.value_or(all.timeAt(all.size() - 1) + 1);
    const std::size_t here = all.lowerBound(at);
    if (samples < 0)
        moveCrosshair(all.timeAt(here > 0 ? here - 1 : 0));
    else
        moveCrosshair(all.timeAt(std::min(all.lowerBound(at + 1), all.size() - 1)));
}

void MetricChart::drawBackground(QPainter* painter, const QRectF& /*rect*/)
{
    const QRectF frame(viewport()->rect());
    painter->fillRect(frame, m_theme.color(Token::Window));
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_theme.color(Token::Line), 1.0));
    painter->setBrush(m_theme.color(Token::Panel));
    painter->drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), metric::kRadiusCard, metric::kRadiusCard);
    painter->setRenderHint(QPainter::Antialiasing, false);
}

void MetricChart::mouseMoveEvent(QMouseEvent* event)
{
    const PlotMap view = map();
    if (m_dragFrom && event->buttons().testFlag(Qt::LeftButton)) {
        const double pixels = event->position().x() - m_dragFrom->x();
        m_dragFrom = event->position();
        Q_EMIT panned(qint64(pixels / view.plot.width() * double(view.to - view.from)));
        return;
    }
    if (view.plot.contains(event->position()))
        moveCrosshair(view.timeAt(event->position().x()));
    else
        Q_EMIT crosshairMoved(std::nullopt);
}

void MetricChart::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    if (event->button() == Qt::LeftButton && chart()->plotArea().contains(event->position()))
        m_dragFrom = event->position();
    event->accept();
}

void MetricChart::mouseReleaseEvent(QMouseEvent* event)
{
    m_dragFrom.reset();
    event->accept();
}

void MetricChart::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // the page scrolls, not the chart under the pointer
}

void MetricChart::leaveEvent(QEvent* event)
{
    Q_EMIT crosshairMoved(std::nullopt);
    QChartView::leaveEvent(event);
}

void MetricChart::keyPressEvent(QKeyEvent* event)
{
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const qint64 here = m_timeline.crosshair.value_or(m_timeline.now);
    switch (event->key()) {
    case Qt::Key_Left: shift ? moveCrosshair(here - kMinute) : stepCrosshair(-1); return;
    case Qt::Key_Right: shift ? moveCrosshair(here + kMinute) : stepCrosshair(1); return;
    case Qt::Key_C:
        if (event->modifiers().testFlag(Qt::ControlModifier) || event->modifiers() == Qt::NoModifier) {
            QApplication::clipboard()->setText(table());
            return;
        }
        break;
    case Qt::Key_Escape:
        if (m_timeline.crosshair) {
            Q_EMIT crosshairMoved(std::nullopt);
            return;
        }
        break;
    default: break;
    }
    event->ignore();
}

} // namespace fairlead::ui
