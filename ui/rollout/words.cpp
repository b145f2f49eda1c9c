#include "ui/rollout/words.h"

#include "models/domain/rollout/course.h"
#include "models/domain/rollout/verbs.h"
#include "ui/common/ask_words.h"
#include "ui/common/formatters.h"
#include "ui/rollout/verb_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace fairlead::ui {

using rollout::Phase;
using rollout::Snapshot;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Cockpit", text);
}

QString asked(const Snapshot& snapshot)
{
    const UnitCount units = unitCount(snapshot.state);
    return units.asked > 0 && units.all > 1 ? tr("%1 of %2 units").arg(units.asked).arg(units.all) : askFigure(snapshot.state.asked());
}

QString version(const Snapshot& snapshot)
{
    return snapshot.state.release.manifest.version;
}

QString clockStands(const Snapshot& snapshot)
{
    if (!snapshot.soakDone)
        return {};
    return QLatin1Char(' ') + tr("The soak has done %1 of %2.").arg(clockText(*snapshot.soakDone), clockText(snapshot.soakLength));
}

QString gatesSentence(const gate::Verdicts& verdicts)
{
    if (verdicts.empty())
        return tr("No gate is judged here.");
    const auto passing = std::ranges::count(verdicts, gate::Outcome::Pass, &gate::Verdict::outcome);
    if (passing == std::ssize(verdicts))
        return verdicts.size() == 1 ? tr("The gate passes.") : tr("All %1 gates pass.").arg(verdicts.size());
    const gate::Outcome worst = gate::worst(verdicts);
    const auto found = std::ranges::find(verdicts, worst, &gate::Verdict::outcome);
    return tr("%1 of %2 gates pass; %3: %4.")
        .arg(passing)
        .arg(verdicts.size())
        .arg(gate::titleOf(found->metric).toHtmlEscaped(), lookOf(worst).word.toLower());
}

QString sourceLostSentence(const Snapshot& snapshot)
{
    return tr("%1 has not answered since %2: %3 Not done: nothing is judged, the weight stays %4.")
        .arg(snapshot.state.release.source.toHtmlEscaped(), utcText(*snapshot.sourceLostSince), snapshot.sourceError.toHtmlEscaped(),
            asked(snapshot));
}

QString soakingSentence(const Snapshot& snapshot)
{
    if (snapshot.sourceLostSince)
        return sourceLostSentence(snapshot);
    QString text = gatesSentence(snapshot.verdicts);
    if (!snapshot.soakEnds)
        return text;
    const bool all = gate::worst(snapshot.verdicts) == gate::Outcome::Pass;
    const bool waits = !snapshot.next.open && snapshot.next.until;
    const Instant begins = waits ? std::max(*snapshot.next.until, *snapshot.soakEnds) : *snapshot.soakEnds;
    const QString when = secondText(begins, snapshot.at) + tr("\u00a0UTC");
    const auto then = [&](const QString& still, const QString& only, const QString& what) {
        text += QLatin1Char(' ') + (all ? still : only).arg(QStringLiteral("<b>%1</b>").arg(what.toHtmlEscaped()), when);
    };
    if (leadsToApproval(snapshot.state))
        then(tr("Waits for %1 from %2 on if they still pass then."), tr("Waits for %1 from %2 on only if all pass then."), tr("approval"));
    else if (!leadsToActivation(snapshot.state))
        then(tr("Goes to %1 by itself at %2 if they still pass then."), tr("Goes to %1 at %2 only if all pass then."),
            nextStepText(snapshot.state));
    else
        then(tr("%1 is activated at %2 if they still pass then."), tr("%1 is activated at %2 only if all pass then."), version(snapshot));
    const QString window = windowAheadText(snapshot, *snapshot.soakEnds);
    return window.isEmpty() ? text : text + QLatin1Char(' ') + window.toHtmlEscaped();
}

