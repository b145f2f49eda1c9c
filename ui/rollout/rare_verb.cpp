#include "ui/rollout/rare_verb.h"

#include "models/domain/rollout/verbs.h"

#include <QCoreApplication>

namespace fairlead::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("RareVerb", text);
}

QString approveClosedForAll(const rollout::Snapshot& snapshot)
{
    const rollout::State& state = snapshot.state;
    if (snapshot.verbs.approve.isEmpty())
        return {};
    const rollout::Approval* approval = approvalAt(state);
    if (approval == nullptr || !approval->people.isEmpty())
        return approversLeft(state).isEmpty() ? snapshot.verbs.approve : QString();
    // Anybody may but those who have their part in it already: somebody who is neither stands for all the others.
    return rollout::approveClosed(state, state.startedBy + QLatin1Char('?'));
}

} // namespace

QString textOf(RareVerb verb)
{
    switch (verb) {
    case RareVerb::PromoteFully: return tr("Promote fully…");
    case RareVerb::Skip: return tr("Skip step…");
    case RareVerb::SetWeight: return tr("Set weight by hand…");
    case RareVerb::Approve: return tr("Approve…");
    case RareVerb::Abort: return tr("Abort…");
    case RareVerb::Retry: return tr("Try again…");
    case RareVerb::RollBackGradually: return tr("Roll back gradually…");
    case RareVerb::LiftQuarantine: return tr("Release from quarantine…");
    }
    return {};
}

QString iconOf(RareVerb verb)
{
    switch (verb) {
    case RareVerb::PromoteFully: return QStringLiteral("chevrons-up");
    case RareVerb::Skip: return QStringLiteral("skip-forward");
    case RareVerb::SetWeight: return QStringLiteral("sliders-horizontal");
    case RareVerb::Approve: return QStringLiteral("badge-check");
    case RareVerb::Abort: return QStringLiteral("octagon-minus");
    case RareVerb::Retry: return QStringLiteral("refresh-cw");
    case RareVerb::RollBackGradually: return QStringLiteral("trending-down");
    case RareVerb::LiftQuarantine: return QStringLiteral("shield-x");
    }
    return {};
}

QKeySequence keysOf(RareVerb verb)
{
    switch (verb) {
    case RareVerb::Skip: return QKeySequence(Qt::Key_K);
    case RareVerb::SetWeight: return QKeySequence(Qt::Key_W);
    case RareVerb::Approve: return QKeySequence(Qt::Key_Y);
    case RareVerb::LiftQuarantine: return QKeySequence(Qt::Key_Q);
    default: return {};
    }
}

QString whyClosed(const rollout::Snapshot& snapshot, RareVerb verb)
{
    switch (verb) {
    case RareVerb::PromoteFully: return snapshot.verbs.promoteFully;
    case RareVerb::Skip: return snapshot.verbs.skip;
    case RareVerb::SetWeight: return snapshot.verbs.setWeight;
    case RareVerb::Approve: return approveClosedForAll(snapshot);
    case RareVerb::Abort: return snapshot.verbs.abort;
    case RareVerb::Retry: return snapshot.verbs.retry;
    case RareVerb::RollBackGradually: return snapshot.verbs.rollBackGradually;
    case RareVerb::LiftQuarantine: return snapshot.verbs.liftQuarantine;
    }
    return {};
}

QStringList approversLeft(const rollout::State& state)
{
    QStringList left;
    if (const rollout::Approval* approval = approvalAt(state)) {
        for (const QString& person : approval->people) {
            if (rollout::approveClosed(state, person).isEmpty())
                left += person;
        }
    }
    return left;
}

const rollout::Approval* approvalAt(const rollout::State& state)
{
    const std::vector<rollout::Step>& steps = state.release.plan.steps;
    if (state.step < 0 || state.step >= int(steps.size()))
        return nullptr;
    const rollout::Step& step = steps[std::size_t(state.step)];
    return step.kind == rollout::StepKind::Approval ? &step.approval : nullptr;
}

} // namespace fairlead::ui
