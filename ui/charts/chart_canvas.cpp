#include "ui/charts/chart_canvas.h"

#include "ui/charts/chart_painter.h"
#include "ui/charts/trace.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace fairlead::ui {

namespace {

constexpr int kReach = 10; ///< pixels by which what is painted at a moment reaches to the left of it
constexpr int kHair = 8; ///< half the width of the crosshair with its rings

QRect all(const ChartCanvas::View& view)
{
    return {QPoint(0, 0), view.size};
}

QRect header(const ChartCanvas::View& view)
{
    return {0, 0, view.size.width(), chartmetric::kTop};
}

QRect from(const ChartCanvas::View& view, double x)
{
    const int left = std::clamp(int(std::floor(x)), 0, view.size.width());
    return {left, 0, view.size.width() - left, view.size.height()};
}

/// The canary's line is the uppermost and comes last.
std::vector<ChartLine> linesOf(const ChartCanvas::View& view)
{
    std::vector<ChartLine> lines = view.data.lines(view.timeline.previousShown);
    std::ranges::reverse(lines);
    return lines;
}

} // namespace

ChartCanvas::Shown ChartCanvas::shownOf(const View& view) const
{
    const Pyramid& canary = view.data.canary.samples();
    return {view.map, view.timeline, canary.isEmpty() ? view.map.from : canary.lastAt(),
        view.data.strip.value_or(std::vector<TruthStretch>()), view.data.firings, view.data.limits.size(), linesOf(view).size()};
}

bool ChartCanvas::isSameBut(const Shown& now) const
{
    ChartTimeline before = m_shown->timeline;
    before.now = now.timeline.now;
    before.crosshair = now.timeline.crosshair;
    const PlotMap& a = m_shown->map;
    const PlotMap& b = now.map;
    return a.plot == b.plot && a.from == b.from && a.to == b.to && a.lo == b.lo && a.hi == b.hi && before == now.timeline
        && m_shown->strip == now.strip && m_shown->firings == now.firings && m_shown->limits == now.limits && m_shown->lines == now.lines;
}

int ChartCanvas::updateColumns(const View& view)
{
    const int count = columnCount(view.map, view.ratio);
    int changed = count;
    const std::vector<ChartLine> lines = linesOf(view);
    for (const ChartLine& line : lines) {
        if (count > 0)
            changed = std::min(changed, m_columns[line.series].update(*line.series, view.map.from, view.map.to, count));
    }
    return changed;
}

QRegion ChartCanvas::refresh(const View& view)
{
    if (view.paintInstead) {
        m_shown.reset();
        m_dirty = all(view);
        return m_dirty;
    }
    const int changed = updateColumns(view);
    Shown now = shownOf(view);
    QRegion dirty = all(view);
    if (m_shown && changed > 0 && isSameBut(now)) {
        const double left = std::min({view.map.plot.left() + double(changed) / view.ratio, view.map.x(m_shown->lastAt),
            view.map.x(std::min(m_shown->timeline.now, now.timeline.now))});
        dirty = QRegion(header(view)) | from(view, std::max(left - kReach, view.map.plot.left() - kReach));
        if (m_shown->timeline.crosshair != now.timeline.crosshair)
            dirty = all(view);
    }
    m_shown = std::move(now);
    m_dirty |= dirty;
    return dirty;
}

QRegion ChartCanvas::refreshCrosshair(const View& view)
{
    if (view.paintInstead || !m_shown || m_dirty.contains(all(view))) {
        m_dirty |= all(view);
        return all(view);
    }
    QRegion dirty = header(view);
    for (const std::optional<qint64> at : {m_shown->timeline.crosshair, view.timeline.crosshair}) {
        if (at && *at >= view.map.from && *at <= view.map.to)
            dirty |= QRect(int(view.map.x(*at)) - kHair, 0, 2 * kHair + 1, view.size.height());
    }
    // The words of marks make way for the hair.
    dirty |= QRect(0, int(view.map.plot.top()), view.size.width(), int(chartmetric::kMarkRoom) + 2);
    m_shown->timeline.crosshair = view.timeline.crosshair;
    m_dirty |= dirty;
    return dirty;
}

void ChartCanvas::invalidate()
{
    m_frameIsOld = true;
    m_shown.reset();
}

void ChartCanvas::release()
{
    invalidate();
    m_frame = {};
    m_image = {};
    m_columns.clear();
}

void ChartCanvas::paintLines(const View& view, const QRect& clip)
{
    const std::vector<ChartLine> lines = linesOf(view);
    for (const ChartLine& line : lines) {
        paintTrace(m_image, m_columns[line.series], view.map, view.ratio, clip, *line.series, view.theme.color(tokenOf(line.style)),
            strokeOf(line.style));
    }
}

void ChartCanvas::paintPart(const View& view, const QRect& part)
{
    const QRect device(QPoint(int(std::floor(part.left() * view.ratio)), int(std::floor(part.top() * view.ratio))),
        QPoint(int(std::ceil((part.right() + 1) * view.ratio)), int(std::ceil((part.bottom() + 1) * view.ratio))) - QPoint(1, 1));
    const QRect inside = device & m_image.rect();
    const std::ptrdiff_t left = std::ptrdiff_t(inside.left()) * 4;
    const std::size_t bytes = std::size_t(inside.width()) * 4;
    for (int y = inside.top(); y <= inside.bottom(); ++y)
        std::memcpy(m_image.scanLine(y) + left, std::as_const(m_frame).scanLine(y) + left, bytes);
    if (view.paintInstead) {
        QPainter painter(&m_image);
        painter.scale(view.ratio, view.ratio);
        painter.setClipRect(part);
        view.paintInstead(painter);
        return;
    }
    const ChartPainter chart(view.theme, view.data, view.timeline, view.scale, view.map, QRectF(all(view)));
    const auto paint = [&](void (ChartPainter::*layer)(QPainter&) const) {
        QPainter painter(&m_image);
        painter.scale(view.ratio, view.ratio);
        painter.setClipRect(part);
        (chart.*layer)(painter);
    };
    paint(&ChartPainter::paintUnder);
    paintLines(view, inside);
    paint(&ChartPainter::paintOver);
}

const QImage& ChartCanvas::image(const View& view, const std::function<void(QPainter&)>& paintFrame)
{
    const QSize size(int(std::ceil(view.size.width() * view.ratio)), int(std::ceil(view.size.height() * view.ratio)));
    if (m_frameIsOld || m_frame.size() != size) {
        m_frame = QImage(size, QImage::Format_RGB32);
        m_frame.fill(view.theme.color(Token::Window));
        QPainter painter(&m_frame);
        painter.scale(view.ratio, view.ratio);
        paintFrame(painter);
        m_frameIsOld = false;
        m_dirty = all(view);
    }
    if (m_image.size() != size) {
        m_image = QImage(size, QImage::Format_RGB32);
        m_dirty = all(view);
    }
    if (!m_shown && !view.paintInstead)
        refresh(view);
    const QRegion dirty = m_dirty & all(view);
    for (const QRect& part : dirty)
        paintPart(view, part);
    m_dirty = {};
    return m_image;
}

} // namespace fairlead::ui
