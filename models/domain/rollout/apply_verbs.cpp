#include "models/domain/rollout/apply.h"

#include <algorithm>

namespace fairlead::rollout {

namespace {

namespace kind = audit::kind;

std::optional<Descent> descentFrom(const QJsonObject& json, Ask asked, Instant at)
{
    if (json.isEmpty()) {
        return std::nullopt;
    }
    Descent descent;
    descent.length = Millis(json.value(QStringLiteral("ms")).toInteger());
    descent.steps = std::max(json.value(QStringLiteral("steps")).toInt(1), 1);
    descent.from = std::move(asked);
    descent.begunAt = at;
    return descent;
}

/// What the stage asks for again, and its soak and gates from the beginning.
void backToPlan(State& state, Instant at)
{
    state.byHand.reset();
    state.sentFrom = state.commands.size();
    const std::vector<Stage> stages = stagesOf(state.release.plan);
    const int stage = stageOfStep(stages, state.step);
    if (stage >= 0) {
        enterStep(state, stages[static_cast<std::size_t>(stage)].firstStep, at);
    }
}

void onStarted(State& state, const audit::Record& record)
{
    state.phase = Phase::Shifting;
    state.startedAt = record.at;
    state.startedBy = record.entry.who;
    state.stageTimes.resize(stagesOf(state.release.plan).size());
    state.phaseTimes.resize(state.release.plan.phases.size());
}

void onPaused(State& state, const audit::Record& record)
{
    if (state.phase != Phase::Held) {
        state.beforePause = state.phase;
    }
    state.phase = Phase::Paused;
    state.holdWhy = record.entry.why;
    state.holdNeedsPerson = true;
}

void onGoesOn(State& state, const audit::Record& record)
{
    const bool again = record.entry.data.value(QStringLiteral("again")).toBool();
    const bool stands = state.phase == Phase::Held || state.phase == Phase::Paused;
    if (!stands && !(again && state.phase == Phase::Shifting)) {
        return;
    }
    if (state.holdNeedsPerson && !state.commands.empty()) {
        state.commands.back().mayRepeat = true;
    }
    state.phase = stands ? state.beforePause : state.phase;
    state.holdWhy.clear();
    state.holdNeedsPerson = false;
    if (state.byHand || again) {
        backToPlan(state, record.at);
        state.stepByPerson = again; // it was reached in its hours; bringing it back is a person's word
    }
}

void onRollback(State& state, const audit::Record& record)
{
    takeVerdicts(state, record);
    state.phase = Phase::RollingBack;
    state.rollbackWhy = record.entry.why;
    state.rollbackWho = record.entry.who;
    state.holdWhy.clear();
    state.holdNeedsPerson = false;
    state.byHand.reset();
    state.aborting = false;
    state.endedAt.reset(); // it may have been activated
    state.descent = descentFrom(record.entry.data.value(QStringLiteral("gradual")).toObject(), state.asked(), record.at);
    leaveStage(state, record.at);
}

void onLed(State& state, const audit::Record& record)
{
    takeVerdicts(state, record);
    const bool unseen = state.phase == Phase::Shifting;
    enterStep(state, record.entry.data.value(QStringLiteral("step")).toInt(-1), record.at);
    state.stepByPerson = true;
    if (unseen) {
        state.stepEffectiveAt = record.at; // somebody takes the weight for effective: it is judged from here on
    }
}

void onByHand(State& state, const audit::Record& record)
{
    const double weight = record.entry.data.value(QStringLiteral("weight")).toDouble();
    state.byHand = Deviation{Percent::clamped(weight), record.entry.who, record.entry.why};
    state.phase = Phase::Shifting;
    state.holdWhy.clear();
    state.holdNeedsPerson = false;
}

void onApproved(State& state, const audit::Record& record)
{
    state.approvals.push_back({record.entry.who, record.at, record.entry.why});
}

void onAborted(State& state, const audit::Record& record)
{
    onRollback(state, record);
    state.descent.reset();
    state.aborting = true;
}

void onRetried(State& state, const audit::Record& record)
{
    state.phase = Phase::Shifting;
    state.step = -1;
    state.firstCommand = state.commands.size();
    state.startedBy = record.entry.who;
    state.stepEnteredAt.reset();
    state.stepEffectiveAt.reset();
    state.rollbackWhy.clear();
    state.rollbackWho.clear();
    state.lastVerdicts.clear();
    state.firedRules.clear();
    state.overdueStep = -1;
    state.stageTimes.assign(stagesOf(state.release.plan).size(), {});
    state.phaseTimes.assign(state.release.plan.phases.size(), {});
}

void onQuarantineLifted(State& state, const audit::Record& /*record*/)
{
    state.quarantine.reset();
}

} // namespace

const std::map<QString, Handler>& verbHandlers()
{
    static const std::map<QString, Handler> map{{kind::kStarted, onStarted}, {kind::kPromoted, onLed}, {kind::kSkipped, onLed},
        {kind::kPaused, onPaused}, {kind::kContinued, onGoesOn}, {kind::kResumed, onGoesOn}, {kind::kByHand, onByHand},
        {kind::kApproved, onApproved}, {kind::kAborted, onAborted}, {kind::kRetried, onRetried}, {kind::kRollbackDecided, onRollback},
        {kind::kQuarantineLifted, onQuarantineLifted}};
    return map;
}

} // namespace fairlead::rollout
