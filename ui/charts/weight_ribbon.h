#pragma once

#include "ui/charts/chart_data.h"
#include "ui/charts/plot_map.h"
#include "ui/common/theme.h"

#include <QRectF>

class QPainter;

namespace fairlead::ui {

/// The share that was asked for, as steps in @p box whose height is all of the traffic; hatched where parts of the users were
/// asked for, of which no share can be told.
void paintRibbon(QPainter& painter, const Theme& theme, const PlotMap& map, const ChartTimeline& timeline, const QRectF& box);

} // namespace fairlead::ui
