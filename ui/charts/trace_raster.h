#pragma once

#include "ui/charts/plot_map.h"
#include "ui/charts/trace_columns.h"

#include <QColor>
#include <QImage>

namespace fairlead::ui {

/// How a line of runs looks.
struct RunLook {
    QColor color; ///< without transparency
    double width = 2.0; ///< in pixels of the image
    double dashOn = 0.0; ///< in pixels of the image; 0 for a line without gaps
    double dashOff = 0.0;
};

/// Writes runs straight into @p image, whose format has 32 bits and no or premultiplied transparency: [min, max] of each column,
/// covered in part at both ends. Column 0 stands at @p left, values lie in @p map whose plot is given in pixels of the image;
/// nothing outside @p clip, which lies within the image, is touched. A dash never hides a spike.
void writeRuns(QImage& image, const TraceColumns& columns, const PlotMap& map, int left, const QRect& clip, const RunLook& look);

} // namespace fairlead::ui
