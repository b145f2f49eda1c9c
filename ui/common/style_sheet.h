#pragma once

#include "ui/common/theme.h"

#include <QString>

namespace fairlead::ui {

/// The application's style sheet: cards and inputs only. Item views and painted widgets stay out of it.
QString styleSheet(Scheme scheme, const QFont& base);

} // namespace fairlead::ui
