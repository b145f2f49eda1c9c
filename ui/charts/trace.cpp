#include "ui/charts/trace.h"

#include <QImage>
#include <QPaintEngine>
#include <QPainter>
#include <QPen>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace fairlead::ui {

namespace {

constexpr double kSolidWidth = 2.0;
constexpr double kDashedWidth = 1.5;
constexpr double kLinesPerPixel = 0.06; ///< up to this many samples a pixel are drawn as strokes
constexpr double kSegmentsPerColumn = 3.0; ///< up to this many are walked one by one

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

/// Writes [top, bottom] of one column with fractional coverage at both ends.
void writeRun(QImage& image, int column, double top, double bottom, const QColor& color)
{
    top = std::max(top, 0.0);
    bottom = std::min(bottom, double(image.height()));
    for (int y = int(std::floor(top)); y < image.height() && double(y) < bottom; ++y) {
        const double coverage = std::min(bottom, y + 1.0) - std::max(top, double(y));
        if (coverage <= 0.0)
            continue;
        const QRgb pixel = qPremultiply(qRgba(color.red(), color.green(), color.blue(), int(std::lround(255.0 * coverage))));
        reinterpret_cast<QRgb*>(image.scanLine(y))[column] = pixel;
    }
}

/// What the line covers in each pixel column, in pixels from the top; top > bottom where there is nothing.
struct Runs {
    explicit Runs(int width)
        : top(std::size_t(width), std::numeric_limits<double>::infinity())
        , bottom(std::size_t(width), -std::numeric_limits<double>::infinity())
    {
    }

    void cover(int column, double from, double to)
    {
        if (column < 0 || column >= int(top.size()))
            return;
        const auto index = std::size_t(column);
        top[index] = std::min({top[index], from, to});
        bottom[index] = std::max({bottom[index], from, to});
    }

    std::vector<double> top;
    std::vector<double> bottom;
};

/// Every segment, as long as there are few enough.
void coverSegments(Runs& runs, const PlotMap& map, const ChartSeries& series, Window window, double ratio)
{
    const Pyramid& samples = series.samples();
    const auto toX = [&](std::size_t i) { return (map.x(samples.timeAt(i)) - map.plot.left()) * ratio; };
    const auto toY = [&](std::size_t i) { return (map.y(samples.valueAt(i)) - map.plot.top()) * ratio; };
    const int width = int(runs.top.size());
    for (std::size_t i = window.begin; i < window.end; ++i) {
        const double x = toX(i);
        const double y = toY(i);
        runs.cover(int(std::floor(x)), y, y);
        if (i == window.begin || isGap(series, i))
            continue;
        const double left = toX(i - 1);
        const double start = toY(i - 1);
        const double slope = (y - start) / std::max(x - left, 1e-9);
        const int last = std::min(int(std::floor(x)), width - 1);
        for (int column = std::max(0, int(std::floor(left))); column <= last; ++column) {
            const double from = std::max(double(column), left);
            const double to = std::min(column + 1.0, x);
            runs.cover(column, start + (from - left) * slope, start + (to - left) * slope);
        }
    }
}

/// [min, max] of every column: the cost follows the width.
void coverColumns(Runs& runs, const PlotMap& map, const ChartSeries& series, double ratio)
{
    const Pyramid& samples = series.samples();
    const auto toY = [&](double value) { return (map.y(value) - map.plot.top()) * ratio; };
    std::size_t begin = samples.lowerBound(map.from);
    for (int column = 0; column < int(runs.top.size()) && begin < samples.size(); ++column) {
        const std::size_t end = samples.lowerBound(map.timeAt(map.plot.left() + (column + 1) / ratio), begin);
        if (end == begin)
            continue;
        const Extent extent = samples.extent(begin, end);
        runs.cover(column, toY(extent.max), toY(extent.min));
        if (begin > 0 && !isGap(series, begin)) {
            const double previous = toY(samples.valueAt(begin - 1));
            runs.cover(column, previous, previous);
        }
        begin = end;
    }
}

void paintRuns(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color, Stroke stroke, Window window)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const int width = int(std::ceil(map.plot.width() * ratio));
    const int height = int(std::ceil(map.plot.height() * ratio));
    if (width <= 0 || height <= 0)
        return;
    Runs runs(width);
    if (double(window.end - window.begin) <= kSegmentsPerColumn * width)
        coverSegments(runs, map, series, window, ratio);
    else
        coverColumns(runs, map, series, ratio);

    QImage image(width, height, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const double half = (stroke == Stroke::Solid ? kSolidWidth : kDashedWidth) / 2.0 * ratio;
    const Dash dash = dashOf(stroke);
    for (int column = 0; column < width; ++column) {
        const auto i = std::size_t(column);
        const bool off = stroke != Stroke::Solid && std::fmod(column / ratio, dash.on + dash.off) >= dash.on;
        if (off || runs.top[i] > runs.bottom[i])
            continue;
        // A steep line would be one pixel thin: it takes half of its neighbour along.
        const bool wide = stroke == Stroke::Solid && i + 1 < runs.top.size() && runs.top[i + 1] <= runs.bottom[i + 1];
        const double top = wide ? std::min(runs.top[i], (runs.top[i] + runs.top[i + 1]) / 2.0) : runs.top[i];
        const double bottom = wide ? std::max(runs.bottom[i], (runs.bottom[i] + runs.bottom[i + 1]) / 2.0) : runs.bottom[i];
        writeRun(image, column, top - half, bottom + half, color);
    }
    image.setDevicePixelRatio(ratio);
    painter.drawImage(map.plot.topLeft(), image);
}

/// The same as strokes, for a file whose lines stay lines at every size.
void paintStrokes(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color, Stroke stroke, Window window)
{
    constexpr double kFine = 2.0; ///< columns a pixel
    Runs runs(int(std::ceil(map.plot.width() * kFine)));
    if (double(window.end - window.begin) <= kSegmentsPerColumn * double(runs.top.size()))
        coverSegments(runs, map, series, window, kFine);
    else
        coverColumns(runs, map, series, kFine);
    QPen pen(color, kDashedWidth, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    painter.setPen(pen);
    QPolygonF line;
    const Dash dash = dashOf(stroke);
    for (std::size_t i = 0; i <= runs.top.size(); ++i) {
        const double x = double(i) / kFine;
        const bool off = stroke != Stroke::Solid && std::fmod(x, dash.on + dash.off) >= dash.on;
        if (i == runs.top.size() || off || runs.top[i] > runs.bottom[i]) {
            painter.drawPolyline(line);
            line.clear();
            continue;
        }
        line.append(map.plot.topLeft() + QPointF(x, runs.top[i] / kFine));
        if (runs.bottom[i] > runs.top[i])
            line.append(map.plot.topLeft() + QPointF(x, runs.bottom[i] / kFine));
    }
}

bool isRaster(const QPainter& painter)
{
    return painter.paintEngine()->type() == QPaintEngine::Raster;
}

} // namespace

void paintTrace(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color, Stroke stroke)
{
    const Window window = visible(map, series);
    if (window.begin >= window.end)
        return;
    painter.save();
    painter.setClipRect(map.plot.adjusted(0, -1, 0, 1), Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    // A wide pen over a line that folds back on itself in every few pixels costs 50 to 100 times a thin one.
    if (double(window.end - window.begin) <= map.plot.width() * kLinesPerPixel)
        paintLines(painter, map, series, color, stroke, window);
    else if (isRaster(painter))
        paintRuns(painter, map, series, color, stroke, window);
    else
        paintStrokes(painter, map, series, color, stroke, window);
    painter.restore();
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
