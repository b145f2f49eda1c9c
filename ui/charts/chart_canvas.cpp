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

QRect inDevicePixels(const QRect& part, double ratio)
{
    return {QPoint(int(std::floor(part.left() * ratio)), int(std::floor(part.top() * ratio))),
        QPoint(int(std::ceil((part.right() + 1) * ratio)), int(std::ceil((part.bottom() + 1) * ratio))) - QPoint(1, 1)};
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
        return all(view);
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
    return dirty;
}

QRegion ChartCanvas::refreshCrosshair(const View& view)
{
    if (view.paintInstead || !m_shown)
        return all(view);
    QRegion dirty = header(view);
    for (const std::optional<qint64> at : {m_shown->timeline.crosshair, view.timeline.crosshair}) {
        if (at && *at >= view.map.from && *at <= view.map.to)
            dirty |= QRect(int(view.map.x(*at)) - kHair, 0, 2 * kHair + 1, view.size.height());
    }
    // The words of marks make way for the hair.
    dirty |= QRect(0, int(view.map.plot.top()), view.size.width(), int(chartmetric::kMarkRoom) + 2);
    m_shown->timeline.crosshair = view.timeline.crosshair;
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
    m_columns.clear();
}

void ChartCanvas::paintLines(const View& view, QImage& image, const QRect& clip) const
{
    const std::vector<ChartLine> lines = linesOf(view);
    for (const ChartLine& line : lines) {
        const auto columns = m_columns.find(line.series);
        if (columns != m_columns.end())
            paintTrace(image, columns->second, view.map, view.ratio, clip, *line.series, view.theme.color(tokenOf(line.style)),
                strokeOf(line.style));
    }
}

void ChartCanvas::copyFrame(const View& view, QImage& image, const QRect& part) const
{
    const QRect inside = inDevicePixels(part, view.ratio) & image.rect() & m_frame.rect();
    const std::ptrdiff_t left = std::ptrdiff_t(inside.left()) * 4;
    const std::size_t bytes = std::size_t(inside.width()) * 4;
    for (int y = inside.top(); y <= inside.bottom(); ++y)
        std::memcpy(image.scanLine(y) + left, m_frame.constScanLine(y) + left, bytes);
}

void ChartCanvas::paintPart(const View& view, QImage& image, const QRect& part) const
{
    const auto paint = [&](const auto& what) {
        QPainter painter(&image);
        painter.scale(view.ratio, view.ratio);
        painter.setClipRect(part);
        what(painter);
    };
    if (view.paintInstead) {
        paint(view.paintInstead);
        return;
    }
    const ChartPainter chart(view.theme, view.data, view.timeline, view.scale, view.map, QRectF(all(view)));
    paint([&](QPainter& painter) { chart.paintUnder(painter); });
    paintLines(view, image, inDevicePixels(part, view.ratio) & image.rect());
    paint([&](QPainter& painter) { chart.paintOver(painter); });
}

void ChartCanvas::paint(const View& view, QImage& image, const QRegion& region, const std::function<void(QPainter&)>& paintFrame)
{
    const auto paintInto = [&](QImage& frame) {
        QPainter painter(&frame);
        painter.scale(view.ratio, view.ratio);
        paintFrame(painter);
    };
    const QSize size = inDevicePixels(all(view), view.ratio).size();
    const bool first = m_frameIsOld && (QRegion(all(view)) - region).isEmpty();
    if (first) {
        paintInto(image);
        m_frame = {};
    } else if (m_frameIsOld || m_frame.size() != size) {
        m_frame = m_frame.size() == size ? m_frame : QImage(size, QImage::Format_RGB32);
        paintInto(m_frame);
    }
    m_frameIsOld = false;
    if (!m_shown && !view.paintInstead)
        refresh(view);
    for (const QRect& part : region& all(view)) {
        if (!first)
            copyFrame(view, image, part);
        paintPart(view, image, part);
    }
}

} // namespace fairlead::ui
