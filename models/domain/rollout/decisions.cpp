#include "models/domain/rollout/decisions.h"

#include "models/domain/rollout/rule_decisions.h"

#include <algorithm>

namespace fairlead::rollout {

namespace {

/// The target does not say what it was asked for last; empty where it does, or is not asked.
QString changedByOthers(const State& state, const Facts& facts)
{
    // A weight that is still to be sent again is not what the target says, and nobody else's doing.
    const bool onItsWay = state.phase == Phase::Held && state.beforePause == Phase::Shifting;
    if (onItsWay || !facts.observation.weight || readsBack(state.asked(), facts.observation)) {
        return {};
    }
    return QStringLiteral("%1 says %2, asked was %3: somebody else changed the split. It goes on when both agree again.")
        .arg(state.release.target, said(facts.observation), inWords(state.asked()));
}

} // namespace

const Step* currentStep(const State& state)
{
    const auto index = static_cast<std::size_t>(state.step);
    return state.step >= 0 && index < state.release.plan.steps.size() ? &state.release.plan.steps[index] : nullptr;
}

std::optional<StepKind> currentKind(const State& state)
{
    const Step* step = currentStep(state);
    return step == nullptr ? std::nullopt : std::optional(step->kind);
}

Decision nothing()
{
    return {};
}

bool opensUp(const State& state, int step)
{
    const std::vector<Step>& steps = state.release.plan.steps;
    if (step < 0 || step >= static_cast<int>(steps.size())) {
        return false;
    }
    const Step& wanted = steps[static_cast<std::size_t>(step)];
    const bool otherPhase = step > 0 && steps[static_cast<std::size_t>(step) - 1].phase != wanted.phase;
    return isShift(wanted.kind) || wanted.kind == StepKind::Activate || otherPhase;
}

QString stopped(const Facts& facts)
{
    return facts.lineStopped.isEmpty() ? facts.quarantined : facts.lineStopped;
}

QString tooEarly(const State& state, const Facts& facts)
{
    return opensUp(state, state.step + 1) && !facts.next.open ? facts.next.why : QString();
}

Decision hold(QString why, bool needsPerson)
{
    Decision decision{Act::Hold};
    decision.why = std::move(why);
    decision.needsPerson = needsPerson;
    return decision;
}

Decision send(Ask ask, QString why)
{
    Decision decision{Act::SendAsk};
    decision.ask = std::move(ask);
    decision.why = std::move(why);
    return decision;
}

Decision next(const State& state, const Facts& facts, Act act)
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

QString said(const Observation& observation)
{
    return inWords({observation.weight.value_or(Percent()), observation.reach.value_or(Reach())});
}

QString blindness(const State& state, const Facts& facts)
{
    if (const QString why = stopped(facts); !why.isEmpty()) {
        return why;
    }
    if (!gatesAct(state) && currentKind(state) != StepKind::Gate) {
        return changedByOthers(state, facts);
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
    return changedByOthers(state, facts);
}

QString notNow(const State& state, const Facts& facts, const Ask& ask)
{
    if (!grows(state.seen(), ask)) {
        return {};
    }
    const QString why = stopped(facts);
    const bool hourless = state.byHand || state.stepByPerson || facts.here.open;
    return why.isEmpty() && !hourless ? facts.here.why : why;
}

} // namespace fairlead::rollout
