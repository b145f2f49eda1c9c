#include "models/domain/rollout/decide.h"

#include "models/domain/condition/words.h"
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

/// Would @p step of the plan send more traffic, or begin another phase of it? Only that has to wait for a window.
bool opensUp(const State& state, int step)
{
    const std::vector<Step>& steps = state.release.plan.steps;
    if (step < 0 || step >= static_cast<int>(steps.size())) {
        return false;
    }
    const Step& wanted = steps[static_cast<std::size_t>(step)];
    const bool otherPhase = step > 0 && steps[static_cast<std::size_t>(step) - 1].phase != wanted.phase;
    return wanted.kind == StepKind::SetWeight || wanted.kind == StepKind::Activate || otherPhase;
}

/// Why the next step has to wait for its time; empty where it may begin.
QString tooEarly(const State& state, const Facts& facts)
{
    return opensUp(state, state.step + 1) && !facts.next.open ? facts.next.why : QString();
}

/// Nothing may go on at all; empty where it may.
QString stopped(const Facts& facts)
{
    return facts.lineStopped.isEmpty() ? facts.quarantined : facts.lineStopped;
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

/// To the next step, or a wait for its time.
Decision next(const State& state, const Facts& facts, Act act = Act::EnterStep)
{
    const QString early = tooEarly(state, facts);
    if (!early.isEmpty()) {
        return state.phase == Phase::Held ? nothing() : hold(early, false);
    }
    Decision decision{act};
    decision.step = state.step + 1;
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
    if (const QString why = stopped(facts); !why.isEmpty()) {
        return why;
    }
    if (facts.sourceLost) {
        return QStringLiteral("No data from %1: %2 Nothing is judged, the soak clock stands.").arg(state.release.source, facts.sourceError);
    }
    if (const gate::Verdict* blind = firstWith(facts.verdicts, gate::Outcome::NoData)) {
        return titled(*blind);
    }
    if (const QString held = heldByRule(state, facts); !held.isEmpty()) {
        return held;
    }
    // A weight that is still to be sent again is not what the target says, and nobody else's doing.
    const bool onItsWay = state.phase == Phase::Held && state.beforePause == Phase::Shifting;
    if (!onItsWay && facts.observation.weight && !readsBack(state.asked(), facts.observation)) {
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

/// Why a weight that grows must not be sent now; a person who led here has answered for the hour, not for the rest.
QString notNow(const State& state, const Facts& facts, Percent weight)
{
    if (weight <= state.seenWeight()) {
        return {};
    }
    const QString why = stopped(facts);
    const bool hourless = state.byHand || state.stepByPerson || facts.here.open;
    return why.isEmpty() && !hourless ? facts.here.why : why;
}

/// The weight that a person chose is in force: only a person leads back to the plan.
Decision afterByHand(const State& state)
{
    return hold(QStringLiteral("%1 set %2 by hand: %3 Resume goes back to the plan.")
                    .arg(state.byHand->who, percent(state.byHand->weight), state.byHand->why),
        true);
}

/// Sends @p weight, or waits where it must not grow now.
Decision sendOrWait(const State& state, const Facts& facts, Percent weight, QString why)
{
    const QString held = notNow(state, facts, weight);
    return held.isEmpty() ? send(weight, std::move(why)) : hold(held, false);
}

/// No answer came: the target's own word decides, once a command can no longer be on its way.
Decision whileUnknown(const State& state, const Facts& facts, const Command& command)
{
    const bool settled = facts.observation.weight && command.outcomeAt && facts.observation.at > *command.outcomeAt + kUnknownGrace;
    if (!settled || readsBack(command.weight, facts.observation)) {
        return whileEffectAwaited(state, facts, command);
    }
    const auto tries = std::count_if(state.commands.begin() + static_cast<std::ptrdiff_t>(state.firstCommand), state.commands.end(),
        [&](const Command& sent) { return sent.step == state.step && sent.byHand == command.byHand; });
    if (tries < 2 || command.mayRepeat) {
        return sendOrWait(state, facts, command.weight,
            QStringLiteral("Again: no answer came, and %1 still says %2.").arg(state.release.target, percent(*facts.observation.weight)));
    }
    return hold(QStringLiteral("%1 did not take %2 twice; it says %3. Resume sends it again.")
                    .arg(state.release.target, percent(command.weight), percent(*facts.observation.weight)),
        true);
}

Decision whileShifting(const State& state, const Facts& facts, Percent weight)
{
    const Command* command = state.currentCommand();
    if (command == nullptr || (state.byHand && command->weight != weight)) {
        return sendOrWait(state, facts, weight, state.byHand ? state.byHand->why : QString());
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
        ? sendOrWait(state, facts, weight, QStringLiteral("Again, as somebody resumed."))
        : hold(QStringLiteral("%1 did not take %2: %3 Resume sends it again.").arg(state.release.target, percent(weight), command->answer),
              true);
}

/// A gradual rollback does not wait while things get worse.
Decision rollBackAtOnce(const gate::Verdict& failed)
{
    Decision decision{Act::RollBack};
    decision.why = QStringLiteral("At once: ") + titled(failed);
    return decision;
}

Decision whileRollingBack(const State& state, const Facts& facts)
{
    const Command* command = state.currentCommand();
    const Percent wanted = state.descent ? state.descent->weightAt(facts.now) : Percent();
    if (command == nullptr) {
        return send(wanted, state.rollbackWhy);
    }
    if (command->outcome == CommandOutcome::Pending) {
        return nothing();
    }
    if (const gate::Verdict* failed = state.descent ? firstWith(facts.verdicts, gate::Outcome::Fail) : nullptr) {
        return rollBackAtOnce(*failed);
    }
    if (wanted < command->weight) {
        return send(wanted, state.descent ? QStringLiteral("Gradually: %1").arg(state.rollbackWhy) : state.rollbackWhy);
    }
    if (command->effect == CommandEffect::Effective) {
        return command->weight == Percent() ? Decision{state.aborting ? Act::Park : Act::Finish} : nothing();
    }
    const Millis age = facts.now - command->outcomeAt.value_or(command->intentAt);
    if (command->outcome == CommandOutcome::Accepted) {
        const Decision decision = whileEffectAwaited(state, facts, *command);
        // Seen too late is not seen: ask once more, each deadline, until traffic follows.
        const bool again = decision.act == Act::Nothing && command->effect == CommandEffect::NotEffective
            && age >= 2 * state.release.plan.effectDeadline;
        return again ? send(command->weight, QStringLiteral("Again: requests still reach %1.").arg(state.release.manifest.version))
                     : decision;
    }
    if (proofOf(command->weight, askedBefore(state, *command), facts.observation, state.release.plan.minCallsForShare) == Proof::Share) {
        Decision decision{Act::ConfirmEffect};
        decision.proof = Proof::Share;
        return decision;
    }
    return age >= kRollbackRetry ? send(command->weight, QStringLiteral("Again: %1").arg(command->answer)) : nothing();
}

Decision whileSoaking(const State& state, const Facts& facts, const Step& step)
{
    const QString blind = blindness(state, facts);
    if (!blind.isEmpty()) {
        return hold(blind, false);
    }
    if (step.kind == StepKind::Soak) {
        return facts.soakDone >= step.soak ? next(state, facts) : nothing();
    }
    const gate::Outcome worst = gate::worst(facts.verdicts);
    if (worst == gate::Outcome::Pass || gatesAt(state.release, state.step).empty()) {
        return next(state, facts, Act::PassGate);
    }
    const gate::Verdict* waits = firstWith(facts.verdicts, worst);
    return hold(waits == nullptr ? QStringLiteral("No gate was judged yet.") : titled(*waits), false);
}

Decision whileApproving(const State& state, const Facts& facts, const Step& step)
{
    const QString blind = blindness(state, facts);
    if (!blind.isEmpty()) {
        return hold(blind, false);
    }
    return static_cast<int>(state.approvals.size()) >= step.approval.needed ? next(state, facts) : nothing();
}

Decision whileActivating(const State& state, const Facts& facts)
{
    const Command* command = state.currentCommand();
    if (command != nullptr && (command->outcome == CommandOutcome::Pending || command->outcome == CommandOutcome::Accepted)) {
        return nothing();
    }
    if (command != nullptr && !command->mayRepeat) {
        return hold(QStringLiteral("The registry was not changed: %1 Resume tries again.").arg(command->answer), true);
    }
    const QString why = stopped(facts);
    return why.isEmpty() ? Decision{Act::Activate} : hold(why, false);
}

Decision whileHeld(const State& state, const Facts& facts, const Step& step)
{
    if (state.holdNeedsPerson || !blindness(state, facts).isEmpty()) {
        return nothing();
    }
    const bool judged = gate::worst(facts.verdicts) == gate::Outcome::Pass || gatesAt(state.release, state.step).empty();
    if (step.kind == StepKind::Gate && !judged) {
        return nothing();
    }
    // What was done before it was held for its time is still done: it would be held again at once.
    const bool done = step.kind == StepKind::Gate || (step.kind == StepKind::Soak && facts.soakDone >= step.soak)
        || (step.kind == StepKind::Approval && static_cast<int>(state.approvals.size()) >= step.approval.needed)
        || (step.kind == StepKind::SetWeight && state.currentCommand() != nullptr
            && state.currentCommand()->effect == CommandEffect::Effective);
    if (done && !tooEarly(state, facts).isEmpty()) {
        return nothing();
    }
    if (step.kind == StepKind::SetWeight && !done && !notNow(state, facts, step.weight).isEmpty()) {
        return nothing();
    }
    Decision decision{Act::Continue};
    decision.why = QStringLiteral("What held it is gone.");
    return decision;
}

/// The deadline of the current step, where it has passed and nothing was made of it yet.
Decision overdue(const State& state, const Facts& facts, const Step& step)
{
    if (!step.deadline || !state.stepEnteredAt || state.overdueStep == state.step || state.phase == Phase::Paused
        || facts.now - *state.stepEnteredAt < step.deadline->length) {
        return nothing();
    }
    Decision decision{step.deadline->then == Overdue::RollBack ? Act::RollBack : Act::ReportOverdue};
    decision.step = state.step;
    decision.why = QStringLiteral("Step %1, %2, is not done after %3.")
                       .arg(state.step + 1)
                       .arg(toString(step.kind), condition::lengthInWords(static_cast<double>(step.deadline->length.count()) / 1000.0));
    return decision;
}

/// A release that was started and has not entered its first step: that one has its time too.
Decision beforeFirstStep(const State& state, const Facts& facts)
{
    const QString why = stopped(facts);
    if (state.phase == Phase::Shifting) {
        return why.isEmpty() ? next(state, facts) : hold(why, false);
    }
    if (state.phase != Phase::Held || state.holdNeedsPerson || !why.isEmpty() || !tooEarly(state, facts).isEmpty()) {
        return nothing();
    }
    Decision decision{Act::Continue};
    decision.why = QStringLiteral("What held it is gone.");
    return decision;
}

} // namespace

Decision decide(const State& state, const Facts& facts)
{
    if (state.phase == Phase::ToStart || state.phase == Phase::Aborted || isEnded(state.phase)) {
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
        return beforeFirstStep(state, facts);
    }
    const Step* step = currentStep(state);
    if (step == nullptr) {
        return nothing();
    }
    if (const Decision late = overdue(state, facts, *step); late.act != Act::Nothing) {
        return late;
    }
    switch (state.phase) {
    case Phase::Shifting: return whileShifting(state, facts, state.byHand ? state.byHand->weight : step->weight);
    case Phase::Approving: return whileApproving(state, facts, *step);
    case Phase::Soaking: return whileSoaking(state, facts, *step);
    case Phase::Held: return whileHeld(state, facts, *step);
    case Phase::Activating: return whileActivating(state, facts);
    default: return nothing();
    }
}

} // namespace fairlead::rollout
