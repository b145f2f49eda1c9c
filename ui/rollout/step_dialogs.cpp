#include "ui/rollout/step_dialogs.h"

#include "models/domain/rollout/verbs.h"
#include "ui/common/ask_words.h"
#include "ui/common/check_lines.h"
#include "ui/common/formatters.h"
#include "ui/rollout/checks.h"
#include "ui/rollout/verb_words.h"
#include "ui/rollout/words.h"

#include <algorithm>

namespace fairlead::ui {

namespace {

/// The weight with which the plan begins.
Percent firstWeight(const rollout::Plan& plan)
{
    const auto stages = rollout::stagesOf(plan);
    return stages.empty() ? Percent() : stages.front().weight;
}

/// "Skip the soak", short enough for a button.
QString skipText(const rollout::State& state)
{
    const auto& steps = state.release.plan.steps;
    if (state.step < 0 || state.step >= int(steps.size()))
        return SkipDialog::tr("Skip the step");
    switch (steps[std::size_t(state.step)].kind) {
    case rollout::StepKind::SetWeight:
    case rollout::StepKind::Mirror:
    case rollout::StepKind::Switch:
    case rollout::StepKind::Flag:
    case rollout::StepKind::Unit:
    case rollout::StepKind::Configure: return SkipDialog::tr("Skip the proof");
    case rollout::StepKind::Soak: return SkipDialog::tr("Skip the soak");
    case rollout::StepKind::Gate: return SkipDialog::tr("Skip the gates");
    default: return SkipDialog::tr("Skip the step");
    }
}

} // namespace

SkipDialog::SkipDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent)
    : VerbDialog(theme, RareVerb::Skip, ButtonKind::Primary, snapshot, parent)
{
    addList(tr("What it means, and checked now"));
    addReason();
    addRecorded();
    begin();
}

bool SkipDialog::hasGoneOn() const
{
    return snapshot().state.step != opened().state.step;
}

void SkipDialog::updateWords()
{
    const rollout::State& state = snapshot().state;
    const int next = rollout::skipStep(state);
    const Percent weight = weightOfStep(state, next);
    const bool sends = weight > Percent();
    setQuestion(tr("Skip %1?").arg(stepText(state, state.step)),
        sends ? tr("%1 %2 sends %3 of its traffic to %4 next.").arg(place(), name(), percentText(weight.value()), version())
              : tr("%1 %2 goes on with %3.").arg(place(), name(), stepText(state, next)));
    if (sends)
        setPicture(state.asked().weight, weight, tr("as soon as it is written to the history"), false);
    std::vector<Check> lines{{QStringLiteral("skipped"), Status::Marginal, tr("Left undone:"),
        tr("%1. The history says so, with your reason.").arg(stepText(state, state.step)), QStringLiteral("skip-forward")}};
    for (const Check& check : promoteChecks(snapshot()))
        lines.push_back(check);
    list().setChecks(lines);
    setTargetRequest(tr("The exact request to <b>%1</b>"), sends ? snapshot().pendingRequest : QString());
    setButtons(skipText(state), tr("Cancel"), false);
}

AbortDialog::AbortDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent)
    : VerbDialog(theme, RareVerb::Abort, ButtonKind::Danger, snapshot, parent)
{
    addList(tr("What will happen"));
    addReason();
    addRecorded();
    begin();
}

void AbortDialog::updateWords()
{
    const rollout::State& state = snapshot().state;
    const QString back = fallbackVersion(state.release);
    setQuestion(tr("Abort the rollout of %1 %2?").arg(name(), version()),
        tr("%1 All its traffic goes back to %2; the plan is kept and can be tried again.").arg(place(), back));
    setPicture(state.asked().weight, Percent(),
        tr("observed within %1, or it says why not").arg(lengthText(state.release.plan.effectDeadline)), true);
    list().setChecks({
        {QStringLiteral("send"), Status::Pass, tr("0\u00a0% goes to %1").arg(state.release.target),
            tr("at once, and is read back until it is observed."), QStringLiteral("undo-2")},
        {QStringLiteral("kept"), Status::Pass, tr("The plan is kept:"),
            tr("Try again begins it anew at %1.").arg(percentText(firstWeight(state.release.plan).value())), QStringLiteral("refresh-cw")},
        {QStringLiteral("free"), Status::Pass, tr("Not done:"),
            tr("%1 is not quarantined. Roll back now would end the release for good.").arg(version()), QStringLiteral("circle-minus")},
    });
    setTargetRequest(tr("The exact request to <b>%1</b>"), snapshot().rollbackRequest);
    setButtons(tr("Abort, send 0\u00a0% to %1").arg(version()), tr("Keep %1").arg(askText(state.asked())), true);
}

RetryDialog::RetryDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent)
    : VerbDialog(theme, RareVerb::Retry, ButtonKind::Primary, snapshot, parent)
{
    addList(tr("What will happen"));
    addReason();
    addRecorded();
    begin();
}

void RetryDialog::updateWords()
{
    const rollout::State& state = snapshot().state;
    const Percent first = firstWeight(state.release.plan);
    const QString weight = percentText(first.value());
    setQuestion(tr("Try %1 %2 again from %3?").arg(name(), version(), weight),
        tr("%1 The plan begins anew: %2 of the traffic goes to %3.").arg(place(), weight, version()));
    setPicture(state.asked().weight, first, snapshot().next.open ? tr("in one command") : tr("as soon as the plan's hours allow"), false);
    std::vector<Check> lines;
    if (!state.rollbackWhy.isEmpty())
        lines.push_back({QStringLiteral("why"), Status::Marginal, tr("%1 aborted it:").arg(whoText(state.rollbackWho)),
            reasonText(state.rollbackWho, state.rollbackWhy), {}});
    lines.push_back({QStringLiteral("anew"), Status::Pass, tr("Every step is done again,"),
        tr("soaks, gates and approvals too; rules that had fired are armed again."), QStringLiteral("refresh-cw")});
    if (std::ranges::find(state.release.plan.steps, rollout::StepKind::Approval, &rollout::Step::kind) != state.release.plan.steps.end())
        lines.push_back(
            {QStringLiteral("starter"), Status::Pass, tr("You start it,"), tr("so you cannot approve it."), QStringLiteral("user")});
    if (!snapshot().next.open)
        lines.push_back({QStringLiteral("window"), Status::Marginal, tr("It waits first:"), snapshot().next.why, {}});
    list().setChecks(lines);
    setButtons(tr("Try again from %1").arg(weight), tr("Cancel"), false);
}

} // namespace fairlead::ui
