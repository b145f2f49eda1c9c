#pragma once

#include "ui/charts/chart_data.h"
#include "ui/charts/plot_map.h"
#include "ui/charts/scale.h"
#include "ui/charts/trace_columns.h"
#include "ui/common/theme.h"

#include <QImage>
#include <QRegion>

#include <functional>
#include <map>
#include <optional>

class QPainter;

namespace fairlead::ui {

/// Paints one chart so that a frame costs what has changed in it. Frame and grid of Qt Charts are a picture of their own, made again
/// only when size, theme or scale change; a live frame with the axis at rest repaints the columns from the last sample on, and
/// the header. What is painted is kept by the window and nowhere else. Thread: GUI.
class ChartCanvas {
public:
    /// What is to be seen; holds references only.
    struct View {
        const Theme& theme;
        const ChartData& data;
        const ChartTimeline& timeline;
        ValueScale scale;
        PlotMap map;
        QSize size; ///< logical pixels
        double ratio = 1.0; ///< device pixels a logical one
        std::function<void(QPainter&)> paintInstead; ///< what is seen is no lines over time: paints all over the frame
    };

    /// Takes what is new. Returns what of the viewport has to be shown again.
    QRegion refresh(const View& view);
    /// Only the crosshair has moved.
    QRegion refreshCrosshair(const View& view);
    /// Everything is made again: the frame behind the lines has changed.
    void invalidate();
    /// Gives the memory back: a chart that nobody sees keeps no picture.
    void release();
    bool isEmpty() const { return m_frame.isNull() && m_columns.empty(); }

    /// Paints @p region (logical pixels) of the view into @p image, which begins where the view begins and is of 32 bits a pixel
    /// without transparency. @p paintFrame paints what lies behind all.
    void paint(const View& view, QImage& image, const QRegion& region, const std::function<void(QPainter&)>& paintFrame);

private:
    /// What the picture was made of, besides the samples.
    struct Shown {
        PlotMap map;
        ChartTimeline timeline;
        qint64 lastAt = 0; ///< newest sample of the canary
        std::vector<TruthStretch> strip;
        std::vector<qint64> firings;
        std::size_t limits = 0;
        std::size_t lines = 0;
    };
    Shown shownOf(const View& view) const;
    bool isSameBut(const Shown& now) const;
    int updateColumns(const View& view);
    void paintPart(const View& view, QImage& image, const QRect& part) const;
    void copyFrame(const View& view, QImage& image, const QRect& part) const;
    void paintLines(const View& view, QImage& image, const QRect& clip) const;

    QImage m_frame; ///< frame and grid; null until a second paint needs them: a chart that stands still keeps no picture
    bool m_frameIsOld = true;
    std::optional<Shown> m_shown;
    std::map<const ChartSeries*, TraceColumns> m_columns;
};

} // namespace fairlead::ui
