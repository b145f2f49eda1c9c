#pragma once

#include "ui/common/theme.h"
#include "ui/rollout/track.h"

#include <QWidget>

#include <vector>

namespace fairlead::ui {

/// The plan as one row of equal cells: weight and soak above, bar, clock times below. Thread: GUI.
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

private:
    void paintCell(QPainter& painter, const TrackCell& cell, double left, double width) const;

    const Theme& m_theme;
    std::vector<TrackCell> m_cells;
};

} // namespace fairlead::ui
