#pragma once

#include "models/base/clock.h"
#include "ui/common/theme.h"

#include <QTimer>
#include <QWidget>

namespace fairlead::ui {

/// "14:41:22 UTC | 16:41 CEST". Repaints once a second, its own rectangle only. Where local time is UTC, it is not said twice.
class ClockLabel : public QWidget {
    Q_OBJECT
public:
    ClockLabel(const Theme& theme, const Clock& clock, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void tick();
    QString localPart() const;

    const Theme& m_theme;
    const Clock& m_clock;
    QTimer m_timer;
    Instant m_shown;
};

} // namespace fairlead::ui
