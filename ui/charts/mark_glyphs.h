#pragma once

#include "ui/charts/chart_mark.h"
#include "ui/charts/plot_map.h"
#include "ui/common/theme.h"

#include <vector>

class QPainter;

namespace fairlead::ui {

/// Marks that stand so close to each other that they share one glyph.
struct MarkGroup {
    double x = 0.0; ///< middle, in the plot's pixels
    std::vector<const ChartMark*> marks; ///< oldest first; never empty

    /// The one whose shape the glyph has: what went wrong outweighs what a person did, and that a verdict.
    const ChartMark& first() const;
};

/// The visible marks other than weights, neighbours within a glyph's width put together. @p marks in any order; the groups look at it.
std::vector<MarkGroup> groupMarks(const PlotMap& map, const std::vector<ChartMark>& marks);

/// Glyphs at the lower end of the plot, with a count where several share one.
void paintGlyphs(QPainter& painter, const Theme& theme, const PlotMap& map, const std::vector<ChartMark>& marks);

/// The marks whose glyph is at @p x, oldest first; weights too, at their line.
std::vector<const ChartMark*> marksAt(const PlotMap& map, const std::vector<ChartMark>& marks, double x);

/// Height of the glyphs, from the lower end of the plot.
inline constexpr double kGlyphHeight = 14.0;

} // namespace fairlead::ui
