#pragma once

#include "models/domain/audit/record.h"
#include "models/domain/calendar/entry.h"
#include "models/domain/registry/component.h"
#include "models/domain/rollout/release.h"

#include <vector>

namespace fairlead::sample {

/// The story that the panels' tests and grabs tell: Thursday 7 August 2025, 14:41:22 UTC,
/// data_analyst 2.0.0 at 25 % since 14:33:20, two minutes held without data before that.
inline const Instant kNow = Instant::fromMs(1754577682000);

Instant at(const char* iso); ///< "2025-08-07T14:00:00Z"; aborts on a time that cannot be read

rollout::Release release();
rollout::Release earlierRelease(); ///< agents/engineer 2.6.0, rolled back in the morning

/// A sealed chain, row 1 first.
std::vector<audit::Record> history();
/// @p count sealed rows of many releases, one a second.
std::vector<audit::Record> longHistory(int count);

std::vector<registry::Component> components();
std::vector<calendar::Entry> entries();

} // namespace fairlead::sample
