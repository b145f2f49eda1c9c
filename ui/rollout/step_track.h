#pragma once

#include "ui/common/theme.h"
#include "ui/rollout/track.h"

#include <QWidget>

#include <vector>

namespace fairlead::ui {

/// Widths of @p count cells in @p width: equal where each has room for its words, else the one that matters and those beside it have,
/// and the others are bars alone.
std::vector<double> cellWidths(int count, int current, double width);

/// The plan as one row of cells: weight and soak above, bar, clock times below. Thread: GUI.
class StepTrack : public QWidget {
    Q_OBJECT
public:
    explicit StepTrack(const Theme& theme, QWidget* parent = nullptr);

    void setCells(std::vector<TrackCell> cells);
    const std::vector<TrackCell>& cells() const { return m_cells; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintCell(QPainter& painter, const TrackCell& cell, double left, double width) const;
    int current() const;

    const Theme& m_theme;
    std::vector<TrackCell> m_cells;
};

} // namespace fairlead::ui
