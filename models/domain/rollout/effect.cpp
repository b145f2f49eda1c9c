#include "models/domain/rollout/effect.h"

#include <algorithm>
#include <cmath>

namespace fairlead::rollout {

namespace {

constexpr double kReadBackTolerance = 0.5; // percentage points: targets round weights to whole numbers
constexpr double kAstray = 0.01; // requests that were under way when the split changed
constexpr double kStandardErrors = 2.5;
constexpr double kLeastTolerance = 0.03;
constexpr double kWayMissing = 0.25;

bool shareAgrees(double asked, double before, const Observation& observation)
{
    const double share = *observation.share;
    if (asked <= 0.0) {
        return share <= kAstray;
    }
    if (asked >= 1.0) {
        return share >= 1.0 - kAstray;
    }
    const bool bothReached = observation.canaryCalls >= 1.0 && observation.canaryCalls < observation.totalCalls;
    const double error = std::sqrt(asked * (1.0 - asked) / observation.totalCalls);
    const double distance = std::abs(share - asked);
    return bothReached && distance <= std::max(kLeastTolerance, kWayMissing * std::abs(asked - before))
        && distance <= std::max(kLeastTolerance, kStandardErrors * error);
}

} // namespace

bool readsBack(Percent asked, const Observation& observation)
{
    return observation.weight && std::abs(observation.weight->value() - asked.value()) <= kReadBackTolerance;
}

Proof proofOf(Percent asked, Percent before, const Observation& observation, int minCalls)
{
    if (!readsBack(asked, observation)) {
        return Proof::None;
    }
    if (!observation.share || observation.totalCalls < minCalls) {
        return Proof::ReadBack;
    }
    return shareAgrees(asked.fraction(), before.fraction(), observation) ? Proof::Share : Proof::None;
}

Percent askedBefore(const State& state, const Command& command)
{
    Percent before;
    for (const Command& earlier : state.commands) {
        if (earlier.id == command.id) {
            break;
        }
        before = earlier.weight;
    }
    return before;
}

} // namespace fairlead::rollout