QString effectSentence(const Snapshot& snapshot)
{
    const rollout::Command* command = snapshot.state.currentCommand();
    if (command == nullptr)
        return tr("The command is being written to the history; nothing was sent yet.");
    const QString target = snapshot.state.release.target.toHtmlEscaped();
    const QString weight = askText(command->ask());
    switch (command->outcome) {
    case rollout::CommandOutcome::Pending: return tr("%1 is being sent to %2.").arg(weight, target);
    case rollout::CommandOutcome::Refused:
    case rollout::CommandOutcome::NotSent: return tr("%1 did not take %2: %3").arg(target, weight, command->answer.toHtmlEscaped());
    case rollout::CommandOutcome::Unknown:
        return tr("No answer came from %1: whether %2 is in force is not known. The weight is read back until it is.").arg(target, weight);
    case rollout::CommandOutcome::Accepted: break;
    }
    if (!snapshot.effective && snapshot.observation.share)
        return tr("Sent, not effective: asked %1, but %2 of the requests reach %3.")
            .arg(weight, shareText(snapshot.observation.share), version(snapshot).toHtmlEscaped());
    if (!snapshot.effective)
        return tr("Sent, not effective: %1 was not observed in time.").arg(weight);
    QString text = (command->byHand ? tr("%1 took %2 at %3. It is held there when it is observed")
                                    : tr("%1 took %2 at %3. The soak begins when it is observed"))
                       .arg(target, weight, utcText(command->outcomeAt.value_or(command->intentAt)));
    return text + (snapshot.effectDue ? tr(", due by %1.").arg(utcText(*snapshot.effectDue)) : QStringLiteral("."));
}

QString rollbackSentence(const Snapshot& snapshot)
{
    const rollout::State& state = snapshot.state;
    QString text = reasonText(state.rollbackWho, state.rollbackWhy).toHtmlEscaped();
    text += QLatin1Char(' ');
    if (state.rollbackWho == QLatin1String("engine"))
        text += tr("The engine acted by rule; nobody pressed.");
    else
        text += (state.aborting ? tr("%1 aborted; the plan is kept.") : tr("%1 rolled back.")).arg(state.rollbackWho.toHtmlEscaped());
    if (const QString down = gradualText(state, snapshot.at); !down.isEmpty())
        text += QLatin1Char(' ') + down.toHtmlEscaped();
    if (state.phase == Phase::RolledBack && state.endedAt)
        text += QLatin1Char(' ') + tr("0\u00a0% was observed at %1.").arg(utcText(*state.endedAt));
    const rollout::Command* command = state.currentCommand();
    if (state.phase == Phase::RollingBack && command != nullptr && command->outcome != rollout::CommandOutcome::Accepted
        && command->outcome != rollout::CommandOutcome::Pending)
        text += QLatin1Char(' ') + effectSentence(snapshot) + QLatin1Char(' ') + tr("It is sent again.");
    return text;
}

QString startSentence(const Snapshot& snapshot)
{
    if (!snapshot.verbs.start.isEmpty())
        return tr("%1 Nothing was sent.").arg(shortWhy(snapshot, snapshot.verbs.start).toHtmlEscaped());
    if (!snapshot.next.open)
        return tr("It may be started, and then waits. %1").arg(snapshot.next.why.toHtmlEscaped());
    const auto ask = rollout::nextAsk(snapshot.state);
    if (!ask || ask->weight == Percent())
        return tr("Nothing holds the start of %1. It begins with <b>%2</b>.")
            .arg(version(snapshot).toHtmlEscaped(), nextStepText(snapshot.state).toHtmlEscaped());
    return tr("Nothing holds the start. It sends <b>%1</b> of %2 traffic to %3.")
        .arg(askText(*ask).toHtmlEscaped(), snapshot.state.release.name.toHtmlEscaped(), version(snapshot).toHtmlEscaped());
}

QString activatedSentence(const Snapshot& snapshot)
{
    const rollout::State& state = snapshot.state;
    if (!state.startedAt || !state.endedAt)
        return tr("All steps passed.");
    return tr("All steps passed between %1 and %2, in %3.")
        .arg(timeText(*state.startedAt), utcText(*state.endedAt), lengthText(*state.endedAt - *state.startedAt));
}

std::optional<rollout::StepKind> stepKind(const rollout::State& state)
{
    const auto& steps = state.release.plan.steps;
    return state.step >= 0 && state.step < int(steps.size()) ? std::optional(steps[std::size_t(state.step)].kind) : std::nullopt;
}

