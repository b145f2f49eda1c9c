#pragma once

#include "models/domain/calendar/freeze.h"
#include "models/domain/rollout/release.h"

#include <optional>
#include <span>

namespace fairlead::rollout {

/// Whether traffic to the new version may grow, and until when that stays so.
struct Opening {
    bool open = true;
    QString why; ///< empty while open; else a sentence for each thing waited for: "Only 02:00 to 06:00 UTC; opens 2025-08-08 02:00 UTC."
    std::optional<Instant> until; ///< when it changes; empty where that is not known or it never does

    bool operator==(const Opening&) const = default;
};

/// May @p step of @p release begin at @p now? A step waits for the day of its phase, for the plan's hours and for the end of every
/// freeze that applies to the release's environment and component. Days and hours are those of the plan's zone: an hour that a
/// clock change leaves out opens at the first moment after it, one that comes twice counts twice. A step past the plan's end, a
/// plan without phases, hours and freezes: open.
Opening openingFor(const Release& release, int step, Instant startedAt, std::span<const calendar::Freeze> freezes, Instant now);

/// Does @p freeze name the release's environment and component, or what it replaces?
bool appliesTo(const calendar::Freeze& freeze, const Release& release);

/// Would @p step of @p plan send more traffic, activate, or begin another phase? Only that has to wait for its time.
bool opensUp(const Plan& plan, int step);

/// The gates that are judged while @p step is under way: those of its phase, else the manifest's.
const std::vector<gate::Gate>& gatesAt(const Release& release, int step);

} // namespace fairlead::rollout
