#pragma once

#include "ui/charts/chart_data.h"
#include "ui/charts/scale.h"
#include "ui/charts/trace.h"
#include "ui/common/theme.h"

#include <QRectF>

class QPainter;

namespace fairlead::ui {

/// Sizes of a chart, the same for all of a release so that their plots stand under each other.
namespace chartmetric {
inline constexpr int kLeft = 44;
inline constexpr int kRight = 14;
inline constexpr int kTop = 34;
inline constexpr int kStripGap = 4;
inline constexpr int kStrip = 6;
inline constexpr int kRibbonGap = 2;
inline constexpr int kRibbon = 8;
inline constexpr int kBottom = 42;
inline constexpr int kMinimumPlot = 90;
inline constexpr int kTitleBaseline = 20;
inline constexpr double kMarkRoom = 15.0; ///< for the words of marks, in plot pixels
} // namespace chartmetric

/// Everything in a chart that Qt Charts does not draw: traces, limits, marks, gaps, strip, time labels, values.
/// Made for one paint; holds references only.
class ChartPainter {
public:
    ChartPainter(const Theme& theme, const ChartData& data, const ChartTimeline& timeline, const ValueScale& scale, const PlotMap& map,
        const QRectF& frame);

    void paint(QPainter& painter) const;
    /// The figures of the value axis, which belong to the frame.
    void paintValues(QPainter& painter) const;
    /// What lies under the lines. Nothing outside the clip need be painted.
    void paintUnder(QPainter& painter) const;
    /// What lies over them.
    void paintOver(QPainter& painter) const;

private:
    void paintGaps(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintMarkWords(QPainter& painter) const;
    void paintFirings(QPainter& painter) const;
    void paintAsked(QPainter& painter) const;
    void paintStrip(QPainter& painter) const;
    void paintStripRun(QPainter& painter, double left, double right, Truth truth) const;
    void paintTimes(QPainter& painter) const;
    void paintCrosshair(QPainter& painter) const;

    std::vector<Stretch> gapsInView() const;
    QRectF stripBox() const;
    QRectF ribbonBox() const;

    const Theme& m_theme;
    const ChartData& m_data;
    const ChartTimeline& m_timeline;
    const ValueScale m_scale;
    const PlotMap& m_map;
    QRectF m_frame;
};

} // namespace fairlead::ui
