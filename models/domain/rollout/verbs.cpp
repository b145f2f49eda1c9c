#include "models/domain/rollout/verbs.h"

#include <algorithm>

namespace fairlead::rollout {

namespace {

const QString kEnded = QStringLiteral("The release has ended.");
const QString kRollingBack = QStringLiteral("It is rolling back.");
const QString kNotStarted = QStringLiteral("It has not started.");

/// What closes every verb but the rollback; empty when nothing does.
QString closedForAll(const State& state)
{
    if (isEnded(state.phase)) {
        return kEnded;
    }
    return state.phase == Phase::RollingBack ? kRollingBack : QString();
}

QString startClosed(const State& state, const QStringList& blockers)
{
    if (state.phase != Phase::ToStart) {
        return isEnded(state.phase) ? kEnded : QStringLiteral("It has started.");
    }
    if (blockers.isEmpty()) {
        return {};
    }
    return QStringLiteral("%1 of its checklist %2 open and %3 the start.")
        .arg(blockers.size() == 1 ? QStringLiteral("1 item") : QStringLiteral("%1 items").arg(blockers.size()),
            blockers.size() == 1 ? QStringLiteral("is") : QStringLiteral("are"),
            blockers.size() == 1 ? QStringLiteral("holds") : QStringLiteral("hold"));
}

QString promoteClosed(const State& state, const gate::Verdicts& judged, bool sourceLost)
{
    const QString closed = closedForAll(state);
    if (!closed.isEmpty()) {
        return closed;
    }
    switch (state.phase) {
    case Phase::ToStart: return kNotStarted;
    case Phase::Shifting: return QStringLiteral("The last weight is not observed yet.");
    case Phase::Paused: return QStringLiteral("It is paused; resume it first.");
    case Phase::Activating: return QStringLiteral("All steps are done; it is being activated.");
    default: break;
    }
    if (sourceLost) {
        return QStringLiteral("The metrics are stale; nothing can be judged.");
    }
    const gate::Outcome worst = judged.empty() ? gate::Outcome::Pass : gate::worst(judged);
    if (worst == gate::Outcome::NoData) {
        return QStringLiteral("A gate has no data.");
    }
    if (worst == gate::Outcome::Fail || worst == gate::Outcome::Marginal) {
        return QStringLiteral("A gate does not pass.");
    }
    return promotionStep(state) < 0 ? QStringLiteral("There is no step left.") : QString();
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

QString resumeClosed(const State& state)
{
    const QString closed = closedForAll(state);
    if (!closed.isEmpty()) {
        return closed;
    }
    const bool waits = state.phase == Phase::Paused || (state.phase == Phase::Held && state.holdNeedsPerson);
    return waits ? QString() : QStringLiteral("Nobody has paused it.");
}

QString rollBackClosed(const State& state)
{
    const QString closed = closedForAll(state);
    if (!closed.isEmpty()) {
        return closed;
    }
    return state.phase == Phase::ToStart ? kNotStarted : QString();
}

} // namespace

Verbs verbsOf(const State& state, const gate::Verdicts& judged, bool sourceLost, const QStringList& blockers)
{
    return {startClosed(state, blockers), promoteClosed(state, judged, sourceLost), pauseClosed(state), resumeClosed(state),
        rollBackClosed(state)};
}

int promotionStep(const State& state)
{
    const std::vector<Step>& steps = state.release.plan.steps;
    for (int i = state.step + 1; i < static_cast<int>(steps.size()); ++i) {
        const StepKind kind = steps[static_cast<std::size_t>(i)].kind;
        if (kind == StepKind::SetWeight || kind == StepKind::Activate) {
            return i;
        }
    }
    return -1;
}

std::optional<Percent> nextWeight(const State& state)
{
    const int step = promotionStep(state);
    if (step < 0 || state.release.plan.steps[static_cast<std::size_t>(step)].kind != StepKind::SetWeight) {
        return std::nullopt;
    }
    return state.release.plan.steps[static_cast<std::size_t>(step)].weight;
}

} // namespace fairlead::rollout
