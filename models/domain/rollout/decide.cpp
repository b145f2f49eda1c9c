#include "models/domain/rollout/decide.h"

#include "models/domain/condition/words.h"
#include "models/domain/rollout/decisions.h"
#include "models/domain/rollout/rule_decisions.h"

#include <algorithm>

namespace fairlead::rollout {

namespace {

/// Did the soak last long enough, with enough seen in it?
bool soaked(const Facts& facts, const Step& step)
{
    return facts.soakDone >= step.soak && facts.samples >= step.samples;
}

Decision whileSoaking(const State& state, const Facts& facts, const Step& step)
{
    const QString blind = blindness(state, facts);
    if (!blind.isEmpty()) {
        return hold(blind, false);
    }
    if (step.kind == StepKind::Soak) {
        return soaked(facts, step) ? next(state, facts) : nothing();
    }
    if (step.kind == StepKind::Analysis) {
        return next(state, facts);
    }
    const gate::Outcome worst = gate::worst(facts.verdicts);
    if (worst == gate::Outcome::Pass || gatesAt(state.release, state.step).empty()) {
        return next(state, facts, Act::PassGate);
    }
    const gate::Verdict* waits = firstWith(facts.verdicts, worst);
    return hold(waits == nullptr ? QStringLiteral("No gate was judged yet.") : titled(*waits), false);
}

bool peopleAreDone(const State& state, const Facts& facts, const Step& step)
{
    return step.kind == StepKind::Checklist ? facts.checklistOpen.isEmpty()
                                            : static_cast<int>(state.approvals.size()) >= step.approval.needed;
}

Decision whileApproving(const State& state, const Facts& facts, const Step& step)
{
    const QString blind = blindness(state, facts);
    if (!blind.isEmpty()) {
        return hold(blind, false);
    }
    return peopleAreDone(state, facts, step) ? next(state, facts) : nothing();
}

/// How often the current step's task was tried since somebody last let it be tried again.
int triesOf(const State& state)
{
    int tries = 0;
    for (auto command = state.commands.rbegin(); command != state.commands.rend() && command->task && command->step == state.step
        && command->intentAt >= state.stepEnteredAt.value_or(command->intentAt) && !command->mayRepeat;
        ++command) {
        ++tries;
    }
    return tries;
}

Decision whileActing(const State& state, const Facts& facts, const Step& step)
{
    const Command* command = state.currentCommand();
    const bool wasTried = command != nullptr && command->intentAt >= state.stepEnteredAt.value_or(command->intentAt);
    if (wasTried && command->outcome == CommandOutcome::Accepted) {
        return next(state, facts);
    }
    if (wasTried && command->outcome == CommandOutcome::Pending) {
        return nothing();
    }
    if (const QString why = stopped(facts); !why.isEmpty()) {
        return hold(why, false);
    }
    if (!wasTried || command->mayRepeat) {
        return {Act::RunTask};
    }
    if (triesOf(state) < step.task->attempts) {
        return facts.now - command->outcomeAt.value_or(command->intentAt) >= step.task->pause ? Decision{Act::RunTask} : nothing();
    }
    const QString why = QStringLiteral("%1: %2").arg(step.task->name, command->answer);
    if (step.kind == StepKind::Verify && command->outcome == CommandOutcome::Refused) {
        Decision decision{Act::RollBack};
        decision.why = why;
        return decision;
    }
    return hold(why + QStringLiteral(" Resume tries it again."), true);
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

/// Is there nothing left to do in the current step but to go on?
bool isDone(const State& state, const Facts& facts, const Step& step)
{
    const Command* command = state.currentCommand();
    switch (step.kind) {
    case StepKind::Gate:
    case StepKind::Analysis: return true;
    case StepKind::Soak: return soaked(facts, step);
    case StepKind::Approval:
    case StepKind::Checklist: return peopleAreDone(state, facts, step);
    case StepKind::Verify:
    case StepKind::Action: return command != nullptr && command->outcome == CommandOutcome::Accepted;
    case StepKind::Activate: return false;
    default: return command != nullptr && command->effect == CommandEffect::Effective;
    }
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
    const bool done = isDone(state, facts, step);
    if (done && !tooEarly(state, facts).isEmpty()) {
        return nothing();
    }
    if (isShift(step.kind) && !done && !notNow(state, facts, wantedNow(state)).isEmpty()) {
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

/// What gates and rules ask for, where they act.
Decision judgedNow(const State& state, const Facts& facts)
{
    const bool act = gatesAct(state);
    const gate::Verdict* failed = act || currentKind(state) == StepKind::Gate ? firstWith(facts.verdicts, gate::Outcome::Fail) : nullptr;
    if (failed != nullptr) {
        Decision decision{Act::RollBack};
        decision.why = titled(*failed);
        return decision;
    }
    return act ? decideRules(state, facts) : nothing();
}

} // namespace

bool gatesAct(const State& state)
{
    const std::vector<Step>& steps = state.release.plan.steps;
    const auto from = std::ranges::find(steps, StepKind::Analysis, &Step::kind);
    return from == steps.end() || state.step >= from - steps.begin();
}

Decision decide(const State& state, const Facts& facts)
{
    if (state.phase == Phase::ToStart || state.phase == Phase::Aborted || isEnded(state.phase)) {
        return nothing();
    }
    if (state.phase == Phase::RollingBack) {
        return whileRollingBack(state, facts);
    }
    if (const Decision judged = judgedNow(state, facts); judged.act != Act::Nothing) {
        return judged;
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
    case Phase::Shifting: return whileShifting(state, facts);
    case Phase::Approving: return whileApproving(state, facts, *step);
    case Phase::Acting: return whileActing(state, facts, *step);
    case Phase::Soaking: return whileSoaking(state, facts, *step);
    case Phase::Held: return whileHeld(state, facts, *step);
    case Phase::Activating: return whileActivating(state, facts);
    default: return nothing();
    }
}

} // namespace fairlead::rollout
