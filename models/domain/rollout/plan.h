#pragma once

#include "models/domain/gate/rule.h"
#include "models/domain/gate/verdict.h"
#include "models/domain/rollout/step.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QTime>

#include <vector>

namespace fairlead::rollout {

/// A named part of a plan, with what must hold in it and when it may begin.
struct PlanPhase {
    QString name; ///< "canary"
    int fromDay = 1; ///< first day on which its steps may begin; day 1 is that of the start, in the plan's zone
    std::vector<gate::Gate> criteria{}; ///< judged instead of the manifest's while one of its steps is under way; empty: the manifest's

    bool operator==(const PlanPhase&) const = default;
};

/// Hours of the day in which traffic to a new version may grow, to the minute.
struct AllowedHours {
    QTime from; ///< first moment, in the plan's zone
    QTime to; ///< first moment after; before or equal to @c from: of the next day
    std::vector<int> weekdays{}; ///< on which they begin, 1 Monday to 7 Sunday; empty: every day

    bool operator==(const AllowedHours&) const = default;
};

/// What happens to the traffic, and in which order.
struct Plan {
    QString name;
    std::vector<Step> steps;
    std::vector<PlanPhase> phases; ///< in order; may be empty
    QString zone = QStringLiteral("UTC"); ///< IANA name, for days and hours
    std::vector<AllowedHours> allowed; ///< any of them; empty: always
    gate::Policy gates;
    std::vector<gate::Rule> rules; ///< watched from the first observed effect until the release ends
    QStringList ruleSets; ///< as written; their rules are among rules where the sets were at hand
    Millis pollInterval = std::chrono::seconds(5); ///< how often the source is asked
    Millis effectDeadline = std::chrono::seconds(60); ///< a command without effect by then is "not effective"
    int minCallsForShare = 50; ///< fewer observed calls than this prove no share

    bool operator==(const Plan&) const = default;

    /// The steps of seed 000 (step 2.3 and 2.4): @p first % for 30 min, then 25, 50, 75, 100 % for 15 min each,
    /// gates after every soak, then activation.
    static Plan canary(Percent first);

    /// The same plan with soaks, deadlines of steps and the poll interval divided by @p scale (1 leaves it as it is), none below
    /// 200 ms. Days of phases and hours of the day stay.
    Plan scaled(double scale) const;
};

/// One cell of the step track: what is asked of the target, with its soak, or the activation.
struct Stage {
    bool activation = false;
    Percent weight; ///< in force in it
    Millis soak{};
    int firstStep = 0; ///< index into Plan::steps of the step that asks (or Activate)
    int lastStep = 0; ///< inclusive
    StepKind kind = StepKind::SetWeight; ///< of its first step
    Reach reach{}; ///< in force in it

    bool operator==(const Stage&) const = default;
};

/// What asks nothing of the target belongs to the stage before it; before the first it is in none.
std::vector<Stage> stagesOf(const Plan& plan);
/// What a target is asked for once @p step is reached: weights follow each other, units and settings add up, a mirror ends where users
/// come. Nothing before the first step.
Ask askAt(const Plan& plan, int step);
/// Index of the stage that holds @p step; -1 before the first, the last stage's for steps past the end.
int stageOfStep(const std::vector<Stage>& stages, int step);

/// What a plan does not use is left out, so that older plans keep their text (and the history its sums).
QJsonObject toJson(const Plan& plan);
/// Corrupt or InvalidInput where @p json is not what toJson writes. A zone is kept as written, also one that this machine does not
/// know: the history must open everywhere.
Result<Plan> planFromJson(const QJsonObject& json);

} // namespace fairlead::rollout
