// What mouse and keys do in a chart. Zoom and place belong to all charts together, so that they are only asked for here.

#include "ui/charts/mark_glyphs.h"
#include "ui/charts/metric_chart.h"
#include "ui/common/formatters.h"

#include <QChart>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QRubberBand>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace fairlead::ui {

namespace {

constexpr qint64 kMinute = 60'000;
constexpr double kLeastDrag = 5.0; ///< a hand that trembles draws out nothing
constexpr double kWheelStep = 0.8; ///< per notch of 120
constexpr double kPanStep = 0.1; ///< of the view, per notch

struct KeyWish {
    int key;
    Qt::KeyboardModifier with;
    ChartWish wish;
};

constexpr std::array<KeyWish, 17> kKeys{{
    {Qt::Key_Plus, Qt::NoModifier, ChartWish::ZoomIn},
    {Qt::Key_Equal, Qt::NoModifier, ChartWish::ZoomIn},
    {Qt::Key_Minus, Qt::NoModifier, ChartWish::ZoomOut},
    {Qt::Key_0, Qt::NoModifier, ChartWish::Reset},
    {Qt::Key_Backspace, Qt::NoModifier, ChartWish::Back},
    {Qt::Key_Left, Qt::ControlModifier, ChartWish::Earlier},
    {Qt::Key_Right, Qt::ControlModifier, ChartWish::Later},
    {Qt::Key_Home, Qt::NoModifier, ChartWish::ToStart},
    {Qt::Key_End, Qt::NoModifier, ChartWish::ToNow},
    {Qt::Key_T, Qt::NoModifier, ChartWish::Values},
    {Qt::Key_T, Qt::ShiftModifier, ChartWish::Samples},
    {Qt::Key_C, Qt::NoModifier, ChartWish::Copy},
    {Qt::Key_C, Qt::ControlModifier, ChartWish::Copy},
    {Qt::Key_D, Qt::NoModifier, ChartWish::NextView},
    {Qt::Key_Return, Qt::NoModifier, ChartWish::Alone},
    {Qt::Key_B, Qt::NoModifier, ChartWish::Previous},
    {Qt::Key_N, Qt::NoModifier, ChartWish::Note},
}};

} // namespace

void MetricChart::moveCrosshair(qint64 at)
{
    Q_EMIT crosshairMoved(std::clamp(at, m_timeline.from, std::max(m_timeline.from, std::min(m_timeline.to, m_timeline.now))));
}

void MetricChart::stepCrosshair(int samples)
{
    const Pyramid& all = m_data.canary.samples().isEmpty() ? m_data.baseline.samples() : m_data.canary.samples();
    if (all.isEmpty())
        return;
    const qint64 at = m_timeline.crosshair.value_or(std::min(all.timeAt(all.size() - 1), m_timeline.to) + 1);
    const std::size_t here = all.lowerBound(at);
    if (samples < 0)
        moveCrosshair(all.timeAt(here > 0 ? here - 1 : 0));
    else
        moveCrosshair(all.timeAt(std::min(all.lowerBound(at + 1), all.size() - 1)));
}

std::optional<Stretch> MetricChart::drawnOut() const
{
    if (m_drawnOut->isHidden())
        return std::nullopt;
    const PlotMap view = map();
    const QRect box = m_drawnOut->geometry();
    return Stretch{view.timeAt(box.left() / m_magnification), view.timeAt((box.left() + box.width()) / m_magnification)};
}

void MetricChart::drag(const QPointF& to)
{
    const PlotMap view = map();
    if (m_pans) {
        const double pixels = to.x() - m_dragFrom->x();
        m_dragFrom = to;
        Q_EMIT panned(qint64(pixels / view.plot.width() * double(view.to - view.from)));
        return;
    }
    const double end = std::clamp(to.x(), view.plot.left(), view.plot.right());
    const double left = std::min(m_dragFrom->x(), end);
    const double right = std::max(m_dragFrom->x(), end);
    const QRectF box(left, view.plot.top(), right - left, view.plot.height());
    m_drawnOut->setGeometry(QRectF(box.topLeft() * m_magnification, box.size() * m_magnification).toRect());
    m_drawnOut->setVisible(right - left >= kLeastDrag);
}

