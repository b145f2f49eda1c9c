#pragma once

#include "ui/charts/chart_data.h"
#include "ui/charts/scale.h"
#include "ui/charts/trace.h"
#include "ui/common/theme.h"

#include <QChartView>

#include <optional>

class QGraphicsItem;
class QValueAxis;

namespace fairlead::ui {

/// One small multiple: Qt Charts draws frame, grid and value axis, our item draws what moves.
/// Data and timeline belong to ReleaseCharts and outlive it. Thread: GUI.
class MetricChart : public QChartView {
    Q_OBJECT
public:
    MetricChart(const Theme& theme, const ChartData& data, const ChartTimeline& timeline, QWidget* parent = nullptr);

    const ChartData& data() const { return m_data; }
    /// Takes what is new in data and timeline, and asks for one repaint.
    void refresh();
    /// Only what the crosshair shows has changed.
    void refreshCrosshair();
    /// Value, bound and breaches in one sentence, for screen readers.
    QString sentence() const;
    /// The visible samples as tab-separated text with a header row; times in UTC.
    QString table() const;

    ValueScale scale() const { return m_scale; }
    PlotMap map() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void crosshairMoved(std::optional<qint64> at);
    void panned(qint64 byMs); ///< positive: towards the past

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void applyTheme();
    void layOut();
    void updateScale();
    void stepCrosshair(int samples);
    void moveCrosshair(qint64 at);

    const Theme& m_theme;
    const ChartData& m_data;
    const ChartTimeline& m_timeline;
    ValueScale m_scale; ///< as the axis writes it
    qint64 m_scaledFrom = 0;
    qint64 m_scaledTo = 0;
    QValueAxis* m_valueAxis;
    QGraphicsItem* m_overlay;
    std::optional<QPointF> m_dragFrom;
};

} // namespace fairlead::ui
