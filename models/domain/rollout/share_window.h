#pragma once

#include "models/base/instant.h"

#include <deque>
#include <optional>

namespace fairlead::rollout {

/// The share of requests that reached the canary, from running totals that a target counts.
/// Answers for the newest requests only: totals since a command would still hold those from before it took effect.
class ShareWindow {
public:
    struct Share {
        double share = 0.0; ///< 0 to 1
        double canaryCalls = 0.0;
        double totalCalls = 0.0;
    };

    /// Takes running totals as read at @p at. Totals that go backwards (the target was restarted) start anew.
    void take(Instant at, double canaryCalls, double totalCalls);

    /// Over the fewest newest readings, none before @p since, that hold at least @p minCalls calls; over all since
    /// then when there are fewer calls. Empty when no call was seen.
    std::optional<Share> newest(Instant since, double minCalls) const;

private:
    struct Totals {
        Instant at;
        double canary = 0.0;
        double total = 0.0;
    };
    std::deque<Totals> m_totals; ///< oldest first, at most kKept
};

} // namespace fairlead::rollout
