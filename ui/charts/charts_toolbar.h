#pragma once

#include "models/base/instant.h"
#include "ui/charts/time_view.h"
#include "ui/common/theme.h"

#include <QWidget>

#include <optional>

class QAbstractButton;
class QHBoxLayout;

namespace fairlead::ui {

class ActionButton;
class Segments;

/// What stands above the charts: time range, follow now, legend, time of the crosshair. Thread: GUI.
class ChartsToolbar : public QWidget {
    Q_OBJECT
public:
    explicit ChartsToolbar(const Theme& theme, QWidget* parent = nullptr);

    /// @p zoomed: how long the stretch is that a person has chosen instead of what the range shows by itself.
    void setRange(TimeRange range, std::optional<Millis> zoomed);
    void setFollowing(bool following);
    void setVersions(const QString& canary, const QString& baseline);
    void setPrevious(const QString& words); ///< what the dotted line is; empty while it is not shown
    void setCrosshair(std::optional<Instant> at);

Q_SIGNALS:
    void rangeChosen(fairlead::ui::TimeRange range);
    void followChosen();
    void menuWanted(const QPoint& globalPlace);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void openRanges();
    void showWords();
    void arrange();
    void place(QHBoxLayout* row);

    Segments* m_ranges;
    QAbstractButton* m_follow;
    QWidget* m_legend;
    QWidget* m_chip;
    ActionButton* m_menu;
    QHBoxLayout* m_first;
    QHBoxLayout* m_second;
    QHBoxLayout* m_row = nullptr; ///< where chip and legend stand
    QString m_canary;
    QString m_baseline;
    QString m_previous;
    TimeRange m_range = TimeRange::SinceStart;
    std::optional<Millis> m_zoomed;
};

} // namespace fairlead::ui
