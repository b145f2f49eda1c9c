#include "models/domain/rollout/state.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <utility>

namespace fairlead::rollout {

namespace {

namespace kind = audit::kind;

constexpr std::array<std::pair<Phase, const char*>, 9> kPhaseNames{{{Phase::ToStart, "to-start"}, {Phase::Shifting, "shifting"},
    {Phase::Soaking, "soaking"}, {Phase::Held, "held"}, {Phase::Paused, "paused"}, {Phase::Activating, "activating"},
    {Phase::Activated, "activated"}, {Phase::RollingBack, "rolling-back"}, {Phase::RolledBack, "rolled-back"}}};

constexpr std::array<std::pair<CommandOutcome, const char*>, 5> kOutcomeNames{
    {{CommandOutcome::Pending, "pending"}, {CommandOutcome::Accepted, "accepted"}, {CommandOutcome::Refused, "refused"},
        {CommandOutcome::NotSent, "not-sent"}, {CommandOutcome::Unknown, "unknown"}}};

constexpr std::array<std::pair<CommandEffect, const char*>, 3> kEffectNames{
    {{CommandEffect::Awaited, "awaited"}, {CommandEffect::Effective, "effective"}, {CommandEffect::NotEffective, "not-effective"}}};

template <typename Value, std::size_t Size> QString nameOf(const std::array<std::pair<Value, const char*>, Size>& names, Value value)
{
    const auto* found = std::ranges::find_if(names, [value](const auto& name) { return name.first == value; });
    return QLatin1String(found->second);
}

template <typename Value, std::size_t Size>
Value valueOf(const std::array<std::pair<Value, const char*>, Size>& names, const QString& text, Value otherwise)
{
    const auto* found = std::ranges::find_if(names, [&text](const auto& name) { return text == QLatin1String(name.second); });
    return found == names.end() ? otherwise : found->first;
}

Command* find(State& state, const QString& id)
{
    const auto found = std::ranges::find_if(state.commands, [&id](const Command& command) { return command.id.text() == id; });
    return found == state.commands.end() ? nullptr : &*found;
}

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
    for (StageTimes& times : state.stageTimes) {
        if (times.entered && !times.left) {
            times.left = at;
        }
    }
}

void enterStep(State& state, int step, Instant at)
{
    const std::vector<Step>& steps = state.release.plan.steps;
    if (step < 0 || step >= static_cast<int>(steps.size())) {
        return;
    }
    state.step = step;
    state.holdWhy.clear();
    state.holdNeedsPerson = false;
    switch (steps[static_cast<std::size_t>(step)].kind) {
    case StepKind::SetWeight: state.phase = Phase::Shifting; break;
    case StepKind::Soak:
    case StepKind::Gate: state.phase = Phase::Soaking; break;
    case StepKind::Activate: state.phase = Phase::Activating; break;
    }
    const std::vector<Stage> stages = stagesOf(state.release.plan);
    state.stageTimes.resize(stages.size());
    const int stage = stageOfStep(stages, step);
    StageTimes& times = state.stageTimes[static_cast<std::size_t>(std::max(stage, 0))];
    if (!times.entered) {
        leaveStage(state, at);
        times.entered = at;
    }
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

void onStarted(State& state, const audit::Record& record)
{
    state.phase = Phase::Shifting;
    state.startedAt = record.at;
    state.stageTimes.resize(stagesOf(state.release.plan).size());
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

void onPaused(State& state, const audit::Record& record)
{
    if (state.phase != Phase::Held) {
        state.beforePause = state.phase;
    }
    state.phase = Phase::Paused;
    state.holdWhy = record.entry.why;
    state.holdNeedsPerson = true;
}

void onGoesOn(State& state, const audit::Record& /*record*/)
{
    if (state.phase != Phase::Held && state.phase != Phase::Paused) {
        return;
    }
    if (state.holdNeedsPerson && !state.commands.empty()) {
        state.commands.back().mayRepeat = true;
    }
    state.phase = state.beforePause;
    state.holdWhy.clear();
    state.holdNeedsPerson = false;
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

void onRollback(State& state, const audit::Record& record)
{
    takeVerdicts(state, record);
    state.phase = Phase::RollingBack;
    state.rollbackWhy = record.entry.why;
    state.rollbackWho = record.entry.who;
    state.holdWhy.clear();
    state.holdNeedsPerson = false;
    leaveStage(state, record.at);
}

void onIntent(State& state, const audit::Record& record)
{
    const QJsonObject& data = record.entry.data;
    Command command;
    command.id = CommandId(data.value(QStringLiteral("command")).toString());
    command.weight = Percent::clamped(data.value(QStringLiteral("weight")).toDouble());
    command.step = data.value(QStringLiteral("step")).toInt(-1);
    command.rollback = data.value(QStringLiteral("rollback")).toBool();
    command.activation = data.value(QStringLiteral("action")).toString() == QLatin1String("activate");
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
        command->outcome = valueOf(kOutcomeNames, data.value(QStringLiteral("outcome")).toString(), CommandOutcome::Unknown);
        command->outcomeAt = record.at;
        command->answer = data.value(QStringLiteral("answer")).toString();
    }
}

void onEffect(State& state, const audit::Record& record)
{
    const QJsonObject& data = record.entry.data;
    Command* command = find(state, data.value(QStringLiteral("command")).toString());
    if (command == nullptr) {
        return;
    }
    command->effect = valueOf(kEffectNames, data.value(QStringLiteral("effect")).toString(), CommandEffect::NotEffective);
    command->effectAt = record.at;
    if (data.value(QStringLiteral("share")).isDouble()) {
        command->observedShare = data.value(QStringLiteral("share")).toDouble();
    }
    if (command->effect == CommandEffect::Effective && !command->activation) {
        state.stepEffectiveAt = record.at;
    }
}

void onEnded(State& state, const audit::Record& record)
{
    const bool activated = record.entry.data.value(QStringLiteral("result")).toString() == toString(Phase::Activated);
    state.phase = activated ? Phase::Activated : Phase::RolledBack;
    state.endedAt = record.at;
    if (activated && !state.commands.empty() && state.commands.back().activation) {
        state.commands.back().effect = CommandEffect::Effective;
        state.commands.back().effectAt = record.at;
    }
    leaveStage(state, record.at);
}

using Handler = std::function<void(State&, const audit::Record&)>;

const std::map<QString, Handler>& handlers()
{
    static const std::map<QString, Handler> map{{kind::kReleasePrepared, onPrepared}, {kind::kStarted, onStarted},
        {kind::kStepEntered, onStep}, {kind::kPromoted, onStep}, {kind::kVerdict, onVerdict}, {kind::kHeld, onHeld},
        {kind::kPaused, onPaused}, {kind::kContinued, onGoesOn}, {kind::kResumed, onGoesOn}, {kind::kIntent, onIntent},
        {kind::kOutcome, onOutcome}, {kind::kEffect, onEffect}, {kind::kRuleFired, onRuleFired}, {kind::kRuleCleared, onRuleCleared},
        {kind::kRollbackDecided, onRollback}, {kind::kEnded, onEnded}};
    return map;
}

} // namespace

QString toString(Phase phase)
{
    return nameOf(kPhaseNames, phase);
}

QString toString(CommandOutcome outcome)
{
    return nameOf(kOutcomeNames, outcome);
}

QString toString(CommandEffect effect)
{
    return nameOf(kEffectNames, effect);
}

const Command* State::currentCommand() const
{
    if (commands.empty()) {
        return nullptr;
    }
    const Command& last = commands.back();
    const bool rollingBack = phase == Phase::RollingBack || phase == Phase::RolledBack;
    const bool current = rollingBack ? last.rollback : !last.rollback && last.step == step;
    return current ? &last : nullptr;
}

bool State::effective() const
{
    return commands.empty() || commands.back().effect != CommandEffect::NotEffective;
}

std::optional<Instant> State::firstEffectAt() const
{
    const auto first = std::ranges::find_if(commands,
        [](const Command& command) { return command.effect == CommandEffect::Effective && !command.rollback && !command.activation; });
    return first == commands.end() ? std::nullopt : first->effectAt;
}

bool State::hasFired(const QString& rule) const
{
    return std::ranges::find(firedRules, rule, &FiredRule::rule) != firedRules.end();
}

Observation State::lastObservation() const
{
    const auto judged = std::find_if(
        commands.rbegin(), commands.rend(), [](const Command& command) { return !command.activation && command.effectAt.has_value(); });
    if (judged == commands.rend()) {
        return {};
    }
    Observation seen;
    seen.at = *judged->effectAt;
    seen.share = judged->observedShare;
    if (judged->effect == CommandEffect::Effective) {
        seen.weight = judged->weight; // an effect is judged only after the weight was read back
    }
    return seen;
}

State apply(State state, const audit::Record& record)
{
    if (record.entry.release != state.release.id.text() || record.row <= state.lastRow) {
        return state;
    }
    state.lastRow = record.row;
    const auto handler = handlers().find(record.entry.kind);
    if (handler != handlers().end()) {
        handler->second(state, record);
    }
    return state;
}

} // namespace fairlead::rollout
