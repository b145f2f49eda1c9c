#pragma once

#include "models/base/instant.h"
#include "ui/common/theme.h"

#include <QWidget>

#include <optional>

class QAbstractButton;

namespace fairlead::ui {

class Segments;

enum class TimeRange { SinceStart, Hour, QuarterHour };

/// What stands above the charts: time range, follow now, legend, time of the crosshair. Thread: GUI.
class ChartsToolbar : public QWidget {
    Q_OBJECT
public:
    explicit ChartsToolbar(const Theme& theme, QWidget* parent = nullptr);

    void setRange(TimeRange range);
    void setFollowing(bool following);
    void setVersions(const QString& canary, const QString& baseline);
    void setCrosshair(std::optional<Instant> at);

Q_SIGNALS:
    void rangeChosen(fairlead::ui::TimeRange range);
    void followChosen();

private:
    Segments* m_ranges;
    QAbstractButton* m_follow;
    QWidget* m_legend;
    QWidget* m_chip;
};

} // namespace fairlead::ui
