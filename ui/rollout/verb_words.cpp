#include "ui/rollout/verb_words.h"

#include "models/domain/rollout/verbs.h"
#include "ui/common/ask_words.h"
#include "ui/common/formatters.h"
#include "ui/rollout/rare_verb.h"
#include "ui/rollout/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace fairlead::ui {

using rollout::Snapshot;
using rollout::State;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("VerbWords", text);
}

const rollout::Step* stepAt(const State& state, int step)
{
    const auto& steps = state.release.plan.steps;
    return step >= 0 && step < int(steps.size()) ? &steps[std::size_t(step)] : nullptr;
}

/// The weight of the stage that @p step belongs to.
QString weightAround(const State& state, int step)
{
    const auto stages = rollout::stagesOf(state.release.plan);
    const int stage = rollout::stageOfStep(stages, step);
    return stage < 0 ? percentText(0.0) : askText({stages[std::size_t(stage)].weight, stages[std::size_t(stage)].reach});
}

} // namespace

Percent weightOfStep(const State& state, int step)
{
    return rollout::askAt(state.release.plan, step).weight;
}

QString stepText(const State& state, int step)
{
    const rollout::Step* found = stepAt(state, step);
    if (found == nullptr)
        return {};
    const QString weight = weightAround(state, step);
    switch (found->kind) {
    case rollout::StepKind::SetWeight:
    case rollout::StepKind::Mirror:
    case rollout::StepKind::Switch:
    case rollout::StepKind::Flag:
    case rollout::StepKind::Unit:
    case rollout::StepKind::Configure: return tr("the proof that %1 is observed").arg(weight);
    case rollout::StepKind::Soak: return tr("the soak of %1 at %2").arg(lengthText(found->soak), weight);
    case rollout::StepKind::Gate: return tr("the gates at %1").arg(weight);
    case rollout::StepKind::Approval: return tr("the approval at %1").arg(weight);
    case rollout::StepKind::Activate: return tr("the activation");
    case rollout::StepKind::Verify:
    case rollout::StepKind::Action: return found->task->name;
    case rollout::StepKind::Checklist: return tr("“%1” of the checklist").arg(found->checklist);
    case rollout::StepKind::Analysis: return tr("the beginning of the analysis");
    }
    return {};
}

bool leadsToApproval(const State& state)
{
    const rollout::Step* next = stepAt(state, rollout::promotionStep(state));
    return next != nullptr && next->kind == rollout::StepKind::Approval;
}

bool leadsToActivation(const State& state)
{
    const rollout::Step* next = stepAt(state, rollout::promotionStep(state));
    return next == nullptr || next->kind == rollout::StepKind::Activate;
}

QString sentenceText(const QString& text)
{
    const bool ended = text.isEmpty() || QStringLiteral(".!?…”").contains(text.back());
    return ended ? text : text + QLatin1Char('.');
}

QString shortWhy(const Snapshot& snapshot, const QString& why)
{
    if (snapshot.lineStop && why.contains(snapshot.lineStop->why))
        return tr("The line is stopped.");
    if (snapshot.quarantine && why.contains(snapshot.quarantine->why))
        return tr("%1 is quarantined.").arg(snapshot.quarantine->version);
    return why;
}

bool isHeldByWindow(const Snapshot& snapshot)
{
    return snapshot.state.phase == rollout::Phase::Held && !snapshot.state.holdNeedsPerson && !snapshot.next.open && !snapshot.lineStop
        && !snapshot.sourceLostSince && snapshot.state.holdWhy.startsWith(snapshot.next.why.section(QLatin1Char(';'), 0, 0));
}

QString heldByWindowText(const Snapshot& snapshot)
{
    const QString text = snapshot.next.why + QLatin1Char(' ');
    return text
        + (snapshot.next.until ? tr("It goes on by itself then if the gates pass.") : tr("It goes on by itself when that is over."));
}

