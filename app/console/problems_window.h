#pragma once

#include "models/base/problem.h"
#include "ui/common/theme.h"

#include <QWidget>

namespace fairlead::console {

/// What stands in the way of opening a workspace: every problem with its place and what to do. Nothing was changed.
class ProblemsWindow : public QWidget {
    Q_OBJECT
public:
    ProblemsWindow(const ui::Theme& theme, const QString& workspace, const Problems& problems);
};

} // namespace fairlead::console
