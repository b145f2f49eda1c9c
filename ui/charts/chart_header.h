#pragma once

#include "ui/charts/chart_data.h"
#include "ui/common/theme.h"

#include <QRectF>

class QPainter;

namespace fairlead::ui {

/// Title and unit at the left of @p frame, at the right what each line shows at the crosshair, else now. Where there is no room
/// for all values the lines besides canary and baseline give way first.
void paintChartHeader(QPainter& painter, const Theme& theme, const ChartData& data, const ChartTimeline& timeline, const QRectF& frame);

/// "no sample for 25 s".
QString silenceText(qint64 ms);

} // namespace fairlead::ui
