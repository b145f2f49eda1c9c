#pragma once

#include "ui/common/theme.h"

class QWidget;

namespace fairlead::tests {

/// One sheet with every component of ui/common in its states.
QWidget* makeComponentSheet(const ui::Theme& theme);

} // namespace fairlead::tests
