#include "ui/charts/metric_chart.h"

#include "ui/charts/breakdown.h"
#include "ui/charts/chart_header.h"
#include "ui/charts/chart_painter.h"
#include "ui/charts/distribution.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QPaintEngine>
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>
#include <QRubberBand>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>

namespace fairlead::ui {

namespace {

constexpr double kRoom = 0.06; ///< of the value range, kept free above and below

/// The pixels of the window behind @p painter, which begins to paint on a widget of @p size: what is written there needs no copy.
/// Nothing where they are not in memory, have transparency, or do not begin at a whole pixel.
std::optional<QImage> pixelsOf(const QPainter& painter, QSize size, double ratio)
{
    const QPaintEngine* engine = painter.paintEngine();
    if (engine->type() != QPaintEngine::Raster || engine->paintDevice()->devType() != QInternal::Image)
        return std::nullopt;
    const auto& all = static_cast<const QImage&>(*engine->paintDevice());
    const QPointF begin = painter.deviceTransform().map(QPointF(0, 0));
    const QRect part(begin.toPoint(), QSizeF(size * ratio).toSize());
    const bool known = all.format() == QImage::Format_RGB32 || all.format() == QImage::Format_ARGB32_Premultiplied;
    if (!known || begin != QPointF(part.topLeft()) || !all.rect().contains(part))
        return std::nullopt;
    uchar* first = const_cast<uchar*>(all.constScanLine(part.top())) + std::ptrdiff_t(part.left()) * 4; // as the engine itself writes
    return QImage(first, part.width(), part.height(), all.bytesPerLine(), QImage::Format_RGB32);
}

} // namespace

MetricChart::MetricChart(const Theme& theme, const ChartData& data, const ChartTimeline& timeline, QWidget* parent)
    : QChartView(new QChart, parent) // without one it makes its own, and setChart() then leaves that to nobody
    , m_theme(theme)
    , m_data(data)
    , m_timeline(timeline)
    , m_valueAxis(new QValueAxis)
    , m_drawnOut(new QRubberBand(QRubberBand::Rectangle, viewport()))
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

    setFrameShape(QFrame::NoFrame);
    setMinimumSize(minimumSizeHint()); // QChartView would take the chart's
    setRenderHint(QPainter::Antialiasing, false);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    // The picture covers all of both.
    setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(data.spec.title);
    connect(&theme, &Theme::changed, this, &MetricChart::applyTheme);
    connect(chart, &QChart::plotAreaChanged, this, [this] { m_canvas.invalidate(); });
    applyTheme();
}

void MetricChart::applyTheme()
{
    m_valueAxis->setGridLinePen(QPen(m_theme.color(Token::Line), 1.0));
    m_canvas.invalidate();
    viewport()->update();
}

ChartCanvas::View MetricChart::canvasView() const
{
    ChartCanvas::View view{
        m_theme, m_data, m_timeline, m_scale, map(), frame().toAlignedRect().size(), viewport()->devicePixelRatioF() * m_magnification, {}};
    if (m_view != ChartView::OverTime)
        view.paintInstead = [this](QPainter& painter) { paintOtherView(painter); };
    return view;
}

void MetricChart::paintOtherView(QPainter& painter) const
{
    paintChartHeader(painter, m_theme, m_data, m_timeline, frame());
    if (m_view == ChartView::Distribution)
        paintDistribution(painter, m_theme, m_data, m_timeline, frame());
    else
        paintParts(painter, m_theme, m_data, m_timeline, frame(), m_view == ChartView::HeatMap);
}

QRectF MetricChart::frame() const
{
    return {QPointF(0, 0), QSizeF(viewport()->size()) / m_magnification};
}

void MetricChart::setMagnification(double times)
{
    if (times == m_magnification)
        return;
    m_magnification = times;
    setMinimumSize(minimumSizeHint());
    layOut();
    refresh();
}

PlotMap MetricChart::map() const
{
    const double factor = m_data.spec.axisFactor();
    return {chart()->plotArea(), m_timeline.from, std::max(m_timeline.to, m_timeline.from + 1), m_scale.min / factor, m_scale.max / factor};
}

