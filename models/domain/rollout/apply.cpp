#include "models/domain/rollout/apply.h"

#include <QJsonArray>

#include <algorithm>

namespace fairlead::rollout {

namespace {

namespace kind = audit::kind;

Command* find(State& state, const QString& id)
{
    const auto found = std::ranges::find_if(state.commands, [&id](const Command& command) { return command.id.text() == id; });
    return found == state.commands.end() ? nullptr : &*found;
}

void onPrepared(State& state, const audit::Record& record)
{
    if (state.phase != Phase::ToStart) {
        return;
    }
    const Result<Release> release = releaseFromJson(record.entry.data.value(QStringLiteral("release")).toObject());
    if (release && release->id == state.release.id) {
        state.release = *release;
    }
}

void onStep(State& state, const audit::Record& record)
{
    takeVerdicts(state, record);
    enterStep(state, record.entry.data.value(QStringLiteral("step")).toInt(-1), record.at);
}

void onVerdict(State& state, const audit::Record& record)
{
    takeVerdicts(state, record);
    // A gate that passed goes on in the same record: a crash in between can then neither lose nor repeat it.
    enterStep(state, record.entry.data.value(QStringLiteral("next")).toInt(-1), record.at);
}

void onHeld(State& state, const audit::Record& record)
{
    if (state.phase != Phase::Held && state.phase != Phase::Paused) {
        state.beforePause = state.phase;
    }
    state.phase = Phase::Held;
    state.holdWhy = record.entry.why;
    state.holdNeedsPerson = record.entry.data.value(QStringLiteral("needs")).toString() == QLatin1String("person");
}

void onRuleFired(State& state, const audit::Record& record)
{
    const QString rule = record.entry.data.value(QStringLiteral("rule")).toString();
    if (!state.hasFired(rule)) {
        state.firedRules.push_back({rule, record.at, record.entry.why});
    }
}

void onRuleCleared(State& state, const audit::Record& record)
{
    const QString rule = record.entry.data.value(QStringLiteral("rule")).toString();
    std::erase_if(state.firedRules, [&rule](const FiredRule& fired) { return fired.rule == rule; });
}

void onIntent(State& state, const audit::Record& record)
{
    const QJsonObject& data = record.entry.data;
    Command command;
    command.id = CommandId(data.value(QStringLiteral("command")).toString());
    command.weight = Percent::clamped(data.value(QStringLiteral("weight")).toDouble());
    command.reach = reachFromJson(data.value(QStringLiteral("reach")).toObject()).value_or(Reach());
    command.step = data.value(QStringLiteral("step")).toInt(-1);
    command.rollback = data.value(QStringLiteral("rollback")).toBool();
    command.byHand = data.value(QStringLiteral("byHand")).toBool();
    const QString action = data.value(QStringLiteral("action")).toString();
    command.activation = action == QLatin1String("activate") || action == QLatin1String("restore");
    command.task = action == QLatin1String("task");
    command.intentAt = record.at;
    command.intentRow = record.row;
    command.why = record.entry.why;
    command.who = record.entry.who;
    command.request = data.value(QStringLiteral("request")).toString();
    state.commands.push_back(command);
}

void onOutcome(State& state, const audit::Record& record)
{
    const QJsonObject& data = record.entry.data;
    Command* command = find(state, data.value(QStringLiteral("command")).toString());
    if (command != nullptr) {
        command->outcome = outcomeFrom(data.value(QStringLiteral("outcome")).toString());
        command->outcomeAt = record.at;
        command->answer = data.value(QStringLiteral("answer")).toString();
        if (command->activation && command->outcome == CommandOutcome::Accepted) {
            state.registryChanged = !command->rollback;
        }
    }
}

void onEffect(State& state, const audit::Record& record)
{
    const QJsonObject& data = record.entry.data;
    Command* command = find(state, data.value(QStringLiteral("command")).toString());
    if (command == nullptr) {
        return;
    }
    command->effect = effectFrom(data.value(QStringLiteral("effect")).toString());
    command->effectAt = record.at;
    if (data.value(QStringLiteral("share")).isDouble()) {
        command->observedShare = data.value(QStringLiteral("share")).toDouble();
    }
    if (command->effect == CommandEffect::Effective && command->shifts()) {
        state.stepEffectiveAt = record.at;
    }
}

void onEnded(State& state, const audit::Record& record)
{
    const bool activated = record.entry.data.value(QStringLiteral("result")).toString() == toString(Phase::Activated);
    state.phase = activated ? Phase::Activated : Phase::RolledBack;
    state.endedAt = record.at;
    if (!activated) {
        state.quarantine = Quarantine{state.release.manifest.version, record.at, state.rollbackWhy};
    }
    if (activated && !state.commands.empty() && state.commands.back().activation) {
        state.commands.back().effect = CommandEffect::Effective;
        state.commands.back().effectAt = record.at;
    }
    leaveStage(state, record.at);
}
void onOverdue(State& state, const audit::Record& record)
{
    state.overdueStep = record.entry.data.value(QStringLiteral("step")).toInt(-1);
    if (record.entry.data.value(QStringLiteral("then")).toString() == toString(Overdue::Hold)) {
        onHeld(state, record);
    }
}

void onParked(State& state, const audit::Record& /*record*/)
{
    state.phase = Phase::Aborted;
    state.aborting = false;
}

const std::map<QString, Handler>& engineHandlers()
{
    static const std::map<QString, Handler> map{{kind::kReleasePrepared, onPrepared}, {kind::kStepEntered, onStep},
        {kind::kVerdict, onVerdict}, {kind::kHeld, onHeld}, {kind::kIntent, onIntent}, {kind::kOutcome, onOutcome},
        {kind::kEffect, onEffect}, {kind::kRuleFired, onRuleFired}, {kind::kRuleCleared, onRuleCleared}, {kind::kOverdue, onOverdue},
        {kind::kParked, onParked}, {kind::kEnded, onEnded}};
    return map;
}

void leave(std::vector<StageTimes>& all, Instant at)
{
    for (StageTimes& times : all) {
        if (times.entered && !times.left) {
            times.left = at;
        }
    }
}

void enter(std::vector<StageTimes>& all, int which, Instant at)
{
    const auto index = static_cast<std::size_t>(which);
    if (which >= 0 && index < all.size() && !all[index].entered) {
        leave(all, at);
        all[index].entered = at;
    }
}

} // namespace

void takeVerdicts(State& state, const audit::Record& record)
{
    if (!record.entry.data.contains(QStringLiteral("verdicts"))) {
        return;
    }
    state.lastVerdicts.clear();
    const QJsonArray verdicts = record.entry.data.value(QStringLiteral("verdicts")).toArray();
    for (const QJsonValue& value : verdicts) {
        state.lastVerdicts.push_back(gate::verdictFromJson(value.toObject()));
    }
}

void leaveStage(State& state, Instant at)
{
    leave(state.stageTimes, at);
    leave(state.phaseTimes, at);
}

void enterStep(State& state, int step, Instant at)
{
    const std::vector<Step>& steps = state.release.plan.steps;
    if (step < 0 || step >= static_cast<int>(steps.size())) {
        return;
    }
    state.step = step;
    state.stepEnteredAt = at;
    state.stepByPerson = false;
    state.approvals.clear();
    state.holdWhy.clear();
    state.holdNeedsPerson = false;
    switch (steps[static_cast<std::size_t>(step)].kind) {
    case StepKind::SetWeight:
    case StepKind::Mirror:
    case StepKind::Switch:
    case StepKind::Flag:
    case StepKind::Unit:
    case StepKind::Configure: state.phase = Phase::Shifting; break;
    case StepKind::Soak:
    case StepKind::Gate:
    case StepKind::Analysis: state.phase = Phase::Soaking; break;
    case StepKind::Approval:
    case StepKind::Checklist: state.phase = Phase::Approving; break;
    case StepKind::Verify:
    case StepKind::Action: state.phase = Phase::Acting; break;
    case StepKind::Activate: state.phase = Phase::Activating; break;
    }
    const std::vector<Stage> stages = stagesOf(state.release.plan);
    state.stageTimes.resize(stages.size());
    enter(state.stageTimes, std::max(stageOfStep(stages, step), 0), at);
    state.phaseTimes.resize(state.release.plan.phases.size());
    enter(state.phaseTimes, steps[static_cast<std::size_t>(step)].phase, at);
}

State apply(State state, const audit::Record& record)
{
    if (record.entry.release != state.release.id.text() || record.row <= state.lastRow) {
        return state;
    }
    state.lastRow = record.row;
    for (const std::map<QString, Handler>* handlers : {&engineHandlers(), &verbHandlers()}) {
        const auto handler = handlers->find(record.entry.kind);
        if (handler != handlers->end()) {
            handler->second(state, record);
        }
    }
    return state;
}

} // namespace fairlead::rollout
