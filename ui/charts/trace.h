#pragma once

#include "ui/charts/chart_data.h"
#include "ui/charts/plot_map.h"
#include "ui/charts/stroke.h"
#include "ui/charts/trace_columns.h"

#include <QColor>
#include <QRectF>

class QImage;
class QPainter;

namespace fairlead::ui {

/// Paints what @p series shows in @p map: lines between samples while they are few, one vertical run of
/// [min, max] a pixel column when they are many. The cost follows the width, never the history, and a
/// spike of one sample is always there. No line crosses a gap.
void paintTrace(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color, Stroke stroke);

/// The same into a picture that is kept: @p columns know what they showed before, and nothing outside @p clip is touched.
/// @p map is in logical pixels, @p image and @p clip in device pixels, @p ratio to a logical one.
void paintTrace(QImage& image, const TraceColumns& columns, const PlotMap& map, double ratio, const QRect& clip, const ChartSeries& series,
    const QColor& color, Stroke stroke);

/// How many columns a trace in @p map has; they begin at the plot's left border.
int columnCount(const PlotMap& map, double ratio);

/// Small triangles at the border where values lie outside the axis.
void paintOutside(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color);

/// Smallest and largest value that @p series has in the visible time.
Extent visibleExtent(const PlotMap& map, const ChartSeries& series);

} // namespace fairlead::ui
