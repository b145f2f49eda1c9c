#include "app/ctl/status_json.h"

#include <QJsonArray>

namespace fairlead::ctl {

namespace {

QJsonValue at(const std::optional<Instant>& instant)
{
    return instant ? QJsonValue(instant->toIso()) : QJsonValue();
}

QJsonObject stepJson(const rollout::State& state)
{
    const std::vector<rollout::Step>& steps = state.release.plan.steps;
    const bool inside = state.step >= 0 && state.step < static_cast<int>(steps.size());
    return {{QStringLiteral("index"), state.step}, {QStringLiteral("of"), static_cast<int>(steps.size())},
        {QStringLiteral("type"), inside ? QJsonValue(toString(steps[static_cast<std::size_t>(state.step)].kind)) : QJsonValue()}};
}

QJsonObject commandJson(const rollout::Command& command)
{
    return {{QStringLiteral("id"), command.id.text()}, {QStringLiteral("weight"), command.weight.value()},
        {QStringLiteral("rollback"), command.rollback}, {QStringLiteral("activation"), command.activation},
        {QStringLiteral("task"), command.task}, {QStringLiteral("reach"), rollout::toJson(command.reach)},
        {QStringLiteral("intentAt"), command.intentAt.toIso()}, {QStringLiteral("outcome"), toString(command.outcome)},
        {QStringLiteral("answer"), command.answer}, {QStringLiteral("effect"), toString(command.effect)},
        {QStringLiteral("effectAt"), at(command.effectAt)}};
}

/// Share that was observed last, in percent; null when none was.
QJsonValue observed(const rollout::State& state)
{
    for (auto command = state.commands.rbegin(); command != state.commands.rend(); ++command) {
        if (command->observedShare) {
            return *command->observedShare * 100.0;
        }
    }
    return {};
}

} // namespace

QJsonObject statusJson(const rollout::State& state)
{
    QJsonArray gates;
    for (const gate::Verdict& verdict : state.lastVerdicts) {
        gates.append(gate::toJson(verdict));
    }
    QJsonArray commands;
    for (const rollout::Command& command : state.commands) {
        commands.append(commandJson(command));
    }
    return {{QStringLiteral("release"), state.release.id.text()}, {QStringLiteral("title"), state.release.title()},
        {QStringLiteral("environment"), state.release.environment}, {QStringLiteral("target"), state.release.target},
        {QStringLiteral("phase"), toString(state.phase)}, {QStringLiteral("step"), stepJson(state)},
        {QStringLiteral("asked"), state.asked().weight.value()}, {QStringLiteral("askedInWords"), rollout::inWords(state.asked())},
        {QStringLiteral("observed"), observed(state)}, {QStringLiteral("effective"), state.effective()}, {QStringLiteral("gates"), gates},
        {QStringLiteral("commands"), commands}, {QStringLiteral("why"), state.rollbackWhy.isEmpty() ? state.holdWhy : state.rollbackWhy},
        {QStringLiteral("startedAt"), at(state.startedAt)}, {QStringLiteral("endedAt"), at(state.endedAt)}};
}

} // namespace fairlead::ctl
