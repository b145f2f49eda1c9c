#include "models/domain/rollout/verbs.h"

#include "models/domain/condition/words.h"

#include <algorithm>

namespace fairlead::rollout {

namespace {

const QString kEnded = QStringLiteral("The release has ended.");
const QString kRollingBack = QStringLiteral("It is rolling back.");
const QString kNotStarted = QStringLiteral("It has not started.");
const QString kAborted = QStringLiteral("It was aborted; try it again first.");
const QString kActivating = QStringLiteral("All steps are done; it is being activated.");

const Step* stepAt(const State& state, int step)
{
    const std::vector<Step>& steps = state.release.plan.steps;
    return step >= 0 && step < static_cast<int>(steps.size()) ? &steps[static_cast<std::size_t>(step)] : nullptr;
}

/// What closes every verb that leads on; empty when nothing does.
QString closedForAll(const State& state)
{
    if (isEnded(state.phase)) {
        return kEnded;
    }
    if (state.phase == Phase::Aborted) {
        return kAborted;
    }
    return state.phase == Phase::RollingBack ? kRollingBack : QString();
}

/// What forbids the version more traffic, whatever the step; empty when nothing does.
QString forbidden(const VerbFacts& facts)
{
    if (facts.lineStop) {
        return QStringLiteral("%1 stopped the line: %2").arg(facts.lineStop->who, facts.lineStop->why);
    }
    if (facts.quarantine) {
        return QStringLiteral("%1 is quarantined since %2: %3")
            .arg(facts.quarantine->version,
                facts.quarantine->since.toIso().left(16).replace(QLatin1Char('T'), QLatin1Char(' ')) + QStringLiteral(" UTC"),
                facts.quarantine->why);
    }
    return facts.train;
}

QString startClosed(const State& state, const VerbFacts& facts)
{
    if (state.phase != Phase::ToStart) {
        return isEnded(state.phase) ? kEnded : QStringLiteral("It has started.");
    }
    if (const QString why = forbidden(facts); !why.isEmpty()) {
        return why;
    }
    if (!facts.unsupported.isEmpty()) {
        return facts.unsupported;
    }
    const qsizetype open = facts.blockers.size();
    if (open == 0) {
        return {};
    }
    return QStringLiteral("%1 of its checklist %2 open and %3 the start.")
        .arg(open == 1 ? QStringLiteral("1 item") : QStringLiteral("%1 items").arg(open),
            open == 1 ? QStringLiteral("is") : QStringLiteral("are"), open == 1 ? QStringLiteral("holds") : QStringLiteral("hold"));
}

/// What closes every verb that sends more traffic to the new version.
QString growthClosed(const State& state, const VerbFacts& facts)
{
    const QString closed = closedForAll(state);
    if (!closed.isEmpty()) {
        return closed;
    }
    const bool unseen = state.phase == Phase::Shifting || (state.phase == Phase::Held && state.beforePause == Phase::Shifting);
    if (unseen && !state.byHand && state.step >= 0) {
        return QStringLiteral("The last weight is not observed yet.");
    }
    switch (state.phase) {
    case Phase::ToStart: return kNotStarted;
    case Phase::Paused: return QStringLiteral("It is paused; resume it first.");
    case Phase::Activating: return kActivating;
    case Phase::Acting: return QStringLiteral("Its task is not done yet.");
    default: break;
    }
    if (state.byHand) {
        return QStringLiteral("The weight is set by hand; resume the plan first.");
    }
    if (const QString why = forbidden(facts); !why.isEmpty()) {
        return why;
    }
    if (!facts.next.open) {
        return facts.next.why;
    }
    if (facts.sourceLost) {
        return QStringLiteral("The metrics are stale; nothing can be judged.");
    }
    const gate::Outcome worst = facts.judged.empty() ? gate::Outcome::Pass : gate::worst(facts.judged);
    if (worst == gate::Outcome::NoData) {
        return QStringLiteral("A gate has no data.");
    }
    return worst == gate::Outcome::Fail || worst == gate::Outcome::Marginal ? QStringLiteral("A gate does not pass.") : QString();
}

bool waitsForApproval(const State& state)
{
    const Step* step = stepAt(state, state.step);
    return step != nullptr && step->kind == StepKind::Approval && static_cast<int>(state.approvals.size()) < step->approval.needed;
}

QString missingApproval(const State& state)
{
    return QStringLiteral("It waits for approval: %1 of %2.").arg(state.approvals.size()).arg(stepAt(state, state.step)->approval.needed);
}

QString promoteClosed(const State& state, const VerbFacts& facts)
{
    const QString closed = growthClosed(state, facts);
    if (!closed.isEmpty()) {
        return closed;
    }
    if (waitsForApproval(state)) {
        return missingApproval(state);
    }
    const Step* step = stepAt(state, state.step);
    if (step != nullptr && step->kind == StepKind::Checklist && !facts.checklistOpen.isEmpty()) {
        return facts.checklistOpen;
    }
    return promotionStep(state) < 0 ? QStringLiteral("There is no step left.") : QString();
}

QString promoteFullyClosed(const State& state, const VerbFacts& facts)
{
    const QString closed = promoteClosed(state, facts);
    if (!closed.isEmpty()) {
        return closed;
    }
    const int last = fullPromotionStep(state);
    if (last < 0) {
        return QStringLiteral("The last weight is asked for already.");
    }
    for (int i = state.step + 1; i < last; ++i) {
        if (stepAt(state, i)->kind == StepKind::Approval) {
            return QStringLiteral("An approval lies ahead, and nobody can leave that out.");
        }
    }
    return {};
}

QString pauseClosed(const State& state)
{
    const QString closed = closedForAll(state);
    if (!closed.isEmpty()) {
        return closed;
    }
    switch (state.phase) {
    case Phase::ToStart: return kNotStarted;
    case Phase::Paused: return QStringLiteral("It is paused already.");
    case Phase::Activating: return QStringLiteral("It is being activated.");
    default: return {};
    }
}

QString resumeClosed(const State& state, const VerbFacts& facts)
{
    const QString closed = closedForAll(state);
    if (!closed.isEmpty()) {
        return closed;
    }
    const bool waits = state.phase == Phase::Paused || (state.phase == Phase::Held && state.holdNeedsPerson);
    return waits || sendsAgain(state, facts) ? QString() : QStringLiteral("Nobody has paused it.");
}

QString skipClosed(const State& state, const VerbFacts& facts)
{
    const QString closed = closedForAll(state);
    if (!closed.isEmpty()) {
        return closed;
    }
    if (state.phase == Phase::ToStart) {
        return kNotStarted;
    }
    if (state.phase == Phase::Paused) {
        return QStringLiteral("It is paused; resume it first.");
    }
    if (state.byHand) {
        return QStringLiteral("The weight is set by hand; resume the plan first.");
    }
    if (const QString why = forbidden(facts); !why.isEmpty()) {
        return why;
    }
    const Command* command = state.currentCommand();
    if (command != nullptr && command->outcome == CommandOutcome::Pending) {
        return QStringLiteral("A command is under way.");
    }
    const bool refused = command != nullptr && command->shifts()
        && (command->outcome == CommandOutcome::Refused || command->outcome == CommandOutcome::NotSent);
    if (refused) {
        return QStringLiteral("Its weight was not taken; resume sends it again.");
    }
    const Step* step = stepAt(state, state.step);
    if (step != nullptr && step->kind == StepKind::Approval) {
        return QStringLiteral("An approval cannot be left out.");
    }
    if (step != nullptr && isShift(step->kind) && command == nullptr) {
        return QStringLiteral("Its weight has not been sent yet.");
    }
    return skipStep(state) < 0 ? QStringLiteral("The activation is the last step.") : QString();
}

QString byHandClosed(const State& state, const VerbFacts& facts)
{
    const QString closed = closedForAll(state);
    if (!closed.isEmpty()) {
        return closed;
    }
    if (const QString why = forbidden(facts); !why.isEmpty()) {
        return why;
    }
    if (state.step < 0) {
        return kNotStarted;
    }
    if (state.phase == Phase::Activating) {
        return kActivating;
    }
    const Command* last = state.lastCommand();
    return last == nullptr || last->outcome == CommandOutcome::Pending ? QStringLiteral("A command is under way.") : QString();
}

QString abortClosed(const State& state)
{
    const QString closed = closedForAll(state);
    if (!closed.isEmpty()) {
        return state.phase == Phase::Aborted ? QStringLiteral("It was aborted already.") : closed;
    }
    return state.phase == Phase::ToStart ? kNotStarted : QString();
}

QString retryClosed(const State& state, const VerbFacts& facts)
{
    return state.phase == Phase::Aborted ? forbidden(facts) : QStringLiteral("It was not aborted.");
}

QString rollBackClosed(const State& state, const VerbFacts& facts, bool gradually)
{
    if (state.phase == Phase::Activated && !facts.superseded.isEmpty()) {
        return facts.superseded;
    }
    if (state.phase == Phase::RolledBack) {
        return kEnded;
    }
    if (state.phase == Phase::ToStart) {
        return kNotStarted;
    }
    // What goes back slowly, or only to be tried again, can still go back for good and at once.
    const bool firmer = !gradually && (state.descent || state.aborting);
    if (state.phase == Phase::RollingBack) {
        return firmer ? QString() : kRollingBack;
    }
    if (gradually && (state.phase == Phase::Aborted || state.asked().isNothing())) {
        return QStringLiteral("No traffic is asked for, so there is nothing to take back in steps.");
    }
    return {};
}

QString liftClosed(const State& state, const VerbFacts& facts)
{
    return state.quarantine || facts.quarantine ? QString() : QStringLiteral("Its version is not quarantined.");
}

} // namespace

Verbs verbsOf(const State& state, const VerbFacts& facts)
{
    Verbs verbs;
    verbs.start = startClosed(state, facts);
    verbs.promote = promoteClosed(state, facts);
    verbs.promoteFully = promoteFullyClosed(state, facts);
    verbs.pause = pauseClosed(state);
    verbs.resume = resumeClosed(state, facts);
    verbs.skip = skipClosed(state, facts);
    verbs.setWeight = byHandClosed(state, facts);
    verbs.approve = approveClosed(state, facts.person);
    verbs.abort = abortClosed(state);
    verbs.retry = retryClosed(state, facts);
    verbs.rollBack = rollBackClosed(state, facts, false);
    verbs.rollBackGradually = rollBackClosed(state, facts, true);
    verbs.liftQuarantine = liftClosed(state, facts);
    return verbs;
}

bool sendsAgain(const State& state, const VerbFacts& facts)
{
    const bool held = state.phase == Phase::Held && !state.holdNeedsPerson;
    // Somebody was faster than the effect of what was sent.
    const bool unseen = state.phase == Phase::Shifting && !state.effective();
    return (held || unseen) && facts.differs && stageOfStep(stagesOf(state.release.plan), state.step) >= 0;
}

QString approveClosed(const State& state, const QString& person)
{
    const Step* step = stepAt(state, state.step);
    if (step == nullptr || step->kind != StepKind::Approval || !closedForAll(state).isEmpty()) {
        return QStringLiteral("Nothing waits for an approval.");
    }
    if (!waitsForApproval(state)) {
        return QStringLiteral("It has its approvals.");
    }
    if (person == state.startedBy) {
        return QStringLiteral("%1 started it, and nobody approves their own release.").arg(person);
    }
    if (!step->approval.people.isEmpty() && !step->approval.people.contains(person)) {
        return QStringLiteral("%1 may not approve it; %2 may.").arg(person, step->approval.people.join(QStringLiteral(", ")));
    }
    const bool twice = std::ranges::find(state.approvals, person, &GivenApproval::who) != state.approvals.end();
    return twice ? QStringLiteral("%1 has approved it already.").arg(person) : QString();
}

Percent mostByHand(const State& state)
{
    const std::vector<Stage> stages = stagesOf(state.release.plan);
    const int stage = stageOfStep(stages, state.step);
    return stage < 0 ? Percent() : stages[static_cast<std::size_t>(stage)].weight;
}

QString weightClosed(const State& state, const VerbFacts& facts, Percent weight)
{
    const QString closed = byHandClosed(state, facts);
    if (!closed.isEmpty()) {
        return closed;
    }
    if (weight == Percent()) {
        return QStringLiteral("0\u00a0% is what Abort does.");
    }
    const Percent most = mostByHand(state);
    return weight > most ? QStringLiteral("The plan allows at most %1\u00a0% here; more takes a promotion.").arg(most.value()) : QString();
}

} // namespace fairlead::rollout
