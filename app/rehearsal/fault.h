#pragma once

#include "models/base/error.h"
#include "models/base/instant.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace fairlead::rehearsal {

enum class FaultKind {
    ErrorSpike, ///< the canary's error rate becomes Fault::rate
    LatencySpike, ///< the canary's p95 becomes Fault::seconds
    SilentFeed, ///< metrics answer 503
    WeightIgnored, ///< a weight is taken and told, but the traffic does not follow
    SlowAnswer, ///< answers about splits come Fault::delay late
};

/// One thing that goes wrong on purpose. Spikes, the silent feed and the ignored weight act from the weight
/// Fault::from on, so that a rollout passes its first steps before it meets them.
struct Fault {
    FaultKind kind = FaultKind::ErrorSpike;
    double from = 0.0; ///< percent, 0 to 100
    double rate = 0.08; ///< ErrorSpike: fraction of calls, 0 to 1
    double seconds = 4.0; ///< LatencySpike: above 0, at most 600
    Millis delay = std::chrono::seconds(3); ///< SlowAnswer: at most 10 min

    bool operator==(const Fault&) const = default;
};

using Faults = std::vector<Fault>;

QString toString(FaultKind kind); ///< "error-spike", "latency-spike", "silent-feed", "weight-ignored", "slow-answer"

/// Reads "error-spike:from=50,rate=0.08". InvalidInput, with the names that exist, otherwise.
Result<Fault> faultFromText(const QString& text);

/// Reads {"kind": "error-spike", "from": 50, "rate": 0.08}; what is left out has its default.
/// InvalidInput for unknown fields, wrong types and values out of range.
Result<Fault> faultFromJson(const QJsonObject& json);
/// Only the fields that mean something for the kind.
QJsonObject toJson(const Fault& fault);

/// The first of @p kind that acts at @p weight percent; null for none.
const Fault* acting(const Faults& faults, FaultKind kind, double weight);

} // namespace fairlead::rehearsal
