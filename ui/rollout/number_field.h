#pragma once

#include "ui/common/theme.h"

#include <QWidget>

class QSpinBox;

namespace fairlead::ui {

/// A number with − and + beside it; ↑ ↓ and the wheel work as well. The buttons of a styled spin box come out broken. Thread: GUI.
class NumberField : public QWidget {
    Q_OBJECT
public:
    NumberField(const Theme& theme, const QString& name, const QString& suffix, QWidget* parent = nullptr);

    QSpinBox& box() const { return *m_box; }

private:
    QSpinBox* m_box;
};

} // namespace fairlead::ui
