#pragma once

#include "models/domain/metrics/metric.h"
#include "models/domain/rollout/state.h"
#include "ui/charts/chart_data.h"
#include "ui/charts/charts_toolbar.h"
#include "ui/common/theme.h"

#include <QWidget>

#include <memory>
#include <vector>

class QGridLayout;
class QTimer;

namespace fairlead::ui {

class MetricChart;

/// The live charts of one release: small multiples on one time axis with one crosshair.
/// Readings may come in any order and any number; every chart repaints at most once a tick. Thread: GUI.
class ReleaseCharts : public QWidget {
    Q_OBJECT
public:
    explicit ReleaseCharts(const Theme& theme, QWidget* parent = nullptr);
    ~ReleaseCharts() override;

    /// Begins with the charts of @p release and without samples.
    void setRelease(const rollout::Release& release);
    /// Takes samples; they are painted with the next showState, or shortly after without one.
    void addReadings(const metrics::Readings& readings);
    /// Marks, asked weights and the time up to which there can be samples.
    void showState(const rollout::State& state, Instant now);

    void setColumns(int columns); ///< how many charts stand abreast, 1 to 3
    void setRange(TimeRange range);
    void setFollowing(bool following);
    bool isFollowing() const { return m_following; }

    /// Charts in their order; those without data that nobody asked for are hidden.
    std::vector<MetricChart*> charts() const { return m_charts; }
    /// Stands above the charts; whoever has a row of their own may take it there.
    QWidget* toolbar() const;
    MetricChart* chart(const QString& metric) const;
    const ChartTimeline& timeline() const { return m_timeline; }

Q_SIGNALS:
    void rangeChanged(fairlead::ui::TimeRange range);

private:
    void addChart(ChartSpec spec, const rollout::Release& release);
    void placeCharts();
    void updateView();
    void flush();
    void setCrosshair(std::optional<qint64> at);
    void pan(qint64 byMs);

    const Theme& m_theme;
    ChartsToolbar* m_toolbar;
    QGridLayout* m_grid;
    QTimer* m_late; ///< paints readings that no state follows
    ChartTimeline m_timeline;
    std::vector<std::unique_ptr<ChartData>> m_data;
    std::vector<MetricChart*> m_charts;
    std::vector<bool> m_dirty;
    std::optional<qint64> m_startedAt;
    qint64 m_firstAt = 0; ///< oldest sample
    qint64 m_pollInterval = 1;
    TimeRange m_range = TimeRange::SinceStart;
    bool m_following = true;
    qint64 m_pannedTo = 0; ///< right end while not following
    int m_columns = 2;
    std::vector<MetricChart*> m_placed;
    int m_placedColumns = 0;
};

} // namespace fairlead::ui
