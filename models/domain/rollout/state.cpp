#include "models/domain/rollout/state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace fairlead::rollout {

namespace {

constexpr std::array<std::pair<Phase, const char*>, 12> kPhaseNames{{{Phase::ToStart, "to-start"}, {Phase::Shifting, "shifting"},
    {Phase::Soaking, "soaking"}, {Phase::Approving, "approving"}, {Phase::Acting, "acting"}, {Phase::Held, "held"},
    {Phase::Paused, "paused"}, {Phase::Activating, "activating"}, {Phase::Activated, "activated"}, {Phase::RollingBack, "rolling-back"},
    {Phase::RolledBack, "rolled-back"}, {Phase::Aborted, "aborted"}}};

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

CommandOutcome outcomeFrom(const QString& text)
{
    return valueOf(kOutcomeNames, text, CommandOutcome::Unknown);
}

CommandEffect effectFrom(const QString& text)
{
    return valueOf(kEffectNames, text, CommandEffect::NotEffective);
}

Ask Descent::askAt(Instant now) const
{
    const qint64 gone = std::max<qint64>((now - begunAt).count(), 0);
    const qint64 taken = std::min<qint64>(gone / each().count() + 1, steps);
    if (taken >= steps) {
        return {};
    }
    const double left = static_cast<double>(steps - taken) / static_cast<double>(steps);
    Ask ask = from;
    ask.weight = Percent::clamped(from.weight.value() * left);
    ask.reach.mirror = Percent();
    ask.reach.units = from.reach.units.mid(0, static_cast<qsizetype>(std::floor(static_cast<double>(from.reach.units.size()) * left)));
    return ask;
}

const Command* State::currentCommand() const
{
    if (commands.size() <= std::max(firstCommand, sentFrom)) {
        return nullptr;
    }
    const Command& last = commands.back();
    const bool rollingBack = phase == Phase::RollingBack || phase == Phase::RolledBack || phase == Phase::Aborted;
    const bool current = rollingBack ? last.rollback : !last.rollback && last.step == step && last.byHand == byHand.has_value();
    return current ? &last : nullptr;
}

int State::triesOf(const Command& command) const
{
    const auto begin = commands.begin() + static_cast<std::ptrdiff_t>(std::max(firstCommand, sentFrom));
    return static_cast<int>(std::count_if(
        begin, commands.end(), [&](const Command& sent) { return sent.step == command.step && sent.byHand == command.byHand; }));
}

bool State::effective() const
{
    return commands.empty() || commands.back().effect != CommandEffect::NotEffective;
}

std::optional<Instant> State::firstEffectAt() const
{
    const auto begin = commands.begin() + static_cast<std::ptrdiff_t>(std::min(firstCommand, commands.size()));
    const auto first = std::find_if(begin, commands.end(),
        [](const Command& command) { return command.effect == CommandEffect::Effective && !command.rollback && command.shifts(); });
    return first == commands.end() ? std::nullopt : first->effectAt;
}

bool State::hasFired(const QString& rule) const
{
    return std::ranges::find(firedRules, rule, &FiredRule::rule) != firedRules.end();
}

Ask State::seen() const
{
    const auto seen = std::find_if(commands.rbegin(), commands.rend(),
        [](const Command& command) { return command.shifts() && command.effect == CommandEffect::Effective; });
    return seen == commands.rend() ? Ask() : seen->ask();
}

Observation State::lastObservation() const
{
    const auto judged = std::find_if(
        commands.rbegin(), commands.rend(), [](const Command& command) { return command.shifts() && command.effectAt.has_value(); });
    if (judged == commands.rend()) {
        return {};
    }
    Observation seen;
    seen.at = *judged->effectAt;
    seen.share = judged->observedShare;
    if (judged->effect == CommandEffect::Effective) {
        seen.weight = judged->weight; // an effect is judged only after it was read back
        seen.reach = judged->reach;
    }
    return seen;
}

} // namespace fairlead::rollout
