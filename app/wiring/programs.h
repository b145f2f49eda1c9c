#pragma once

#include "models/base/error.h"

#include <QString>

namespace fairlead::wiring {

/// Path of one of Fairlead's own programs ("fairlead-rehearsal", "fairlead-pdf"): beside the running one, else on PATH.
/// NotFound names what is missing.
Result<QString> findProgram(const QString& name);

} // namespace fairlead::wiring
