#include "models/domain/rollout/decisions.h"

namespace fairlead::rollout {

namespace {

/// A gradual rollback does not wait while things get worse.
Decision rollBackAtOnce(const gate::Verdict& failed)
{
    Decision decision{Act::RollBack};
    decision.why = QStringLiteral("At once: ") + titled(failed);
    return decision;
}

/// The registry still names the version that is taken back.
Decision whileRestoring(const Facts& facts, const Command& command)
{
    if (command.outcome == CommandOutcome::Accepted) {
        return {Act::Finish};
    }
    const Millis age = facts.now - command.outcomeAt.value_or(command.intentAt);
    return age >= kRollbackRetry ? Decision{Act::Restore} : nothing();
}

/// All traffic is back.
Decision afterWayBack(const State& state)
{
    if (state.aborting) {
        return {Act::Park};
    }
    return {state.registryChanged ? Act::Restore : Act::Finish};
}

} // namespace

Decision whileRollingBack(const State& state, const Facts& facts)
{
    const Command* command = state.currentCommand();
    const Ask wanted = state.descent ? state.descent->askAt(facts.now) : Ask();
    if (command == nullptr) {
        return send(wanted, state.rollbackWhy);
    }
    if (command->outcome == CommandOutcome::Pending) {
        return nothing();
    }
    if (command->activation) {
        return whileRestoring(facts, *command);
    }
    if (const gate::Verdict* failed = state.descent ? firstWith(facts.verdicts, gate::Outcome::Fail) : nullptr) {
        return rollBackAtOnce(*failed);
    }
    if (wanted != command->ask()) {
        return send(wanted, state.descent ? QStringLiteral("Gradually: %1").arg(state.rollbackWhy) : state.rollbackWhy);
    }
    if (command->effect == CommandEffect::Effective) {
        return command->ask().isNothing() ? afterWayBack(state) : nothing();
    }
    const Millis age = facts.now - command->outcomeAt.value_or(command->intentAt);
    if (command->outcome == CommandOutcome::Accepted) {
        const Decision decision = whileEffectAwaited(state, facts, *command);
        // Seen too late is not seen: ask once more, each deadline, until traffic follows.
        const bool again = decision.act == Act::Nothing && command->effect == CommandEffect::NotEffective
            && age >= 2 * state.release.plan.effectDeadline;
        return again ? send(command->ask(), QStringLiteral("Again: requests still reach %1.").arg(state.release.manifest.version))
                     : decision;
    }
    if (proofOf(command->ask(), askedBefore(state, *command), facts.observation, state.release.plan.minCallsForShare) == Proof::Share) {
        Decision decision{Act::ConfirmEffect};
        decision.proof = Proof::Share;
        return decision;
    }
    return age >= kRollbackRetry ? send(command->ask(), QStringLiteral("Again: %1").arg(command->answer)) : nothing();
}

} // namespace fairlead::rollout