void MetricChart::showMarkWords(const QPointF& place, const QPoint& global)
{
    const PlotMap view = map();
    const bool atGlyphs = place.y() > view.plot.bottom() - kGlyphHeight;
    QStringList words;
    for (const ChartMark* mark : atGlyphs ? marksAt(view, m_timeline.marks, place.x()) : std::vector<const ChartMark*>()) {
        if (mark->kind != MarkKind::Weight)
            words += timeText(Instant::fromMs(mark->at)) + QLatin1Char(' ') + mark->words;
    }
    if (words.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(global, words.join(QLatin1Char('\n')), viewport());
}

void MetricChart::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragFrom && event->buttons().testAnyFlags(Qt::LeftButton | Qt::MiddleButton)) {
        drag(ownPlace(event->position()));
        return;
    }
    const PlotMap view = map();
    if (m_view != ChartView::OverTime)
        return;
    const QPointF place = ownPlace(event->position());
    showMarkWords(place, event->globalPosition().toPoint());
    if (view.plot.contains(place))
        moveCrosshair(view.timeAt(place.x()));
    else
        Q_EMIT crosshairMoved(std::nullopt);
}

void MetricChart::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    const bool drags = m_view == ChartView::OverTime && event->button() != Qt::RightButton;
    const QPointF place = ownPlace(event->position());
    if (drags && chart()->plotArea().contains(place)) {
        m_dragFrom = place;
        m_pans = event->button() == Qt::MiddleButton || event->modifiers().testFlag(Qt::ShiftModifier);
        viewport()->setCursor(m_pans ? Qt::ClosedHandCursor : Qt::IBeamCursor);
    }
    event->accept();
}

void MetricChart::mouseReleaseEvent(QMouseEvent* event)
{
    const std::optional<Stretch> stretch = drawnOut();
    m_dragFrom.reset();
    m_drawnOut->hide();
    viewport()->unsetCursor();
    event->accept();
    if (stretch)
        Q_EMIT stretchChosen(stretch->from, stretch->to);
}

void MetricChart::mouseDoubleClickEvent(QMouseEvent* event)
{
    event->accept();
    if (event->button() == Qt::LeftButton)
        Q_EMIT wished(ChartWish::Alone);
}

void MetricChart::contextMenuEvent(QContextMenuEvent* event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    event->accept();
    Q_EMIT menuWanted(byKey ? mapToGlobal(QPoint(metric::kSpace4, metric::kSpace4)) : event->globalPos());
}

void MetricChart::wheelEvent(QWheelEvent* event)
{
    const double notches = double(event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x()) / 120.0;
    const PlotMap view = map();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        const double x = std::clamp(ownPlace(event->position()).x(), view.plot.left(), view.plot.right());
        Q_EMIT zoomed(std::pow(kWheelStep, notches), view.timeAt(x));
    } else if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        Q_EMIT panned(qint64(notches * kPanStep * double(view.to - view.from)));
    } else {
        event->ignore(); // the page scrolls, not the chart under the pointer
        return;
    }
    event->accept();
}

void MetricChart::leaveEvent(QEvent* event)
{
    Q_EMIT crosshairMoved(std::nullopt);
    QChartView::leaveEvent(event);
}

void MetricChart::focusInEvent(QFocusEvent* event)
{
    m_describedAt = 0; // who comes here hears what is true now
    describe();
    QChartView::focusInEvent(event);
}

std::optional<ChartWish> MetricChart::wishOf(const QKeyEvent& event) const
{
    // Plus and the digits may need Shift on one keyboard, and the keypad on another.
    const Qt::KeyboardModifiers with = event.modifiers() & ~Qt::KeypadModifier;
    const bool sign = event.key() == Qt::Key_Plus || event.key() == Qt::Key_Minus;
    const int key = event.key() == Qt::Key_Enter ? int(Qt::Key_Return) : event.key();
    const auto found = std::ranges::find_if(
        kKeys, [&](const KeyWish& each) { return each.key == key && (sign || with == Qt::KeyboardModifiers(each.with)); });
    return found == kKeys.end() ? std::nullopt : std::optional(found->wish);
}

void MetricChart::keyPressEvent(QKeyEvent* event)
{
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const qint64 here = m_timeline.crosshair.value_or(m_timeline.now);
    if (event->key() == Qt::Key_Left && !control) {
        shift ? moveCrosshair(here - kMinute) : stepCrosshair(-1);
        return;
    }
    if (event->key() == Qt::Key_Right && !control) {
        shift ? moveCrosshair(here + kMinute) : stepCrosshair(1);
        return;
    }
    if (event->key() == Qt::Key_Escape && m_timeline.crosshair) {
        Q_EMIT crosshairMoved(std::nullopt);
        return;
    }
    const std::optional<ChartWish> wish = wishOf(*event);
    event->setAccepted(wish.has_value()); // what is not a chart's is the panel's
    if (wish)
        Q_EMIT wished(*wish);
}

} // namespace fairlead::ui
