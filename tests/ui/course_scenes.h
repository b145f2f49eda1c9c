#pragma once

#include "tests/ui/cockpit_story.h"

namespace fairlead::story {

/// A plan of fifteen days: shadow, canary, then five units, one a night from 02:00 to 06:00 on weekdays, then two weeks of watching.
Scene daysToStart(); ///< 28 July 2025, 20:00
Scene days(); ///< 7 August 2025, 14:41:22: two of five units serve 2.0.0, the night is closed; research came a night late
Scene daysPaused(); ///< the same, paused by m.vogel
Scene daysBack(); ///< 7 August 2025, 15:10: it was rolled back, gradually; docs is still served
Scene hours(); ///< the canary of 7 August 2025 by its stages, at 14:41:22
/// A freeze from 9 to 11 August 2025.
std::vector<calendar::Freeze> freezes();

} // namespace fairlead::story
