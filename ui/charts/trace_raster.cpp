#include "ui/charts/trace_raster.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace fairlead::ui {

namespace {

constexpr double kSpike = 3.0; ///< pixels by which a run in a dash's gap must stand out to be drawn all the same

/// A run in pixels from the top; top > bottom where there is none.
struct Strip {
    float top = 1.0F;
    float bottom = 0.0F;

    bool isEmpty() const { return !(top <= bottom); }
};

/// @p over on @p under, @p coverage in 256ths.
QRgb blend(QRgb over, QRgb under, uint coverage)
{
    const uint rest = 256 - coverage;
    const uint redBlue = ((over & 0xff00ffU) * coverage + (under & 0xff00ffU) * rest) >> 8;
    const uint alphaGreen = ((over >> 8) & 0xff00ffU) * coverage + ((under >> 8) & 0xff00ffU) * rest;
    return (redBlue & 0xff00ffU) | (alphaGreen & 0xff00ff00U);
}

/// Where pixels of one column lie, and which rows may be touched.
struct Column {
    QRgb* top; ///< of row 0
    std::ptrdiff_t stride;
    int firstRow;
    int endRow;
};

void writeStrip(const Column& column, double top, double bottom, QRgb color)
{
    top = std::max(top, double(column.firstRow));
    bottom = std::min(bottom, double(column.endRow));
    if (!(top < bottom))
        return;
    const int first = int(top);
    const int last = int(std::ceil(bottom)) - 1;
    const auto part = [](double share) { return uint(qRound(share * 256.0)); };
    QRgb* pixel = column.top + first * column.stride;
    if (first == last) {
        *pixel = blend(color, *pixel, part(bottom - top));
        return;
    }
    *pixel = blend(color, *pixel, part(first + 1 - top));
    pixel += column.stride;
    for (int y = first + 1; y < last; ++y, pixel += column.stride)
        *pixel = color;
    *pixel = blend(color, *pixel, part(bottom - last));
}

/// Runs as pixels; neighbours that do not touch are joined half way, which is where the line crosses the border between them.
std::vector<Strip> stripsOf(const std::vector<TraceColumns::Run>& runs, const PlotMap& map, std::size_t first)
{
    const double scale = map.plot.height() / (map.hi - map.lo);
    // Far outside is outside: a float must not become coarse where it is seen.
    const double far = 2.0 * map.plot.height();
    const auto pixel = [&](double value) { return float(std::clamp((map.hi - value) * scale, -far, far)); };
    std::vector<Strip> strips(runs.size());
    for (std::size_t i = first; i < runs.size(); ++i) {
        if (!runs[i].isEmpty())
            strips[i] = {pixel(runs[i].hi), pixel(runs[i].lo)};
    }
    for (std::size_t i = first + 1; i < runs.size(); ++i) {
        Strip& a = strips[i - 1];
        Strip& b = strips[i];
        if (a.isEmpty() || b.isEmpty())
            continue;
        if (a.bottom < b.top) {
            const float middle = (a.bottom + b.top) / 2;
            a.bottom = middle;
            b.top = middle;
        } else if (b.bottom < a.top) {
            const float middle = (b.bottom + a.top) / 2;
            b.bottom = middle;
            a.top = middle;
        }
    }
    return strips;
}

/// Is column @p i in the gap of a dash, with nothing that stands out of its neighbours?
bool isOff(const std::vector<Strip>& strips, std::size_t i, qint64 scrolled, const RunLook& look)
{
    if (look.dashOn <= 0.0)
        return false;
    const double period = look.dashOn + look.dashOff;
    if (std::fmod(double(scrolled) + double(i), period) < look.dashOn)
        return false;
    const auto reach = std::size_t(std::ceil(look.dashOff)) + 1;
    float top = std::numeric_limits<float>::infinity();
    float bottom = -top;
    for (std::size_t k = i > reach ? i - reach : 0; k <= std::min(i + reach, strips.size() - 1); ++k) {
        if (k != i && !strips[k].isEmpty() && std::fmod(double(scrolled) + double(k), period) < look.dashOn) {
            top = std::min(top, strips[k].top);
            bottom = std::max(bottom, strips[k].bottom);
        }
    }
    return double(strips[i].top) > double(top) - kSpike && double(strips[i].bottom) < double(bottom) + kSpike;
}

} // namespace

void writeRuns(QImage& image, const TraceColumns& columns, const PlotMap& map, int left, const QRect& clip, const RunLook& look)
{
    const std::vector<TraceColumns::Run>& runs = columns.runs();
    const int top = int(std::lround(map.plot.top()));
    const int firstRow = std::max(0, clip.top() - top);
    const int endRow = std::min(int(std::lround(map.plot.height())), clip.bottom() + 1 - top);
    const int first = std::max(0, clip.left() - left);
    const int end = std::min(int(runs.size()), clip.right() + 1 - left);
    if (firstRow >= endRow || first >= end)
        return;
    // Two columns more: one that the first is joined with, and one on which that stands.
    const std::vector<Strip> strips = stripsOf(runs, map, std::size_t(std::max(0, first - 2 - int(look.dashOff))));
    auto* const bits = reinterpret_cast<QRgb*>(image.bits());
    const std::ptrdiff_t stride = image.bytesPerLine() / std::ptrdiff_t(sizeof(QRgb));
    const QRgb color = look.color.rgb();
    const double half = look.width / 2.0;
    for (auto i = std::size_t(first); i < std::size_t(end); ++i) {
        const Strip& strip = strips[i];
        if (strip.isEmpty() || isOff(strips, i, columns.scrolled(), look))
            continue;
        double upper = double(strip.top);
        double lower = double(strip.bottom);
        // A steep line would be one pixel thin: it takes half of its neighbour along.
        if (look.dashOn <= 0.0 && i + 1 < strips.size() && !strips[i + 1].isEmpty()) {
            upper = std::min(upper, (upper + double(strips[i + 1].top)) / 2.0);
            lower = std::max(lower, (lower + double(strips[i + 1].bottom)) / 2.0);
        }
        writeStrip({bits + top * stride + left + std::ptrdiff_t(i), stride, firstRow, endRow}, upper - half, lower + half, color);
    }
}

} // namespace fairlead::ui
