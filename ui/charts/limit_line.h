#pragma once

#include "ui/charts/plot_map.h"
#include "ui/common/theme.h"

#include <QString>

#include <vector>

class QPainter;

namespace fairlead::ui {

/// A bound in a chart: a line with words on it, and a tint on its forbidden side.
struct LimitLine {
    double bound = 0.0;
    bool forbidsAbove = true;
    QString words; ///< "gate: under 1 %", "roll back above 3 s"
    bool mild = false; ///< of a rule that only tells: dash-dot

    bool operator==(const LimitLine&) const = default;
};

/// The tints, to be painted under everything else.
void paintForbiddenSides(QPainter& painter, const Theme& theme, const PlotMap& map, const std::vector<LimitLine>& limits);
/// The lines with their words, over the traces.
void paintLimitLines(QPainter& painter, const Theme& theme, const PlotMap& map, const std::vector<LimitLine>& limits);

} // namespace fairlead::ui
