#include "models/engine/followed.h"

#include "models/engine/rule_records.h"
#include "models/engine/split_watch.h"

#include <algorithm>

namespace fairlead::engine {

namespace {

const rollout::Step* soakOf(const rollout::State& state)
{
    const auto index = static_cast<std::size_t>(state.step);
    const bool known = state.step >= 0 && index < state.release.plan.steps.size();
    const rollout::Step* step = known ? &state.release.plan.steps[index] : nullptr;
    return step != nullptr && step->kind == rollout::StepKind::Soak ? step : nullptr;
}

void readSoak(rollout::Snapshot& snapshot, const Followed& followed, Instant now)
{
    const rollout::Step* soak = soakOf(snapshot.state);
    if (soak == nullptr) {
        return;
    }
    const QStringList parts = followed.soakNote.split(QLatin1Char(' '));
    const bool fits = parts.size() == 2 && parts[0].toInt() == snapshot.state.step;
    snapshot.soakLength = soak->soak;
    snapshot.soakDone = std::min(fits ? Millis(parts[1].toLongLong()) : Millis(0), soak->soak);
    if (snapshot.state.phase == rollout::Phase::Soaking && !followed.stands) {
        snapshot.soakEnds = now + (snapshot.soakLength - *snapshot.soakDone);
    }
}

/// The weight of the last observed effect; the share as the samples tell it now, where they do.
rollout::Observation observationOf(const rollout::State& state, const gate::Series& series)
{
    rollout::Observation seen = state.lastObservation();
    const auto last
        = std::find_if(state.commands.rbegin(), state.commands.rend(), [](const rollout::Command& command) { return command.shifts(); });
    if (last != state.commands.rend() && last->outcomeAt) {
        rollout::Observation now = seen;
        takeShareFromSource(now, *last->outcomeAt, series);
        seen = now.share && now.totalCalls > 0.0 ? now : seen;
    }
    return seen;
}

} // namespace

rollout::Verbs closedVerbs(const QString& why)
{
    return {why, why, why, why, why, why, why, why, why, why, why, why, why};
}

rollout::Snapshot snapshotOf(const rollout::State& state, const Followed& followed, const QString& closed, Instant now)
{
    rollout::Snapshot snapshot;
    snapshot.state = state;
    snapshot.at = now;
    snapshot.observation = observationOf(state, followed.series);
    snapshot.effective = state.effective();
    snapshot.verbs = closedVerbs(closed);
    if (state.stepEffectiveAt) {
        const std::vector<gate::Gate> gates = rollout::gatesAt(state.release, state.step);
        snapshot.verdicts.reserve(gates.size());
        for (const gate::Gate& gate : gates) {
            snapshot.verdicts.push_back(gate::judge(gate, followed.series, *state.stepEffectiveAt, now, state.release.plan.gates));
        }
        snapshot.rules = judgeRules(state, followed.series, now);
    } else {
        snapshot.verdicts = state.lastVerdicts;
    }
    readSoak(snapshot, followed, now);
    const rollout::Command* command = state.currentCommand();
    if (command != nullptr && command->shifts() && command->effect != rollout::CommandEffect::Effective) {
        snapshot.effectDue = command->outcomeAt.value_or(command->intentAt) + state.release.plan.effectDeadline;
    }
    return snapshot;
}

} // namespace fairlead::engine
