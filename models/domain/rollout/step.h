#pragma once

#include "models/base/instant.h"
#include "models/base/percent.h"
#include "models/domain/rollout/reach.h"
#include "models/domain/rollout/task.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace fairlead::rollout {

enum class StepKind {
    SetWeight, ///< send weight to the target and wait for its effect
    Soak, ///< watch for a length of time that counts only while data comes, and for so many samples
    Gate, ///< all gates must pass, else roll back (fail) or hold (no data, undecided)
    Approval, ///< wait until enough people have said yes
    Activate, ///< mark the version as the production one
    Mirror, ///< copy requests to the new version; its answers are dropped (shadow, dark launch)
    Switch, ///< all users at once to the version that stands ready (blue-green)
    Flag, ///< a percentage of users by the hash of their id, and segments of users
    Unit, ///< named parts go over altogether, besides those before
    Configure, ///< lay settings over the new version's configuration
    Verify, ///< a task whose answer must be good, else roll back
    Action, ///< a task that must succeed, else hold
    Checklist, ///< wait until a part of the release's checklist is settled
    Analysis, ///< from here on gates and rules act in the background; before, only where a gate step asks
};

QString toString(StepKind kind); ///< the key of a plan: "setWeight", "soak", "gate", …
/// Does a step of @p kind ask a target for something and wait for its effect?
bool isShift(StepKind kind);
/// Does it send a task?
bool isTask(StepKind kind);

/// Who has to say yes. Whoever started the release cannot approve it.
struct Approval {
    int needed = 1; ///< different people, 1 or more
    QStringList people{}; ///< who may; empty: anybody

    bool operator==(const Approval&) const = default;
};

/// What happens when a step is not done in time.
enum class Overdue { Notify, Hold, RollBack };

QString toString(Overdue then); ///< "notify", "hold", "roll back", as plans write it
std::optional<Overdue> overdueFrom(const QString& text); ///< what toString gives; empty for other words

/// How long a step may take, from its beginning; time in which it is held or paused counts.
struct Deadline {
    Millis length{};
    Overdue then = Overdue::Hold;

    bool operator==(const Deadline&) const = default;
};

struct Step {
    StepKind kind = StepKind::SetWeight;
    Percent weight{}; ///< SetWeight, Flag
    Millis soak{}; ///< Soak only
    Approval approval{}; ///< Approval only
    std::optional<Deadline> deadline{};
    int phase = -1; ///< index into Plan::phases; -1 in a plan without phases
    int samples = 0; ///< Soak only: of each gate's metric, since the weight was observed
    Reach reach{}; ///< what the step brings: Mirror its share, Unit the parts that come, Flag its segments, Configure its settings
    QString checklist{}; ///< Checklist only: title of the part
    std::optional<Task> task{}; ///< Verify and Action

    bool operator==(const Step&) const = default;
};

} // namespace fairlead::rollout