QString windowAheadText(const Snapshot& snapshot, Instant soakEnds)
{
    if (snapshot.next.open) {
        const bool early = snapshot.next.until && *snapshot.next.until <= soakEnds;
        return early
            ? tr("Its hours end before that, at %1: then it waits for the next ones.").arg(whenText(*snapshot.next.until, snapshot.at))
            : QString();
    }
    if (snapshot.next.until && *snapshot.next.until <= soakEnds)
        return {}; // open again by then
    return tr("Then it waits: %1").arg(snapshot.next.why);
}

QString byHandText(const State& state)
{
    if (!state.byHand)
        return {};
    return tr("%1 set %2 by hand: “%3” The plan says %4 here; Resume goes back to it and begins its soak anew.")
        .arg(state.byHand->who, percentText(state.byHand->weight.value()), sentenceText(state.byHand->why),
            percentText(rollout::mostByHand(state).value()));
}

QString approvalText(const State& state)
{
    const rollout::Approval* approval = approvalAt(state);
    if (approval == nullptr)
        return {};
    QStringList given;
    given.reserve(qsizetype(state.approvals.size()));
    for (const rollout::GivenApproval& each : state.approvals)
        given += each.who;
    QString text = given.isEmpty()
        ? tr("Nobody has said yes yet; %1 must.").arg(approval->needed)
        : tr("%1 of %2 have said yes: %3.").arg(QString::number(given.size()), QString::number(approval->needed), listText(given));
    const QStringList left = approversLeft(state);
    if (int(given.size()) >= approval->needed)
        return text;
    if (!approval->people.isEmpty())
        text += QLatin1Char(' ') + (left.isEmpty() ? tr("Nobody of those who may is left.") : tr("Asked: %1.").arg(listText(left)));
    if (!state.startedBy.isEmpty())
        text += QLatin1Char(' ') + tr("%1 started it and cannot approve it.").arg(state.startedBy);
    return text;
}

QString quarantineText(const rollout::Quarantine& quarantine, Instant now)
{
    return tr("%1 was rolled back at %2: %3").arg(quarantine.version, whenText(quarantine.since, now), quarantine.why);
}

std::vector<DescentStep> stepsOf(const rollout::Descent& descent)
{
    std::vector<DescentStep> steps;
    const int count = std::max(descent.steps, 1);
    steps.reserve(std::size_t(count));
    for (int i = 0; i < count; ++i) {
        const Instant at = descent.begunAt + descent.each() * i;
        const rollout::Ask ask = descent.askAt(at);
        if (steps.empty() || !(steps.back().ask == ask)) // of few units not every step takes one back
            steps.push_back({at, ask});
    }
    return steps;
}

std::optional<DescentStep> nextOf(const rollout::Descent& descent, Instant now)
{
    const std::vector<DescentStep> steps = stepsOf(descent);
    const auto next = std::ranges::find_if(steps, [now](const DescentStep& step) { return step.at > now; });
    return next == steps.end() ? std::nullopt : std::optional(*next);
}

QString gradualText(const State& state, Instant now)
{
    const auto next = state.phase == rollout::Phase::RollingBack && state.descent ? nextOf(*state.descent, now) : std::nullopt;
    if (!next)
        return {};
    const QString last = whenText(stepsOf(*state.descent).back().at, now);
    if (next->ask.isNothing())
        return tr("Gradually: 0\u00a0% is sent at %1.").arg(last);
    return tr("Gradually: %1 is sent at %2, 0\u00a0% at %3.").arg(askText(next->ask), timeText(next->at), last);
}

QString descentText(const rollout::Descent& descent)
{
    const std::vector<DescentStep> steps = stepsOf(descent);
    QStringList words;
    words.reserve(qsizetype(steps.size()));
    for (const DescentStep& step : steps) {
        const double weight = step.ask.weight.value();
        const int decimals = weight == double(qRound(weight)) ? 0 : 1;
        words += tr("%1 at %2")
                     .arg(step.ask.reach.units.isEmpty() ? percentText(weight, decimals) : askText(step.ask),
                         step.at == steps.back().at ? utcText(step.at) : timeText(step.at))
                     .replace(QLatin1Char(' '), QChar(0xA0));
    }
    return words.join(QStringLiteral(", "));
}

} // namespace fairlead::ui
