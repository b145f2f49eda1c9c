#pragma once

#include "models/domain/metrics/metric.h"
#include "ui/charts/stroke.h"
#include "ui/common/theme.h"

#include <QPointF>
#include <QString>

class QPainter;

namespace fairlead::ui {

/// What a line in a chart stands for. Each has a dash of its own besides its colour (design-system.md, "Colour").
enum class LineStyle { Canary, Third, Fourth, Baseline, Previous, Limit, Asked };

Token tokenOf(LineStyle style);
Stroke strokeOf(LineStyle style);

/// A line of a chart besides its canary and its baseline.
struct LineSpec {
    metrics::SeriesKey key;
    LineStyle style = LineStyle::Third;
    QString label; ///< "p99": what tells it from the others of its chart

    bool operator==(const LineSpec&) const = default;
};

/// A piece of such a line, for legends and values.
void paintLineSample(QPainter& painter, const Theme& theme, LineStyle style, QPointF left, double length);

} // namespace fairlead::ui
