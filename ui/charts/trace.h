#pragma once

#include "ui/charts/chart_data.h"
#include "ui/charts/plot_map.h"
#include "ui/charts/stroke.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace fairlead::ui {

/// Paints what @p series shows in @p map: lines between samples while they are few, one vertical run of
/// [min, max] a pixel column when they are many. The cost follows the width, never the history, and a
/// spike of one sample is always there. No line crosses a gap.
void paintTrace(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color, Stroke stroke);

/// Small triangles at the border where values lie outside the axis.
void paintOutside(QPainter& painter, const PlotMap& map, const ChartSeries& series, const QColor& color);

/// Smallest and largest value that @p series has in the visible time.
Extent visibleExtent(const PlotMap& map, const ChartSeries& series);

} // namespace fairlead::ui
