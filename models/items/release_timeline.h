#pragma once

#include "models/domain/rollout/state.h"

#include <span>
#include <vector>

namespace fairlead::items {

/// One weight (or the activation) over a stretch of time.
struct TimelineBar {
    int stage = 0; ///< index into rollout::stagesOf
    bool activation = false;
    Percent weight;
    Instant from;
    Instant to;

    bool operator==(const TimelineBar&) const = default;
};

/// A stretch in which the clock of the plan stood still.
struct TimelineGap {
    bool paused = false; ///< by a person; else held by the engine
    QString why;
    Instant from;
    Instant to;

    bool operator==(const TimelineGap&) const = default;
};

enum class TimelineMarkKind { Command, Verdict, Promoted, Rollback, Ended };

/// A moment worth a ring: what was asked, decided or ended.
struct TimelineMark {
    TimelineMarkKind kind = TimelineMarkKind::Command;
    gate::Outcome outcome = gate::Outcome::Undecided; ///< of a verdict
    Instant at;
    qint64 row = 0;

    bool operator==(const TimelineMark&) const = default;
};

/// The plan of a release over what happened, all from its records.
struct ReleaseTimeline {
    rollout::State state;
    std::vector<TimelineBar> plan; ///< from the real start, else from the window's; empty when neither is known
    std::vector<TimelineBar> happened;
    std::vector<TimelineGap> gaps;
    std::vector<TimelineMark> marks; ///< in time order
    Instant from; ///< of everything above; from == to when there is nothing to draw
    Instant to;
    Millis behind{}; ///< how far the current (or last) stage is behind the plan; negative when ahead
    Millis held{}; ///< sum of the gaps

    bool isEmpty() const { return !(from < to); }
};

/// Folds those of @p records that belong to @p release, oldest first, as they stood at @p now.
ReleaseTimeline timelineOf(const rollout::Release& release, std::span<const audit::Record> records, Instant now);

} // namespace fairlead::items