/// A task is to be done: which, and what its last try said.
CockpitWords actingWords(const Snapshot& snapshot)
{
    const rollout::State& state = snapshot.state;
    const rollout::Task& task = *state.release.plan.steps[std::size_t(state.step)].task;
    const rollout::Command* command = state.currentCommand();
    QString text = tr("“%1” is carried out.").arg(task.name.toHtmlEscaped());
    if (command != nullptr && command->failed())
        text = tr("“%1” is not good yet: %2 It is tried again.")
                   .arg(task.name.toHtmlEscaped(), sentenceText(command->answer).toHtmlEscaped());
    return {tr("Task: %1").arg(task.name), {}, Token::Text, text, false};
}

/// Why it is held, and who or what ends that.
CockpitWords heldWords(const Snapshot& snapshot)
{
    const rollout::State& state = snapshot.state;
    if (state.byHand)
        return {tr("By hand at %1").arg(asked(snapshot)), {}, Token::Text, byHandText(state).toHtmlEscaped(), false};
    const QString title = tr("Held at %1").arg(asked(snapshot));
    if (isHeldByWindow(snapshot))
        return {title, {}, Token::Text, heldByWindowText(snapshot).toHtmlEscaped() + clockStands(snapshot), false};
    QString text = sentenceText(state.holdWhy).toHtmlEscaped() + clockStands(snapshot);
    if (!state.holdNeedsPerson)
        text += QLatin1Char(' ')
            + (snapshot.lineStop ? tr("It goes on by itself when the line is released.") : tr("It goes on by itself when that is over."));
    return {title, {}, Token::Text, text, false};
}

} // namespace

CockpitWords wordsOf(const Snapshot& snapshot)
{
    const rollout::State& state = snapshot.state;
    const QString hold = reasonText(state.phase == Phase::Paused ? QString() : QStringLiteral("engine"), state.holdWhy).toHtmlEscaped();
    switch (state.phase) {
    case Phase::ToStart:
        return {snapshot.verbs.start.isEmpty() ? tr("Ready to start at %1").arg(nextStepText(state)) : tr("Not ready to start"), {},
            Token::Text, startSentence(snapshot), false};
    case Phase::Shifting: return {tr("Going to %1").arg(asked(snapshot)), {}, Token::Text, effectSentence(snapshot), false};
    case Phase::Soaking: return {tr("Soaking at %1").arg(asked(snapshot)), {}, Token::Text, soakingSentence(snapshot), false};
    case Phase::Acting: return actingWords(snapshot);
    case Phase::Approving:
        if (stepKind(state) == rollout::StepKind::Checklist)
            return {tr("Checklist at %1").arg(asked(snapshot)), {}, Token::Text,
                snapshot.checklistOpen.toHtmlEscaped() + QLatin1Char(' ') + gatesSentence(snapshot.verdicts), false};
        return {tr("Approval at %1").arg(asked(snapshot)), {}, Token::Text,
            approvalText(state).toHtmlEscaped() + QLatin1Char(' ') + gatesSentence(snapshot.verdicts), false};
    case Phase::Held: return heldWords(snapshot);
    case Phase::Paused:
        return {tr("Paused at %1").arg(asked(snapshot)), {}, Token::Text,
            hold + clockStands(snapshot) + QLatin1Char(' ') + tr("Gates are still judged; one that fails rolls back."), false};
    case Phase::Activating:
        return {tr("Activating %1").arg(version(snapshot)), {}, Token::Text, tr("All steps passed; the registry is being changed."), false};
    case Phase::Activated: return {tr("%1 is activated").arg(version(snapshot)), {}, Token::Text, activatedSentence(snapshot), false};
    case Phase::RollingBack:
        return {(state.aborting ? tr("Aborting, back to %1") : tr("Rolling back to %1")).arg(fallbackVersion(state.release)),
            QStringLiteral("undo-2"), Token::FailText, rollbackSentence(snapshot), true};
    case Phase::Aborted:
        return {tr("Aborted; %1 serves").arg(fallbackVersion(state.release)), {}, Token::Text,
            reasonText(state.rollbackWho, state.rollbackWhy).toHtmlEscaped() + QLatin1Char(' ')
                + tr("The plan is kept; try again begins it anew."),
            false};
    case Phase::RolledBack:
        return {tr("Rolled back to %1").arg(fallbackVersion(state.release)), QStringLiteral("undo-2"), Token::FailText,
            rollbackSentence(snapshot), true};
    }
    return {};
}

