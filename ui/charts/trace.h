#pragma once

#include "ui/charts/chart_data.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace fairlead::ui {

/// Where time and value lie in a plot. Values are as stored, not as the axis writes them.
struct PlotMap {
    QRectF plot;
    qint64 from = 0;
    qint64 to = 1;
    double lo = 0.0;
    double hi = 1.0;

    double x(qint64 at) const { return plot.left() + double(at - from) / double(to - from) * plot.width(); }
    double y(double value) const { return plot.bottom() - (value - lo) / (hi - lo) * plot.height(); }
    qint64 timeAt(double px) const { return from + qint64((px - plot.left()) / plot.width() * double(to - from)); }
};

enum class Stroke { Solid, Dashed };

/// Paints what @p series shows in @p map: lines between samples while they are few, one vertical run of
/// [min, max] a pixel column when they are many. The cost follows the width, never the history, and a
/// spike of one sample is always there. No line crosses a gap.
void paintTrace(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color, Stroke stroke);

/// Small triangles at the border where values lie outside the axis.
void paintOutside(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color);

/// Smallest and largest value that @p series has in the visible time.
Extent visibleExtent(const PlotMap& map, const ChartSeries& series);

} // namespace fairlead::ui
