#include "models/domain/rollout/decide.h"

#include "models/domain/rollout/rule_decisions.h"

#include <algorithm>

namespace fairlead::rollout {

namespace {

QString percent(Percent value)
{
    return QStringLiteral("%1\u00a0%").arg(value.value());
}

const Step* currentStep(const State& state)
{
    const auto index = static_cast<std::size_t>(state.step);
    return state.step >= 0 && index < state.release.plan.steps.size() ? &state.release.plan.steps[index] : nullptr;
}

Decision nothing()
{
    return {};
}

Decision next(const State& state)
{
    Decision decision{Act::EnterStep};
    decision.step = state.step + 1;
    return decision;
}

Decision hold(QString why, bool needsPerson)
{
    Decision decision{Act::Hold};
    decision.why = std::move(why);
    decision.needsPerson = needsPerson;
    return decision;
}

Decision send(Percent weight, QString why)
{
    Decision decision{Act::SendWeight};
    decision.weight = weight;
    decision.why = std::move(why);
    return decision;
}

const gate::Verdict* firstWith(const gate::Verdicts& verdicts, gate::Outcome outcome)
{
    const auto found = std::ranges::find(verdicts, outcome, &gate::Verdict::outcome);
    return found == verdicts.end() ? nullptr : &*found;
}

QString titled(const gate::Verdict& verdict)
{
    return gate::titleOf(verdict.metric) + QLatin1Char(' ') + verdict.sentence;
}

/// What stops a soak or a gate from being judged at all; empty when nothing does.
QString blindness(const State& state, const Facts& facts)
{
    if (facts.sourceLost) {
        return QStringLiteral("No data from %1: %2 Nothing is judged, the soak clock stands.").arg(state.release.source, facts.sourceError);
    }
    if (const gate::Verdict* blind = firstWith(facts.verdicts, gate::Outcome::NoData)) {
        return titled(*blind);
    }
    if (const QString held = heldByRule(state, facts); !held.isEmpty()) {
        return held;
    }
    if (facts.observation.weight && !readsBack(state.asked(), facts.observation)) {
        return QStringLiteral("%1 says %2, asked was %3: somebody else changed the split. It goes on when both agree again.")
            .arg(state.release.target, percent(*facts.observation.weight), percent(state.asked()));
    }
    return {};
}

Decision whileEffectAwaited(const State& state, const Facts& facts, const Command& command)
{
    const Proof proof = proofOf(command.weight, askedBefore(state, command), facts.observation, state.release.plan.minCallsForShare);
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

Decision whileShifting(const State& state, const Facts& facts, const Step& step)
{
    const Command* command = state.currentCommand();
    if (command == nullptr) {
        return send(step.weight, {});
    }
    if (command->effect == CommandEffect::Effective) {
        return next(state);
    }
    const bool settled = facts.observation.weight && command->outcomeAt && facts.observation.at > *command->outcomeAt + kUnknownGrace;
    switch (command->outcome) {
    case CommandOutcome::Pending: return nothing();
    case CommandOutcome::Accepted: return whileEffectAwaited(state, facts, *command);
    case CommandOutcome::Unknown:
        if (settled && !readsBack(command->weight, facts.observation)) {
            const auto tries = std::ranges::count(state.commands, state.step, &Command::step);
            return tries < 2 || command->mayRepeat
                ? send(step.weight,
                      QStringLiteral("Again: no answer came, and %1 still says %2.")
                          .arg(state.release.target, percent(*facts.observation.weight)))
                : hold(QStringLiteral("%1 did not take %2 twice; it says %3. Resume sends it again.")
                           .arg(state.release.target, percent(step.weight), percent(*facts.observation.weight)),
                      true);
        }
        return whileEffectAwaited(state, facts, *command);
    case CommandOutcome::Refused:
    case CommandOutcome::NotSent:
        return command->mayRepeat ? send(step.weight, QStringLiteral("Again, as somebody resumed."))
                                  : hold(QStringLiteral("%1 did not take %2: %3 Resume sends it again.")
                                             .arg(state.release.target, percent(step.weight), command->answer),
                                        true);
    }
    return nothing();
}

Decision whileRollingBack(const State& state, const Facts& facts)
{
    const Command* command = state.currentCommand();
    if (command == nullptr) {
        return send(Percent(), state.rollbackWhy);
    }
    if (command->effect == CommandEffect::Effective) {
        return {Act::Finish};
    }
    if (command->outcome == CommandOutcome::Pending) {
        return nothing();
    }
    const Millis age = facts.now - command->outcomeAt.value_or(command->intentAt);
    if (command->outcome == CommandOutcome::Accepted) {
        const Decision decision = whileEffectAwaited(state, facts, *command);
        // Seen too late is not seen: ask once more, each deadline, until traffic follows.
        const bool again = decision.act == Act::Nothing && command->effect == CommandEffect::NotEffective
            && age >= 2 * state.release.plan.effectDeadline;
        return again ? send(Percent(), QStringLiteral("Again: requests still reach %1.").arg(state.release.manifest.version)) : decision;
    }
    if (proofOf(Percent(), askedBefore(state, *command), facts.observation, state.release.plan.minCallsForShare) == Proof::Share) {
        Decision decision{Act::ConfirmEffect};
        decision.proof = Proof::Share;
        return decision;
    }
    return age >= kRollbackRetry ? send(Percent(), QStringLiteral("Again: %1").arg(command->answer)) : nothing();
}

Decision whileSoaking(const State& state, const Facts& facts, const Step& step)
{
    const QString blind = blindness(state, facts);
    if (!blind.isEmpty()) {
        return hold(blind, false);
    }
    if (step.kind == StepKind::Soak) {
        return facts.soakDone >= step.soak ? next(state) : nothing();
    }
    const gate::Outcome worst = gate::worst(facts.verdicts);
    if (worst == gate::Outcome::Pass || state.release.manifest.successCriteria.empty()) {
        Decision decision = next(state);
        decision.act = Act::PassGate;
        return decision;
    }
    const gate::Verdict* waits = firstWith(facts.verdicts, worst);
    return hold(waits == nullptr ? QStringLiteral("No gate was judged yet.") : titled(*waits), false);
}

Decision whileActivating(const State& state)
{
    const Command* command = state.currentCommand();
    if (command == nullptr) {
        return {Act::Activate};
    }
    if (command->outcome == CommandOutcome::Pending || command->outcome == CommandOutcome::Accepted) {
        return nothing();
    }
    return command->mayRepeat ? Decision{Act::Activate}
                              : hold(QStringLiteral("The registry was not changed: %1 Resume tries again.").arg(command->answer), true);
}

Decision whileHeld(const State& state, const Facts& facts, const Step& step)
{
    if (state.holdNeedsPerson || !blindness(state, facts).isEmpty()) {
        return nothing();
    }
    const bool judged = gate::worst(facts.verdicts) == gate::Outcome::Pass || state.release.manifest.successCriteria.empty();
    if (step.kind == StepKind::Gate && !judged) {
        return nothing();
    }
    Decision decision{Act::Continue};
    decision.why = QStringLiteral("What held it is gone.");
    return decision;
}

} // namespace

Decision decide(const State& state, const Facts& facts)
{
    if (state.phase == Phase::ToStart || isEnded(state.phase)) {
        return nothing();
    }
    if (state.phase == Phase::RollingBack) {
        return whileRollingBack(state, facts);
    }
    if (const gate::Verdict* failed = firstWith(facts.verdicts, gate::Outcome::Fail)) {
        Decision decision{Act::RollBack};
        decision.why = titled(*failed);
        return decision;
    }
    if (const Decision ruled = decideRules(state, facts); ruled.act != Act::Nothing) {
        return ruled;
    }
    if (state.step < 0) {
        return state.phase == Phase::Shifting ? next(state) : nothing();
    }
    const Step* step = currentStep(state);
    if (step == nullptr) {
        return nothing();
    }
    switch (state.phase) {
    case Phase::Shifting: return whileShifting(state, facts, *step);
    case Phase::Soaking: return whileSoaking(state, facts, *step);
    case Phase::Held: return whileHeld(state, facts, *step);
    case Phase::Activating: return whileActivating(state);
    default: return nothing();
    }
}

} // namespace fairlead::rollout
