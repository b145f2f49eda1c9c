#include "models/domain/rollout/decisions.h"

namespace fairlead::rollout {

namespace {

QString percent(Percent value)
{
    return QStringLiteral("%1\u00a0%").arg(value.value());
}

/// The weight that a person chose is in force: only a person leads back to the plan.
Decision afterByHand(const State& state)
{
    return hold(QStringLiteral("%1 set %2 by hand: %3 Resume goes back to the plan.")
                    .arg(state.byHand->who, percent(state.byHand->weight), state.byHand->why),
        true);
}

/// Sends @p ask, or waits where it must not grow now.
Decision sendOrWait(const State& state, const Facts& facts, const Ask& ask, QString why)
{
    const QString held = notNow(state, facts, ask);
    return held.isEmpty() ? send(ask, std::move(why)) : hold(held, false);
}

/// No answer came: the target's own word decides, once a command can no longer be on its way.
Decision whileUnknown(const State& state, const Facts& facts, const Command& command)
{
    const bool settled = facts.observation.weight && command.outcomeAt && facts.observation.at > *command.outcomeAt + kUnknownGrace;
    if (!settled || readsBack(command.ask(), facts.observation)) {
        return whileEffectAwaited(state, facts, command);
    }
    if (state.triesOf(command) < 2 || command.mayRepeat) {
        return sendOrWait(state, facts, command.ask(),
            QStringLiteral("Again: no answer came, and %1 still says %2.").arg(state.release.target, said(facts.observation)));
    }
    return hold(QStringLiteral("%1 did not take %2 twice; it says %3. Resume sends it again.")
                    .arg(state.release.target, inWords(command.ask()), said(facts.observation)),
        true);
}

} // namespace

Decision whileEffectAwaited(const State& state, const Facts& facts, const Command& command)
{
    const Proof proof = proofOf(command.ask(), askedBefore(state, command), facts.observation, state.release.plan.minCallsForShare);
    const Instant sentAt = command.outcomeAt.value_or(command.intentAt);
    const bool due = facts.now - sentAt >= state.release.plan.effectDeadline;
    if (proof == Proof::Share || (proof == Proof::ReadBack && due)) {
        Decision decision{Act::ConfirmEffect};
        decision.proof = proof;
        return decision;
    }
    if (due && command.effect == CommandEffect::Awaited) {
        return {Act::ReportNoEffect};
    }
    return nothing();
}

Ask wantedNow(const State& state)
{
    Ask ask = askAt(state.release.plan, state.step);
    if (state.byHand) {
        ask.weight = state.byHand->weight;
    }
    return ask;
}

Decision whileShifting(const State& state, const Facts& facts)
{
    const Ask wanted = wantedNow(state);
    const Command* command = state.currentCommand();
    if (command == nullptr || (state.byHand && command->ask() != wanted)) {
        return sendOrWait(state, facts, wanted, state.byHand ? state.byHand->why : QString());
    }
    if (command->effect == CommandEffect::Effective) {
        return state.byHand ? afterByHand(state) : next(state, facts);
    }
    switch (command->outcome) {
    case CommandOutcome::Pending: return nothing();
    case CommandOutcome::Accepted: return whileEffectAwaited(state, facts, *command);
    case CommandOutcome::Unknown: return whileUnknown(state, facts, *command);
    case CommandOutcome::Refused:
    case CommandOutcome::NotSent: break;
    }
    return command->mayRepeat
        ? sendOrWait(state, facts, wanted, QStringLiteral("Again, as somebody resumed."))
        : hold(QStringLiteral("%1 did not take %2: %3 Resume sends it again.").arg(state.release.target, inWords(wanted), command->answer),
              true);
}

} // namespace fairlead::rollout
