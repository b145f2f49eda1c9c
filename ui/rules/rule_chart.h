#pragma once

#include "models/domain/gate/rule_watch.h"
#include "ui/charts/chart_data.h"
#include "ui/rules/recording.h"

#include <QWidget>

#include <memory>

class QVBoxLayout;

namespace fairlead::ui {

class MetricChart;
enum class ChartWish;

/// The chart of one rule over recorded samples: its metric on both sides, its bound, where it would have fired, and the strip
/// of what it said at each moment. Thread: GUI.
class RuleChart : public QWidget {
    Q_OBJECT
public:
    explicit RuleChart(const Theme& theme, QWidget* parent = nullptr);
    ~RuleChart() override;

    void show(const gate::Rule& rule, const Recording& recording, Instant from, const gate::Replay& replay);
    qint64 sampleCount() const;
    using QWidget::show;

private:
    void look(Stretch wanted); ///< as much of it as was recorded
    void zoom(double factor, qint64 at);
    void carryOut(ChartWish wish);

    const Theme& m_theme;
    QVBoxLayout* m_layout;
    ChartTimeline m_timeline;
    Stretch m_whole; ///< what was recorded
    std::unique_ptr<ChartData> m_data;
    MetricChart* m_chart = nullptr;
};

} // namespace fairlead::ui
