#pragma once

#include "models/domain/gate/rule_watch.h"
#include "models/domain/jury/jury.h"
#include "models/domain/rollout/schedule.h"
#include "models/domain/rollout/state.h"

#include <optional>

namespace fairlead::rollout {

/// Which verbs are open now, and why a closed one is closed (empty while open).
struct Verbs {
    QString start;
    QString promote; ///< one step
    QString promoteFully; ///< to the last weight
    QString pause;
    QString resume;
    QString skip;
    QString setWeight; ///< by hand, below the plan's
    QString approve; ///< by the person who acts here
    QString abort;
    QString retry;
    QString rollBack; ///< now
    QString rollBackGradually;
    QString liftQuarantine;

    bool operator==(const Verbs&) const = default;
};

/// The line is stopped: nothing of the workspace grows until somebody releases it.
struct LineStop {
    QString who;
    QString why;
    Instant since;

    bool operator==(const LineStop&) const = default;
};

/// Everything that a person needs to see of one release at one moment: what the engine's tick knows,
/// as a value. Words are made in ui (and by fairleadctl), except verdict sentences, which are records.
struct Snapshot {
    State state;
    Instant at;
    Observation observation;
    gate::Verdicts verdicts; ///< judged at this tick, in the order of the manifest
    std::vector<jury::Deliberation> judges; ///< one for each gate, in the manifest's order; empty while nothing is judged
    std::vector<gate::RuleVerdict> rules; ///< of the plan's, in its order; empty before the first effect
    std::optional<Millis> soakDone; ///< of the current soak; only while soaking, held or paused in one
    Millis soakLength{};
    std::optional<Instant> soakEnds; ///< when the current soak ends if nothing holds it
    std::optional<Instant> effectDue; ///< when an awaited effect counts as "not effective"
    std::optional<Instant> sourceLostSince; ///< the metric source does not answer since then
    QString sourceError;
    QString checklistOpen; ///< what the part of the checklist that the current step waits for still lacks
    QStringList startBlockers; ///< texts of the checklist items that hold the start
    QString pendingRequest; ///< exact request that Promote (or Start) would send now
    QString fullRequest; ///< exact request that Promote fully would send now; empty where it has nowhere to go
    QString rollbackRequest; ///< exact request that Roll back now would send
    QStringList skippedByFull; ///< what Promote fully would leave out, in words
    Percent mostByHand; ///< the largest weight that a person may set now
    Opening next; ///< whether the next step may begin, and until when
    std::optional<LineStop> lineStop;
    QString train; ///< why its train lets it get no more traffic; empty where none stands in the way
    std::optional<Quarantine> quarantine; ///< of its version, by whichever release
    bool effective = true; ///< false while a command's effect has passed its deadline unseen
    Verbs verbs;

    bool operator==(const Snapshot&) const = default;
};

} // namespace fairlead::rollout
