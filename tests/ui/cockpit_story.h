#pragma once

#include "models/domain/audit/record.h"
#include "models/domain/metrics/metric.h"
#include "models/domain/rollout/snapshot.h"

#include <vector>

namespace fairlead::story {

/// What the cockpit gets to see of one release at one moment.
struct Scene {
    rollout::Snapshot snapshot;
    std::vector<audit::Record> records;
    metrics::Readings readings;
};

/// A time of 7 August 2025, UTC: at("14:41:22"); with its day of another one: at("2025-08-05T02:00:00").
Instant at(const char* clock);

/// data_analyst 2.0.0 to production: 10, 25, 50, 75, 100 %, three gates, window 14:00 to 16:00 UTC.
rollout::Release release();

Scene blocked(); ///< two items of the checklist hold the start
Scene toStart();
Scene shifting(); ///< 25 % accepted, not observed yet
Scene soaking(); ///< 14:41:22, at 25 % since 14:33:20, all gates pass
Scene heldNoData(); ///< the source is silent since 14:19:06
Scene paused();
Scene unknownOutcome(); ///< no answer to 25 %
Scene rollingBack(); ///< 14:55:28, errors too high at 50 %, 31 % of the calls still reach the new version
Scene notEffective(); ///< the same after the deadline
Scene rolledBack();
Scene activated();

} // namespace fairlead::story
