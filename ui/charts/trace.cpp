#include "ui/charts/trace.h"

#include "ui/charts/trace_raster.h"

#include <QImage>
#include <QPaintEngine>
#include <QPainter>
#include <QPen>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace fairlead::ui {

namespace {

constexpr double kSolidWidth = 2.0;
constexpr double kDashedWidth = 1.5;
constexpr double kLinesPerPixel = 0.06; ///< up to this many samples a pixel are drawn as strokes

struct Window {
    std::size_t begin;
    std::size_t end;
};

/// The visible samples and one more on either side, so that lines reach the border.
Window visible(const PlotMap& map, const ChartSeries& series)
{
    const Pyramid& samples = series.samples();
    std::size_t begin = samples.lowerBound(map.from);
    std::size_t end = samples.lowerBound(map.to + 1, begin);
    if (begin > 0)
        --begin;
    end = std::min(end + 1, samples.size());
    return {begin, end};
}

bool isGap(const ChartSeries& series, std::size_t index)
{
    return series.samples().timeAt(index) - series.samples().timeAt(index - 1) > series.gapAfter();
}

void paintLines(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color, Stroke stroke, Window window)
{
    const Pyramid& samples = series.samples();
    QPen pen(color, stroke == Stroke::Solid ? kSolidWidth : kDashedWidth, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (const Dash dash = dashOf(stroke); stroke != Stroke::Solid)
        pen.setDashPattern({dash.on / kDashedWidth, dash.off / kDashedWidth});
    painter.setPen(pen);
    QPolygonF line;
    const auto flush = [&] {
        if (line.size() == 1)
            painter.fillRect(QRectF(line.front() - QPointF(1, 1), QSizeF(2, 2)), color);
        else if (line.size() > 1)
            painter.drawPolyline(line);
        line.clear();
    };
    for (std::size_t i = window.begin; i < window.end; ++i) {
        if (i > window.begin && isGap(series, i))
            flush();
        line.append(QPointF(map.x(samples.timeAt(i)), map.y(samples.valueAt(i))));
    }
    flush();
}

bool isSparse(const PlotMap& map, Window window)
{
    // A wide pen over a line that folds back on itself in every few pixels costs 50 to 100 times a thin one.
    return double(window.end - window.begin) <= map.plot.width() * kLinesPerPixel;
}

PlotMap inDevicePixels(const PlotMap& map, double ratio)
{
    PlotMap scaled = map;
    scaled.plot = QRectF(map.plot.topLeft() * ratio, map.plot.size() * ratio);
    return scaled;
}

RunLook lookOf(const QColor& color, Stroke stroke, double ratio)
{
    const Dash dash = dashOf(stroke);
    return {color, (stroke == Stroke::Solid ? kSolidWidth : kDashedWidth) * ratio, dash.on * ratio, dash.off * ratio};
}

void paintRuns(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color, Stroke stroke)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const int width = columnCount(map, ratio);
    const int height = int(std::ceil(map.plot.height() * ratio));
    if (width <= 0 || height <= 0)
        return;
    QImage image(width, height, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    PlotMap own = map;
    own.plot.moveTopLeft(QPointF(0, 0));
    TraceColumns columns;
    columns.update(series, map.from, map.to, width);
    writeRuns(image, columns, inDevicePixels(own, ratio), 0, image.rect(), lookOf(color, stroke, ratio));
    image.setDevicePixelRatio(ratio);
    painter.drawImage(map.plot.topLeft(), image);
}

/// The same as strokes, for a file whose lines stay lines at every size.
void paintStrokes(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color, Stroke stroke)
{
    constexpr double kFine = 2.0; ///< columns a pixel
    TraceColumns columns;
    columns.update(series, map.from, map.to, columnCount(map, kFine));
    painter.setPen(QPen(color, kDashedWidth, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    QPolygonF line;
    const Dash dash = dashOf(stroke);
    for (std::size_t i = 0; i <= columns.runs().size(); ++i) {
        const double x = double(i) / kFine;
        const bool off = stroke != Stroke::Solid && std::fmod(x, dash.on + dash.off) >= dash.on;
        if (i == columns.runs().size() || off || columns.runs()[i].isEmpty()) {
            painter.drawPolyline(line);
            line.clear();
            continue;
        }
        const TraceColumns::Run& run = columns.runs()[i];
        line.append(QPointF(map.plot.left() + x, map.y(run.hi)));
        if (run.hi > run.lo)
            line.append(QPointF(map.plot.left() + x, map.y(run.lo)));
    }
}

bool isRaster(const QPainter& painter)
{
    return painter.paintEngine()->type() == QPaintEngine::Raster;
}

QRectF clipOf(const PlotMap& map)
{
    return map.plot.adjusted(0, -1, 0, 1);
}

} // namespace

int columnCount(const PlotMap& map, double ratio)
{
    return int(std::lround(map.plot.width() * ratio));
}

void paintTrace(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color, Stroke stroke)
{
    const Window window = visible(map, series);
    if (window.begin >= window.end || columnCount(map, 1.0) < 1)
        return;
    painter.save();
    painter.setClipRect(clipOf(map), Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isSparse(map, window))
        paintLines(painter, map, series, color, stroke, window);
    else if (isRaster(painter))
        paintRuns(painter, map, series, color, stroke);
    else
        paintStrokes(painter, map, series, color, stroke);
    painter.restore();
}

void paintTrace(QImage& image, const TraceColumns& columns, const PlotMap& map, double ratio, const QRect& clip, const ChartSeries& series,
    const QColor& color, Stroke stroke)
{
    const Window window = visible(map, series);
    if (window.begin >= window.end)
        return;
    const PlotMap scaled = inDevicePixels(map, ratio);
    const int left = int(std::lround(scaled.plot.left()));
    if (!isSparse(map, window)) {
        writeRuns(image, columns, scaled, left, clip, lookOf(color, stroke, ratio));
        return;
    }
    QPainter painter(&image);
    painter.setClipRect(clip);
    painter.scale(ratio, ratio);
    painter.setClipRect(clipOf(map), Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLines(painter, map, series, color, stroke, window);
}

void paintOutside(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color)
{
    const Extent all = visibleExtent(map, series);
    if (all.count == 0 || (all.max <= map.hi && all.min >= map.lo))
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    constexpr double kStep = 8.0;
    const Pyramid& samples = series.samples();
    std::size_t begin = samples.lowerBound(map.from);
    for (double px = map.plot.left(); px < map.plot.right(); px += kStep) {
        const std::size_t end = samples.lowerBound(map.timeAt(px + kStep), begin);
        const Extent extent = samples.extent(begin, end);
        begin = end;
        const double middle = px + kStep / 2;
        if (extent.count > 0 && extent.max > map.hi) {
            const double y = map.plot.top();
            painter.drawPolygon(QPolygonF{{middle - 4, y + 6}, {middle + 4, y + 6}, {middle, y}});
        }
        if (extent.count > 0 && extent.min < map.lo) {
            const double y = map.plot.bottom();
            painter.drawPolygon(QPolygonF{{middle - 4, y - 6}, {middle + 4, y - 6}, {middle, y}});
        }
    }
    painter.restore();
}

Extent visibleExtent(const PlotMap& map, const ChartSeries& series)
{
    const Pyramid& samples = series.samples();
    const std::size_t begin = samples.lowerBound(map.from);
    return samples.extent(begin, samples.lowerBound(map.to + 1, begin));
}

} // namespace fairlead::ui
