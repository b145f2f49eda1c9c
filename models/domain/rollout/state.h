#pragma once

#include "models/base/id.h"
#include "models/domain/audit/record.h"
#include "models/domain/rollout/release.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace fairlead::rollout {

enum class Phase {
    ToStart, ///< prepared, nothing sent yet
    Shifting, ///< a weight was asked for, its effect is not observed yet
    Soaking, ///< effect observed, time counts
    Approving, ///< waits for people: for their yes, or for a part of the checklist
    Acting, ///< a task is to be done, or under way
    Held, ///< waits for data or for a verdict; time does not count
    Paused, ///< a person stopped the clock
    Activating, ///< all steps passed, activation is under way
    Activated, ///< ended well
    RollingBack, ///< 0 % was asked for, not observed yet
    RolledBack, ///< ended at 0 %, observed
    Aborted, ///< traffic is back, observed; the plan is kept and can be tried again
};

QString toString(Phase phase); ///< "to-start", "shifting", "soaking", …
constexpr bool isEnded(Phase phase)
{
    return phase == Phase::Activated || phase == Phase::RolledBack;
}

enum class CommandOutcome {
    Pending, ///< intent is written, nothing is known yet
    Accepted, ///< the target said yes
    Refused, ///< the target said no
    NotSent, ///< the target could not be reached; nothing left this machine
    Unknown, ///< sent, no answer: it may or may not be in force
};
enum class CommandEffect { Awaited, Effective, NotEffective };

QString toString(CommandOutcome outcome); ///< "pending", "accepted", "refused", "not-sent", "unknown"
QString toString(CommandEffect effect); ///< "awaited", "effective", "not-effective"
CommandOutcome outcomeFrom(const QString& text); ///< Unknown for another word
CommandEffect effectFrom(const QString& text); ///< NotEffective for another word

/// One thing that was asked of a target, as the history tells it.
struct Command {
    CommandId id;
    Percent weight;
    Reach reach{};
    int step = -1; ///< the plan's step that it carries out; -1 for a rollback
    bool rollback = false; ///< sends everything back, or the registry to the version before
    bool activation = false; ///< changes the registry, not the traffic; weight and reach are then what they were
    bool task = false; ///< carries out a task of the plan; weight and reach are then what they were
    bool byHand = false; ///< a weight that a person chose, off the plan
    bool mayRepeat = false; ///< a person let it be sent again after it failed
    Instant intentAt;
    qint64 intentRow = 0;
    QString why;
    QString who;
    QString request; ///< exact request for people to copy, secrets as references
    CommandOutcome outcome = CommandOutcome::Pending;
    std::optional<Instant> outcomeAt;
    QString answer;
    CommandEffect effect = CommandEffect::Awaited;
    std::optional<Instant> effectAt;
    std::optional<double> observedShare; ///< 0 to 1 when the effect was judged

    /// Does it ask the target for something?
    bool shifts() const { return !activation && !task; }
    Ask ask() const { return {weight, reach}; }
    /// An end without the wished-for answer.
    bool failed() const
    {
        return outcome == CommandOutcome::Refused || outcome == CommandOutcome::NotSent || outcome == CommandOutcome::Unknown;
    }
    bool operator==(const Command&) const = default;
};

/// What the target and the metrics say about the split right now.
struct Observation {
    Instant at;
    std::optional<Percent> weight; ///< read back from the target
    std::optional<Reach> reach; ///< read back from the target; empty where it cannot tell
    std::optional<double> share; ///< canary's share of the calls seen since the last command, 0 to 1
    double canaryCalls = 0; ///< calls behind share
    double totalCalls = 0;

    bool operator==(const Observation&) const = default;
};

/// A rule that has fired and is not clear again.
struct FiredRule {
    QString rule; ///< its text
    Instant at;
    QString why; ///< the sentence with which it fired

    bool operator==(const FiredRule&) const = default;
};

/// A yes of one person to the current step.
struct GivenApproval {
    QString who;
    Instant at;
    QString why; ///< what they said with it

    bool operator==(const GivenApproval&) const = default;
};

/// A weight that a person chose instead of the plan's.
struct Deviation {
    Percent weight;
    QString who;
    QString why;

    bool operator==(const Deviation&) const = default;
};