StatusLook pillOf(const Snapshot& snapshot)
{
    const rollout::Command* command = snapshot.state.currentCommand();
    if (snapshot.state.phase == Phase::Held && snapshot.state.byHand)
        return {Status::Marginal, QStringLiteral("sliders-horizontal"), tr("By hand")};
    if (snapshot.state.phase == Phase::Held && snapshot.lineStop)
        return {Status::NoData, QStringLiteral("octagon-minus"), tr("Line stopped")};
    if (isHeldByWindow(snapshot))
        return {Status::NoData, QStringLiteral("moon"), tr("Held by window")};
    const bool waits = snapshot.state.phase == Phase::RollingBack || snapshot.state.phase == Phase::Shifting;
    if (!waits || !snapshot.effective || command == nullptr || command->effect != rollout::CommandEffect::Awaited)
        return lookOf(snapshot);
    StatusLook look{Status::NotEffective, QStringLiteral("circle-question-mark"), tr("Sent, not effective yet")};
    if (command->outcome == rollout::CommandOutcome::Unknown)
        look.word = tr("Outcome unknown");
    else if (command->outcome != rollout::CommandOutcome::Accepted || snapshot.state.phase == Phase::Shifting)
        return lookOf(snapshot);
    return look;
}

QString promoteText(const Snapshot& snapshot)
{
    if (snapshot.state.phase == Phase::ToStart)
        return tr("Start at %1…").arg(nextStepText(snapshot.state));
    if (leadsToActivation(snapshot.state))
        return tr("Activate %1…").arg(version(snapshot));
    return tr("Promote to %1…").arg(nextStepText(snapshot.state));
}

QString gatesText(const gate::Verdicts& verdicts)
{
    if (verdicts.empty())
        return {};
    const auto passing = std::ranges::count(verdicts, gate::Outcome::Pass, &gate::Verdict::outcome);
    return tr("%1 of %2 pass").arg(passing).arg(verdicts.size());
}

QString nextText(const Snapshot& snapshot)
{
    return nextStepText(snapshot.state);
}

QString fallbackVersion(const rollout::Release& release)
{
    return release.baselineVersion.isEmpty() ? release.manifest.rollbackTo : release.baselineVersion;
}

QString whoText(const QString& who)
{
    return who == QLatin1String("engine") ? tr("the engine") : who;
}

QString bothTimes(Instant at, bool seconds)
{
    const QString utc = utcText(at, seconds);
    const QString local = localText(at);
    return local == timeText(at, false) ? utc : utc + QStringLiteral(" · ") + local;
}

UnitCount unitCount(const rollout::State& state)
{
    const rollout::Ask asked = state.asked();
    const int all = int(rollout::courseUnits(state, {}).size());
    return {asked.weight == Percent::clamped(100) ? 0 : int(asked.reach.units.size()), all};
}

QString whenText(Instant at, Instant now, bool seconds)
{
    const QString clock = timeText(at, false);
    const QString moment = momentText(at, now);
    return moment == clock ? bothTimes(at, seconds) : moment.chopped(clock.size()) + bothTimes(at, false);
}

QString conditionText(const QString& metric, const QString& condition)
{
    const auto parsed = condition::Condition::parse(condition, metric);
    return parsed ? parsed->title() : gate::titleOf(metric) + QLatin1Char(' ') + condition;
}

QString valueText(const QString& metric, const QString& condition, std::optional<double> value)
{
    if (!value)
        return QStringLiteral("–");
    const auto parsed = condition::Condition::parse(condition, metric);
    return gate::inWords(*value, parsed ? parsed->unit() : metrics::unitOf(metric));
}

QString reasonText(const QString& who, const QString& why)
{
    if (why.isEmpty() || who == QLatin1String("engine"))
        return why;
    return QStringLiteral("“%1”").arg(why);
}

} // namespace fairlead::ui
