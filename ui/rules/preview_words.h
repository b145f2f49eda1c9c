#pragma once

#include "models/domain/gate/rule_watch.h"
#include "ui/common/check_lines.h"

#include <vector>

namespace fairlead::ui {

/// What @p rule would have done with one stretch of data: firings, near misses, gaps, and the other reading of an
/// ambiguous count. One line where it would have done nothing.
std::vector<Check> previewLines(const gate::Rule& rule, const gate::Replay& replay);

/// One line for a whole release: "data_analyst 2.0.0: would have rolled back once, at 14:06:15 UTC."
Check releaseLine(const QString& title, const gate::Rule& rule, const gate::Replay& replay);

} // namespace fairlead::ui
