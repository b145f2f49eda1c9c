#pragma once

#include "models/domain/gate/rule_watch.h"
#include "models/domain/rollout/effect.h"
#include "models/domain/rollout/schedule.h"
#include "models/domain/rollout/state.h"

namespace fairlead::rollout {

/// What the engine knows at a tick.
struct Facts {
    Instant now;
    gate::Verdicts verdicts; ///< since the weight was observed; empty before the first
    std::vector<gate::RuleVerdict> rules; ///< one for each of the plan's, in its order; empty before the first effect
    Observation observation; ///< newest; since the newest command's outcome where there is one
    bool sourceLost = false; ///< the metric source has not answered for longer than the plan's staleAfter
    QString sourceError;
    Millis soakDone{}; ///< of the current soak
    int samples = 0; ///< since the weight was observed: of the gate's metric that has fewest
    Opening here; ///< whether the current step may ask for more traffic now
    Opening next; ///< whether the step after it may begin now
    QString lineStopped; ///< why nothing may grow: the line is stopped, or its train is held; empty where it may
    QString quarantined; ///< why its version must not get traffic; empty where it may
    QString checklistOpen; ///< what the current step's part of the checklist still lacks; empty where it is settled
};

enum class Act {
    Nothing,
    EnterStep, ///< record that step begins
    PassGate, ///< record the verdicts and that step begins
    SendAsk, ///< intent, send to the target, outcome
    RunTask, ///< intent, carry out the current step's task, outcome
    ConfirmEffect, ///< record that the newest command is effective
    ReportNoEffect, ///< record that it is not, its deadline has passed
    Hold,
    Continue,
    RollBack, ///< record the decision; the command follows at the next tick
    FireRule, ///< record that a rule fired: a notice, an incident, or why it holds
    ClearRule, ///< record that it is clear again
    Activate, ///< intent, change the registry, outcome, end
    Restore, ///< intent, change the registry back to the version before, outcome
    Finish, ///< the rollback is observed: end
    Park, ///< the rollback of an abort is observed: the plan waits to be tried again
    ReportOverdue, ///< record that the current step's deadline has passed; holds where the plan says so
};

struct Decision {
    Act act = Act::Nothing;
    int step = -1; ///< EnterStep, PassGate
    Ask ask{}; ///< SendAsk
    QString why{}; ///< the reason, for the record
    bool needsPerson = false; ///< Hold: until somebody resumes
    Proof proof = Proof::None; ///< ConfirmEffect
    int rule = -1; ///< FireRule, ClearRule, and RollBack where a rule asked for it: index into Plan::rules

    bool operator==(const Decision&) const = default;
};

/// The next thing to do for a release under way. Pure: same state and facts, same decision. Never called while a
/// command waits for its answer. Rules in order: a failing gate rolls back, whatever else is under way; a rollback is
/// sent again until it is observed, in steps that only fall where it is gradual; an armed rule rolls back or holds as it says;
/// no data or an unread gate holds and never passes or fails; a stopped line, a quarantine, a closed window or a day that has
/// not come holds what would send more traffic, and never a rollback. However late it is called, it leads one step at a time.
Decision decide(const State& state, const Facts& facts);

/// How long after an unknown outcome the target's own word is believed (a command may still be on its way).
inline constexpr Millis kUnknownGrace = std::chrono::seconds(2);
/// Pause before a rollback that was refused, not sent or unknown is sent again.
inline constexpr Millis kRollbackRetry = std::chrono::seconds(5);

/// The sentence that says that the target does not say what it was asked for last, where a stage is under way; empty where it does, or
/// is not asked.
QString changedByOthers(const State& state, const Observation& seen);

/// Do gates and rules act at the state's step, or are they only read there? See StepKind::Analysis.
bool gatesAct(const State& state);

} // namespace fairlead::rollout