void MetricChart::layOut()
{
    // Qt Charts would lay its axes out at some later turn of the event loop, after the first paint.
    chart()->resize(frame().size());
    chart()->layout()->activate();
    m_canvas.invalidate();
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

void MetricChart::hideEvent(QHideEvent* event)
{
    m_canvas.release();
    QChartView::hideEvent(event);
}

void MetricChart::paintFrame(QPainter& painter, const ChartCanvas::View& view) const
{
    const QRectF frame = this->frame();
    painter.fillRect(frame, m_theme.color(Token::Panel));
    QPainterPath corners;
    corners.addRect(frame);
    const QRectF card = frame.adjusted(0.5, 0.5, -0.5, -0.5);
    corners.addRoundedRect(card, metric::kRadiusCard, metric::kRadiusCard);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(corners, m_theme.color(Token::Window));
    painter.setPen(QPen(m_theme.color(Token::Line), 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(card, metric::kRadiusCard, metric::kRadiusCard);
    painter.setRenderHint(QPainter::Antialiasing, false);
    scene()->render(&painter, frame, frame, Qt::IgnoreAspectRatio);
    if (!view.paintInstead)
        ChartPainter(m_theme, m_data, m_timeline, m_scale, view.map, frame).paintValues(painter);
}

void MetricChart::paintEvent(QPaintEvent* event)
{
    const ChartCanvas::View view = canvasView();
    const auto paintBehind = [&](QPainter& painter) { paintFrame(painter, view); };
    QRegion region;
    for (const QRect& part : event->region())
        region |= QRectF(ownPlace(part.topLeft()), QSizeF(part.size()) / m_magnification).toAlignedRect();
    QPainter painter(viewport());
    const double ratio = viewport()->devicePixelRatioF();
    if (std::optional<QImage> window = pixelsOf(painter, viewport()->size(), ratio)) {
        m_canvas.paint(view, *window, region, paintBehind);
        return;
    }
    QImage image((QSizeF(viewport()->size()) * ratio).toSize(), QImage::Format_RGB32);
    m_canvas.paint(view, image, region, paintBehind);
    for (const QRect& part : event->region())
        painter.drawImage(QRectF(part), image, QRectF(part.topLeft() * ratio, part.size() * ratio));
}

QSize MetricChart::sizeHint() const
{
    return (QSizeF(360, chartmetric::kTop + chartmetric::kMinimumPlot + chartmetric::kBottom) * m_magnification).toSize();
}

QSize MetricChart::minimumSizeHint() const
{
    return (QSizeF(240, chartmetric::kTop + chartmetric::kMinimumPlot + chartmetric::kBottom) * m_magnification).toSize();
}

void MetricChart::updateScale()
{
    const PlotMap view = map();
    const double factor = m_data.spec.axisFactor();
    double lo = std::numeric_limits<double>::infinity();
    double hi = -lo;
    for (const ChartLine& line : m_data.lines(m_timeline.previousShown)) {
        const Extent extent = visibleExtent(view, *line.series);
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
    m_canvas.invalidate();
}

void MetricChart::showAgain(const QRegion& region)
{
    if (m_magnification == 1.0) {
        viewport()->update(region);
        return;
    }
    for (const QRect& part : region)
        viewport()->update(QRectF(part.topLeft() * m_magnification, QSizeF(part.size()) * m_magnification).toAlignedRect());
}

void MetricChart::refresh()
{
    updateScale();
    describe();
    // While hidden it keeps no picture; what it missed it takes when it is shown.
    if (isVisible())
        showAgain(m_canvas.refresh(canvasView()));
}

void MetricChart::setView(ChartView view)
{
    const bool ofParts = view == ChartView::Parts || view == ChartView::HeatMap;
    m_view = ofParts && m_data.parts.empty() ? ChartView::OverTime : view;
    m_valueAxis->setGridLineVisible(m_view == ChartView::OverTime);
    m_canvas.invalidate();
    m_describedAt = 0;
    refresh();
}

void MetricChart::nextView()
{
    const bool last = m_view == ChartView::HeatMap || (m_view == ChartView::Distribution && m_data.parts.empty());
    setView(last ? ChartView::OverTime : ChartView(int(m_view) + 1));
}

void MetricChart::refreshCrosshair()
{
    if (isVisible())
        showAgain(m_canvas.refreshCrosshair(canvasView()));
}

} // namespace fairlead::ui
