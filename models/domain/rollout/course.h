#pragma once

#include "models/domain/calendar/freeze.h"
#include "models/domain/rollout/state.h"
#include "models/domain/rollout/zone_clock.h"

#include <optional>
#include <span>
#include <vector>

namespace fairlead::rollout {

/// A length of time; its end is empty where it is not known, or has not come.
using Stretch = ZoneClock::Stretch;

/// Where a stage or a phase stands in time.
struct Leg {
    std::optional<Stretch> planned; ///< as the plan has it from the start on, freezes and holds aside; empty where its hours never come
    std::optional<Stretch> happened; ///< empty before it was entered; its end is empty while it is under way
    std::optional<Stretch> expected; ///< what is left of it if nothing holds it from now on; empty when nothing is, or that is not known

    bool operator==(const Leg&) const = default;
};

/// The way of a release through time.
struct Course {
    Instant startedAt; ///< or where it would start: its window, or now
    std::vector<Leg> stages; ///< one for each of stagesOf(plan)
    std::vector<Leg> phases; ///< one for each of the plan's; none where it has none

    /// From the first beginning to the last end that is known of; at least a millisecond.
    Stretch whole() const;
    bool operator==(const Course&) const = default;
};

/// What a course depends on besides the state.
struct CourseFacts {
    Instant now;
    Millis soakDone{}; ///< of the current soak
    std::span<const calendar::Freeze> freezes{}; ///< of the workspace
};

/// Time that people take to say yes, that tasks and effects take, and waits for samples count as nothing: what is expected is the
/// earliest. Days, hours and freezes hold as openingFor has them.
Course courseOf(const State& state, const CourseFacts& facts);

enum class UnitState {
    ToCome,
    Asked, ///< sent, its effect is not observed yet
    Serves, ///< the new version serves it
    GoingBack, ///< taken back, its effect is not observed yet
    Back, ///< was served, and is so no more
    NotReached, ///< will not come any more
};

/// A named part of the users on a plan's way.
struct CourseUnit {
    QString unit;
    int stage = 0; ///< that brings it, of stagesOf(plan)
    UnitState state = UnitState::ToCome;
    std::optional<bool> servedByTarget; ///< what the target says now; empty where it does not tell

    bool operator==(const CourseUnit&) const = default;
};

/// The units of the plan, in the order in which they come; empty for a plan without any.
std::vector<CourseUnit> courseUnits(const State& state, const Observation& observation);

/// What of [@p from, @p to) is outside the plan's hours, in order; at most @p most stretches. None for a plan without hours and in a
/// zone that this machine does not know.
std::vector<Stretch> closedHours(const Plan& plan, Instant from, Instant to, int most);

} // namespace fairlead::rollout