/// A rollback in steps that only fall, equally long and equally high, the last to 0 %. Units go in reverse order, the last that came
/// first; segments and settings stay until the end, a mirror ends at once.
struct Descent {
    Millis length{}; ///< from the decision to 0 %
    int steps = 0; ///< 1 or more
    Ask from; ///< asked when it was decided
    Instant begunAt;

    /// From one weight to the next: the first is asked for at once, 0 % at the end.
    Millis each() const { return Millis(std::max<qint64>(length.count() / std::max(steps - 1, 1), 1)); }
    /// What is asked for at @p now: never more than before.
    Ask askAt(Instant now) const;
    /// When 0 % is asked for.
    Instant endsAt() const { return begunAt + length; }
    bool operator==(const Descent&) const = default;
};

/// A version that was rolled back gets no traffic until somebody releases it.
struct Quarantine {
    QString version;
    Instant since;
    QString why;

    bool operator==(const Quarantine&) const = default;
};

/// When a stage, or a phase, was entered and left; empty where that has not happened.
struct StageTimes {
    std::optional<Instant> entered;
    std::optional<Instant> left;

    bool operator==(const StageTimes&) const = default;
};

/// Where a release stands, folded from its records: the same records give the same state, which is how
/// a restart finds its place again.
struct State {
    Release release;
    Phase phase = Phase::ToStart;
    Phase beforePause = Phase::ToStart;
    int step = -1; ///< index into Plan::steps; -1 before the first
    std::vector<Command> commands;
    std::optional<Instant> startedAt;
    std::optional<Instant> stepEnteredAt;
    bool stepByPerson = false; ///< a person led to the current step: promoted or skipped
    std::optional<Instant> stepEffectiveAt; ///< when the current weight was observed
    std::optional<Instant> endedAt;
    QString rollbackWhy; ///< empty unless rolling or rolled back
    QString rollbackWho; ///< "engine" when a rule acted
    QString holdWhy; ///< empty unless Held or Paused
    bool holdNeedsPerson = false; ///< Held until somebody resumes; else until data and verdicts allow
    gate::Verdicts lastVerdicts; ///< of the last gate or rollback decision
    std::vector<StageTimes> stageTimes; ///< by stage of stagesOf(plan)
    std::vector<StageTimes> phaseTimes; ///< by phase of the plan; none where it has none
    std::vector<FiredRule> firedRules; ///< oldest first
    QString startedBy; ///< who may not approve
    std::vector<GivenApproval> approvals; ///< of the current step, oldest first
    std::optional<Deviation> byHand; ///< while the weight is off the plan
    std::optional<Descent> descent; ///< of a gradual rollback under way
    bool aborting = false; ///< the rollback under way ends in Aborted
    int overdueStep = -1; ///< the step whose deadline has passed and was recorded
    std::size_t firstCommand = 0; ///< of the present try; those before are of tries that were aborted
    std::size_t sentFrom = 0; ///< the first that counts for the current step: somebody had it sent again
    std::optional<Quarantine> quarantine; ///< of its version, because this release was rolled back
    bool registryChanged = false; ///< its version is the production one, by this release
    qint64 lastRow = 0;

    /// The newest command that carries out the current step (or the rollback); null when there is none yet.
    const Command* currentCommand() const;
    /// How often what @p command asks for was sent in its step since somebody last had it sent again.
    int triesOf(const Command& command) const;
    /// False after a command's effect has passed its deadline unseen, until it is seen.
    bool effective() const;
    /// When the new version was first seen to get traffic; empty before that.
    std::optional<Instant> firstEffectAt() const;
    bool hasFired(const QString& rule) const; ///< and is not clear again
    const Command* lastCommand() const { return commands.empty() ? nullptr : &commands.back(); }
    /// What was last seen of the split when a command's effect was judged; empty when none was.
    Observation lastObservation() const;
    /// What was last seen in force; nothing before the first.
    Ask seen() const;
    /// What the target was last asked for; nothing before the first command.
    Ask asked() const { return commands.empty() ? Ask() : commands.back().ask(); }

    bool operator==(const State&) const = default;
};

/// Folds one record of this release; records of other releases and kinds it does not know leave it as it is.
State apply(State state, const audit::Record& record);

} // namespace fairlead::rollout
