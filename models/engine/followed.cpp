#include "models/engine/followed.h"

#include "models/engine/rule_records.h"

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

void readSoak(rollout::Snapshot& snapshot, const QString& note, Instant now)
{
    const rollout::Step* soak = soakOf(snapshot.state);
    if (soak == nullptr) {
        return;
    }
    const QStringList parts = note.split(QLatin1Char(' '));
    const bool fits = parts.size() == 2 && parts[0].toInt() == snapshot.state.step;
    snapshot.soakLength = soak->soak;
    snapshot.soakDone = std::min(fits ? Millis(parts[1].toLongLong()) : Millis(0), soak->soak);
    if (snapshot.state.phase == rollout::Phase::Soaking) {
        snapshot.soakEnds = now + (snapshot.soakLength - *snapshot.soakDone);
    }
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
    snapshot.observation = state.lastObservation();
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
    readSoak(snapshot, followed.soakNote, now);
    const rollout::Command* command = state.currentCommand();
    if (command != nullptr && !command->activation && command->effect != rollout::CommandEffect::Effective) {
        snapshot.effectDue = command->outcomeAt.value_or(command->intentAt) + state.release.plan.effectDeadline;
    }
    return snapshot;
}

} // namespace fairlead::engine
