#pragma once

#include "ui/charts/chart_canvas.h"
#include "ui/charts/chart_data.h"
#include "ui/charts/chart_tables.h"
#include "ui/charts/scale.h"
#include "ui/charts/trace.h"
#include "ui/common/theme.h"

#include <QChartView>

#include <optional>

class QRubberBand;
class QValueAxis;

namespace fairlead::ui {

/// What a person asks of a chart by key or menu; whoever holds the charts carries it out.
enum class ChartWish {
    ZoomIn,
    ZoomOut,
    Back, ///< to before the last zoom
    Reset, ///< what the range shows by itself
    Earlier,
    Later,
    ToStart,
    ToNow,
    Values, ///< the table of exact values, or away with it
    Samples, ///< what is seen, as a table
    Copy, ///< the values as text
    NextView, ///< over time, distribution, by part, heat map
    Alone, ///< this chart instead of all, or all again
    Previous, ///< the release before, or away with it
    Note, ///< write something down at the crosshair
    Export, ///< what is seen, into a file
};

/// What a chart shows of its samples. Parts and heat map are there only where a metric has parts.
enum class ChartView { OverTime, Distribution, Parts, HeatMap };

/// One small multiple: Qt Charts draws frame, grid and value axis, our canvas keeps that and draws what moves. While it is hidden
/// it keeps no picture and paints nothing.
/// Data and timeline belong to ReleaseCharts and outlive it. Thread: GUI.
class MetricChart : public QChartView {
    Q_OBJECT
public:
    MetricChart(const Theme& theme, const ChartData& data, const ChartTimeline& timeline, QWidget* parent = nullptr);

    const ChartData& data() const { return m_data; }
    void setView(ChartView view); ///< over time where there is no such view
    ChartView view() const { return m_view; }
    void nextView();
    /// Takes what is new in data and timeline, and asks for one repaint.
    void refresh();
    /// Only what the crosshair shows has changed.
    void refreshCrosshair();
    /// Value, bound and breaches in one sentence, for screen readers.
    QString sentence() const;
    /// The visible samples as tab-separated text with a header row; times in UTC.
    QString table() const;
    /// What its view shows, in rows; of samples at most @p most, the newest.
    TableContent tableOfView(std::size_t most) const;
    /// The stretch that is being drawn out with the mouse; nothing while none is.
    std::optional<Stretch> drawnOut() const;

    /// False while it is hidden.
    bool keepsPicture() const { return !m_canvas.isEmpty(); }

    ValueScale scale() const { return m_scale; }
    PlotMap map() const; ///< in the chart's own pixels, as frame()
    /// The chart's own pixels, of which each is magnification() wide and high.
    QRectF frame() const;
    /// Everything is drawn that many times as large (1 and more), to be read from further away.
    void setMagnification(double times);
    double magnification() const { return m_magnification; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void crosshairMoved(std::optional<qint64> at);
    void panned(qint64 byMs); ///< positive: towards the past
    void zoomed(double factor, qint64 at); ///< below 1: less time; what is at @p at stays there
    void stretchChosen(qint64 from, qint64 to);
    void wished(fairlead::ui::ChartWish wish);
    void menuWanted(const QPoint& globalPlace);

protected:
    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void applyTheme();
    void layOut();
    void updateScale();
    ChartCanvas::View canvasView() const;
    void paintFrame(QPainter& painter, const ChartCanvas::View& view) const;
    void paintOtherView(QPainter& painter) const;
    void showAgain(const QRegion& region);
    QPointF ownPlace(const QPointF& place) const { return place / m_magnification; }
    void describe();
    void drag(const QPointF& to);
    void showMarkWords(const QPointF& place, const QPoint& global);
    std::optional<ChartWish> wishOf(const QKeyEvent& event) const;
    void stepCrosshair(int samples);
    void moveCrosshair(qint64 at);

    const Theme& m_theme;
    const ChartData& m_data;
    const ChartTimeline& m_timeline;
    ValueScale m_scale; ///< as the axis writes it
    qint64 m_scaledFrom = 0;
    qint64 m_scaledTo = 0;
    QValueAxis* m_valueAxis;
    ChartCanvas m_canvas;
    double m_magnification = 1.0;
    std::optional<QPointF> m_dragFrom;
    bool m_pans = false; ///< the drag moves; else it draws out a stretch
    QRubberBand* m_drawnOut;
    ChartView m_view = ChartView::OverTime;
    qint64 m_describedAt = 0; ///< by the timeline
    QString m_described; ///< what a strip said then
};

} // namespace fairlead::ui
