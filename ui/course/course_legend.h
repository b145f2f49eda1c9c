#pragma once

#include "ui/common/theme.h"

#include <QWidget>

namespace fairlead::ui {

/// Which look means done, held and to come. Thread: GUI.
class CourseLegend : public QWidget {
    Q_OBJECT
public:
    explicit CourseLegend(const Theme& theme, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace fairlead::ui
