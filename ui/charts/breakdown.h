#pragma once

#include "ui/charts/chart_data.h"
#include "ui/charts/chart_tables.h"
#include "ui/common/theme.h"

#include <QColor>
#include <QRectF>

#include <optional>
#include <vector>

class QPainter;

namespace fairlead::ui {

/// One part of a metric: a model, a unit, a region.
struct PartRow {
    QString name; ///< "unit=docs", several labels by commas
    const ChartSeries* canary = nullptr;
    const ChartSeries* baseline = nullptr;
    std::optional<double> value; ///< at the crosshair, else now
    std::optional<double> against; ///< the baseline's
};

/// All parts, the worst first: furthest on the forbidden side of the chart's limit; without a limit, furthest from its baseline;
/// parts without a value last.
std::vector<PartRow> partsOf(const ChartData& data, const ChartTimeline& timeline);
TableContent partsTable(const ChartData& data, const ChartTimeline& timeline);

/// Means of the visible samples of @p series in @p cells equal stretches of time; nothing where there is none.
std::vector<std::optional<double>> cellsOf(const ChartSeries& series, const ChartTimeline& timeline, int cells);

/// Colour of a value in a heat map, @p share of the way from the lowest to the highest: one hue that only grows stronger, so
/// that it is told apart with any colour vision.
QColor heatColor(const Theme& theme, double share);

/// A row a part with its value: as lines, or as a heat map over the same time. What has no room is counted.
void paintParts(
    QPainter& painter, const Theme& theme, const ChartData& data, const ChartTimeline& timeline, const QRectF& frame, bool heat);

} // namespace fairlead::ui
