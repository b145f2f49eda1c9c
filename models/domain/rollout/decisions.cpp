#include "models/domain/rollout/decisions.h"

#include "models/domain/rollout/rule_decisions.h"

#include <algorithm>

namespace fairlead::rollout {

QString changedByOthers(const State& state, const Observation& seen)
{
    // A weight that is still to be sent again is not what the target says, and nobody else's doing.
    const bool onItsWay = state.phase == Phase::Held && state.beforePause == Phase::Shifting;
    if (onItsWay || !seen.weight || readsBack(state.asked(), seen)) {
        return {};
    }
    return QStringLiteral("%1 says %2, asked was %3: somebody else changed the split. It goes on when both agree again; Resume sends it "
                          "again.")
        .arg(state.release.target, said(seen), inWords(state.asked()));
}

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

QString stopped(const Facts& facts)
{
    return facts.lineStopped.isEmpty() ? facts.quarantined : facts.lineStopped;
}

QString tooEarly(const State& state, const Facts& facts)
{
    return opensUp(state.release.plan, state.step + 1) && !facts.next.open ? facts.next.why : QString();
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
        return changedByOthers(state, facts.observation);
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
    return changedByOthers(state, facts.observation);
}

QString notNow(const State& state, const Facts& facts, const Ask& ask)
{
    // What the target says counts as well: to send again what somebody else has lowered brings traffic too.
    const Observation& says = facts.observation;
    const bool lowered = says.weight && grows({*says.weight, says.reach.value_or(ask.reach)}, ask);
    if (!lowered && !grows(state.seen(), ask)) {
        return {};
    }
    const QString why = stopped(facts);
    const bool hourless = state.byHand || state.stepByPerson || facts.here.open;
    return why.isEmpty() && !hourless ? facts.here.why : why;
}

} // namespace fairlead::rollout
