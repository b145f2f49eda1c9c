#pragma once

#include "models/base/error.h"
#include "tests/lab/lab.h"

#include <QString>

namespace fairlead::lab {

/// Writes a workspace that rolls data_analyst 2.0.0 out on @p lab into the folder @p directory: target "haproxy-lab" (through
/// the recording relay, so that what HAProxy was told can be compared with a history), source "prometheus-lab", plan
/// "seconds" with soaks of @p soakSeconds. Existing files of the same names are replaced.
Result<void> writeWorkspace(const Lab& lab, const QString& directory, double soakSeconds = 4.0);

} // namespace fairlead::lab
