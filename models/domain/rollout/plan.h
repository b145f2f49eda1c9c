#pragma once

#include "models/base/instant.h"
#include "models/base/percent.h"
#include "models/domain/gate/rule.h"
#include "models/domain/gate/verdict.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::rollout {

enum class StepKind {
    SetWeight, ///< send weight to the target and wait for its effect
    Soak, ///< watch for a length of time that counts only while data comes
    Gate, ///< all gates must pass, else roll back (fail) or hold (no data, undecided)
    Activate, ///< mark the version as the production one
};

QString toString(StepKind kind); ///< "setWeight", "soak", "gate", "activate"

struct Step {
    StepKind kind = StepKind::SetWeight;
    Percent weight{}; ///< SetWeight only
    Millis soak{}; ///< Soak only

    bool operator==(const Step&) const = default;
};

/// What happens to the traffic, and in which order.
struct Plan {
    QString name;
    std::vector<Step> steps;
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

    /// The same plan with all lengths of time divided by @p scale (1 leaves it as it is), none below 200 ms.
    Plan scaled(double scale) const;
};

/// One cell of the step track: a weight with its soak, or the activation.
struct Stage {
    bool activation = false;
    Percent weight;
    Millis soak{};
    int firstStep = 0; ///< index into Plan::steps of its SetWeight (or Activate)
    int lastStep = 0; ///< inclusive

    bool operator==(const Stage&) const = default;
};

std::vector<Stage> stagesOf(const Plan& plan);
/// Index of the stage that holds @p step; -1 before the first, the last stage's for steps past the end.
int stageOfStep(const std::vector<Stage>& stages, int step);

QJsonObject toJson(const Plan& plan);
Result<Plan> planFromJson(const QJsonObject& json);

} // namespace fairlead::rollout
