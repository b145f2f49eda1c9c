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

bool near(Percent one, Percent other)
{
    return std::abs(one.value() - other.value()) <= kReadBackTolerance;
}

bool sameNames(QStringList one, QStringList other)
{
    one.sort();
    other.sort();
    return one == other;
}

bool reaches(const Ask& asked, const Reach& seen)
{
    const auto& settings = asked.reach.settings;
    const bool configured = std::all_of(settings.keyValueBegin(), settings.keyValueEnd(),
        [&seen](const auto& setting) { return seen.settings.value(setting.first) == setting.second; });
    // All users include those of every unit, whatever the target says of them.
    const bool all = asked.weight == Percent::clamped(100);
    return near(asked.reach.mirror, seen.mirror) && (all || sameNames(asked.reach.units, seen.units))
        && sameNames(asked.reach.segments, seen.segments) && configured && (!settings.isEmpty() || seen.settings.isEmpty());
}

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

bool readsBack(const Ask& asked, const Observation& observation)
{
    const bool told = asked.reach.isNothing() || observation.reach.has_value();
    return observation.weight && near(*observation.weight, asked.weight) && told && reaches(asked, observation.reach.value_or(Reach()));
}

Proof proofOf(const Ask& asked, const Ask& before, const Observation& observation, int minCalls)
{
    if (!readsBack(asked, observation)) {
        return Proof::None;
    }
    if (!observation.share || observation.totalCalls < minCalls) {
        return Proof::ReadBack;
    }
    if (asked.isPartial()) {
        // Whoever was served before sends calls as well: those prove nothing about the parts that came.
        const Proof proof = before.isPartial() || before.weight > Percent() ? Proof::ReadBack : Proof::Share;
        return observation.canaryCalls >= 1.0 ? proof : Proof::None;
    }
    // Where parts of the users were served before, the way from there is not known: the whole way is allowed for.
    const double from = before.isPartial() ? 1.0 - std::round(asked.weight.fraction()) : before.weight.fraction();
    return shareAgrees(asked.weight.fraction(), from, observation) ? Proof::Share : Proof::None;
}

Ask askedBefore(const State& state, const Command& command)
{
    Ask before;
    for (const Command& earlier : state.commands) {
        if (earlier.id == command.id) {
            break;
        }
        before = earlier.ask();
    }
    return before;
}

} // namespace fairlead::rollout
