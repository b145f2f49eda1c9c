#pragma once

#include "ui/common/theme.h"

#include <QDialog>

namespace fairlead::ui {

/// The rule language: grammar and examples, from the program's own help. Thread: GUI.
class GrammarWindow : public QDialog {
    Q_OBJECT
public:
    explicit GrammarWindow(const Theme& theme, QWidget* parent = nullptr);
};

} // namespace fairlead::ui
