#pragma once

#include "models/base/error.h"
#include "models/domain/audit/record.h"
#include "models/domain/metrics/metric.h"
#include "models/domain/rollout/state.h"
#include "ui/charts/chart_data.h"
#include "ui/charts/charts_toolbar.h"
#include "ui/charts/metric_chart.h"
#include "ui/charts/time_view.h"
#include "ui/common/theme.h"

#include <QPointer>
#include <QWidget>

#include <memory>
#include <vector>

class QGridLayout;
class QMenu;
class QTimer;

namespace fairlead::ui {

class TableWindow;

/// The release that a component had before: what is compared with at the same time after its start.
struct PreviousRelease {
    ReleaseId id;
    QString version;
    Instant startedAt;

    bool operator==(const PreviousRelease&) const = default;
};

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
    /// All records of the release: verdicts, rules, commands and notes are marked.
    void showRecords(const std::vector<audit::Record>& records);
    /// What may be compared with; nothing takes the comparison away. Its samples come by addPreviousReadings().
    void setPrevious(std::optional<PreviousRelease> previous);
    const std::optional<PreviousRelease>& previous() const { return m_previous; }
    void addPreviousReadings(const metrics::Readings& readings);
    void showPrevious(bool shown); ///< nothing where there is no release before

    void setColumns(int columns); ///< how many charts stand abreast, 1 to 3
    /// Only the charts that gates judge and the shares, as large as they all fit into @p room (pixels), for a wall-board; nothing: as
    /// always.
    void setLarge(std::optional<QSize> room);
    void setRange(TimeRange range);
    void setFollowing(bool following);
    bool isFollowing() const { return m_view.isFollowing(); }
    TimeRange range() const { return m_view.range(); }
    /// Shows @p chart alone, in the place of all; null shows all again.
    void showAlone(MetricChart* chart);
    MetricChart* alone() const { return m_alone; }
    /// What a key or a menu asks for; @p chart is where it was asked, null for all.
    void carryOut(ChartWish wish, MetricChart* chart);
    /// All that can be asked for, with its keys. Deletes itself when it closes.
    QMenu* makeMenu(MetricChart* chart);
    TableWindow* values() const; ///< while it is open
    TableWindow* samples() const; ///< while it is open
    /// Writes what @p chart shows, or all charts where it is null, to @p file; its ending says as what (png, svg, pdf, csv).
    void exportTo(const QString& file, MetricChart* chart);
    /// "data_analyst-2.0.0-error_rate-20250807T144122Z.png"
    QString exportName(const MetricChart* chart) const;

    /// Charts in their order; those without data that nobody asked for are hidden.
    std::vector<MetricChart*> charts() const { return m_charts; }
    std::vector<MetricChart*> shownCharts() const { return m_placed; }
    /// Stands above the charts; whoever has a row of their own may take it there.
    QWidget* toolbar() const;
    MetricChart* chart(const QString& metric) const;
    const ChartTimeline& timeline() const { return m_timeline; }
    const QString& title() const { return m_title; } ///< of the release

Q_SIGNALS:
    void rangeChanged(fairlead::ui::TimeRange range);
    void noteWanted(fairlead::Instant at); ///< to be written down by a person
    void wallBoardWanted(); ///< or away with it
    void exported(const QString& file);
    void exportFailed(const fairlead::Error& error);
    void previousShown(const fairlead::ReleaseId& release); ///< its samples are wanted

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addChart(const ChartData& data);
    void connectChart(MetricChart& chart);
    std::vector<MetricChart*> wanted() const;
    int magnify(const std::vector<MetricChart*>& shown) const;
    void placeCharts();
    void updateView();
    void viewChanged();
    void flush();
    void dirtyAll();
    void setCrosshair(std::optional<qint64> at);
    void movePrevious();
    void refreshTables();
    void toggleValues();
    void askForFile(MetricChart* chart);
    void showSamples(MetricChart& chart);
    QString previousWords() const;
    TimeBounds bounds() const;
    std::vector<const ChartData*> shownData() const;

    const Theme& m_theme;
    ChartsToolbar* m_toolbar;
    QGridLayout* m_grid;
    QTimer* m_late; ///< paints readings that no state follows
    ChartTimeline m_timeline;
    TimeView m_view;
    std::vector<std::unique_ptr<ChartData>> m_data;
    std::vector<MetricChart*> m_charts;
    std::vector<bool> m_dirty;
    std::vector<ChartMark> m_recordMarks;
    std::optional<PreviousRelease> m_previous;
    metrics::Readings m_previousReadings;
    std::optional<qint64> m_previousShift; ///< by which its samples were moved
    std::optional<qint64> m_startedAt;
    qint64 m_firstAt = 0; ///< oldest sample
    qint64 m_pollInterval = 1;
    QString m_title;
    int m_columns = 2;
    std::optional<QSize> m_room; ///< of a wall-board
    std::vector<MetricChart*> m_placed;
    int m_placedColumns = 0;
    MetricChart* m_alone = nullptr;
    QPointer<TableWindow> m_values;
    QPointer<TableWindow> m_samples;
    QPointer<MetricChart> m_sampled; ///< whose samples are shown
};

} // namespace fairlead::ui
