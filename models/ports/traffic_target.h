#pragma once

#include "models/base/error.h"
#include "models/base/id.h"
#include "models/base/instant.h"
#include "models/base/percent.h"
#include "models/domain/rollout/reach.h"

#include <QFuture>
#include <QString>

#include <optional>

namespace fairlead::ports {

/// A wish to send @c weight of the traffic to the canary, and besides it all that @c reach says, no more and no less.
struct WeightCommand {
    CommandId id; ///< idempotency key where the remote knows one
    QString baselineVersion;
    QString canaryVersion;
    Percent weight;
    rollout::Reach reach{};

    rollout::Ask ask() const { return {weight, reach}; }
};

/// What a target can do besides a share of all users.
struct Abilities {
    bool mirror = false;
    bool segments = false;
    bool settings = false;
    bool anyUnit = false; ///< it takes every name
    QStringList units{}; ///< that it knows

    bool operator==(const Abilities&) const = default;
};

struct WeightAnswer {
    QString text; ///< what the remote said, at most 2,000 characters, no secrets
    Millis took{};
};

/// The split as the target itself tells it.
struct SplitReading {
    Percent weight; ///< canary's share as configured now (a drained server counts as 0)
    std::optional<double> canaryCalls; ///< running totals of requests served, where the target counts them
    std::optional<double> baselineCalls;
    QString text; ///< the remote's own words, for the record
    std::optional<rollout::Reach> reach{}; ///< empty where the target has none of it
};

/// What shifts traffic. One instance a target. Thread: engine; futures finish on the engine's thread.
/// Every call ends: each has a time-out of its own (10 s unless configured).
/// Errors: Unreachable (nothing was sent), Refused (the remote said no), Unknown (sent, no answer),
/// Conflict (somebody else changed the split), InvalidInput (settings).
class TrafficTarget {
public:
    virtual ~TrafficTarget() = default;

    virtual Abilities abilities() const { return {}; }
    /// Refused, and nothing changed, where @p command asks for what abilities() lacks.
    virtual QFuture<Result<WeightAnswer>> setWeight(WeightCommand command) = 0;
    virtual QFuture<Result<SplitReading>> readSplit() = 0;
    /// The exact request that setWeight would send, for people to copy (curl, or a socat line); secrets as variables.
    virtual QString requestPreview(const WeightCommand& command) const = 0;

protected:
    TrafficTarget() = default;
    TrafficTarget(const TrafficTarget&) = default;
    TrafficTarget& operator=(const TrafficTarget&) = default;
};

} // namespace fairlead::ports
