#include "ui/rollout/event_lines.h"

#include "ui/common/ask_words.h"
#include "ui/common/formatters.h"
#include "ui/rollout/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <map>

namespace fairlead::ui {

namespace kind = audit::kind;
using rollout::CommandEffect;
using rollout::CommandOutcome;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("EventFeed", text);
}

const QString kRing = QStringLiteral("circle-dashed");

QString shortLength(Millis length)
{
    if (length < std::chrono::seconds(2))
        return QStringLiteral("%1\u00a0ms").arg(length.count());
    return lengthText(Millis(length.count() / 1000 * 1000));
}

CommandMark good(const QString& word)
{
    return {true, Status::Pass, QStringLiteral("circle-check"), word};
}

CommandMark violet(const QString& word)
{
    return {true, Status::NotEffective, QStringLiteral("circle-question-mark"), word};
}

CommandMark outcomeMark(const rollout::Command& command)
{
    const QString took = command.outcomeAt ? QLatin1Char(' ') + shortLength(*command.outcomeAt - command.intentAt) : QString();
    switch (command.outcome) {
    case CommandOutcome::Pending: return {false, Status::NoData, kRing, tr("Accepted")};
    case CommandOutcome::Accepted: return good(tr("Accepted") + took);
    case CommandOutcome::Refused: return {true, Status::Fail, QStringLiteral("octagon-x"), tr("Refused")};
    case CommandOutcome::NotSent: return {true, Status::Fail, QStringLiteral("octagon-x"), tr("Not sent")};
    case CommandOutcome::Unknown: return violet(tr("No answer"));
    }
    return {};
}

CommandMark effectMark(const rollout::Command& command)
{
    const Instant sent = command.outcomeAt.value_or(command.intentAt);
    QString when = command.effectAt ? tr("after %1").arg(shortLength(*command.effectAt - sent)) : QString();
    if (command.observedShare && command.shifts())
        when += QStringLiteral(": ") + shareText(command.observedShare);
    switch (command.effect) {
    case CommandEffect::Awaited: return {false, Status::NoData, kRing, tr("Effective")};
    case CommandEffect::Effective: return good(tr("Effective") + QLatin1Char(' ') + when);
    case CommandEffect::NotEffective: return violet(tr("Not effective") + QLatin1Char(' ') + when);
    }
    return {};
}

/// "engine, gate at 10 % passed" or "m.vogel, “window open”"
QString whoAndWhy(const audit::Entry& entry)
{
    const QString who = whoText(entry.who);
    const QString why = reasonText(entry.who, entry.why);
    return why.isEmpty() ? who : who + QStringLiteral(", ") + why;
}

/// "Set weight 25 %", "Ask for docs and research", "Smoke test", "Activate".
QString commandText(const audit::Record& record, const rollout::Command& command)
{
    if (command.task)
        return record.entry.data.value(QStringLiteral("task")).toString();
    if (command.activation)
        return command.rollback ? tr("Registry back") : tr("Activate");
    const bool plain = command.reach.isNothing();
    return (plain ? tr("Set weight %1") : tr("Ask for %1")).arg(askText(command.ask()));
}

EventLine commandLine(const audit::Record& record, const rollout::Command& command)
{
    EventLine line{record.row, record.at, {}, whoAndWhy(record.entry), std::nullopt, marksOf(command), false};
    line.bold = commandText(record, command);
    line.waits = !command.task && command.outcome != CommandOutcome::Pending && command.effect != CommandEffect::Effective;
    if (command.task) // what it is stands before
        line.rest = whoText(record.entry.who) + (command.answer.isEmpty() ? QString() : QStringLiteral(": ") + command.answer);
    else if (!command.answer.isEmpty() && command.outcome != CommandOutcome::Accepted)
        line.rest += QStringLiteral(": ") + command.answer;
    return line;
}

struct Form {
    const char* bold;
    bool person = true; ///< who and why follow; else why alone
    std::optional<Status> status = {};
};

const std::map<QString, Form>& forms()
{
    static const std::map<QString, Form> map{
        {kind::kReleasePrepared, {QT_TR_NOOP("Prepared")}},
        {kind::kChecklistImported, {QT_TR_NOOP("Checklist imported")}},
        {kind::kChecklistAnswer, {QT_TR_NOOP("Checklist")}},
        {kind::kStarted, {QT_TR_NOOP("Started")}},
        {kind::kHeld, {QT_TR_NOOP("Held:"), false, Status::NoData}},
        {kind::kContinued, {QT_TR_NOOP("Goes on:"), false, std::nullopt}},
        {kind::kPaused, {QT_TR_NOOP("Paused")}},
        {kind::kResumed, {QT_TR_NOOP("Resumed")}},
        {kind::kPromoted, {QT_TR_NOOP("Promoted early"), true, Status::Marginal}},
        {kind::kSkipped, {QT_TR_NOOP("Step skipped"), true, Status::Marginal}},
        {kind::kByHand, {QT_TR_NOOP("Weight by hand"), true, Status::Marginal}},
        {kind::kApproved, {QT_TR_NOOP("Approved"), true, Status::Pass}},
        {kind::kAborted, {QT_TR_NOOP("Aborted"), true, Status::Marginal}},
        {kind::kParked, {QT_TR_NOOP("Traffic is back, the plan is kept"), false, std::nullopt}},
        {kind::kRetried, {QT_TR_NOOP("Tried again")}},
        {kind::kOverdue, {QT_TR_NOOP("Overdue:"), false, Status::Marginal}},
        {kind::kQuarantineLifted, {QT_TR_NOOP("Released from quarantine"), true, Status::Marginal}},
        {kind::kLineStopped, {QT_TR_NOOP("Line stopped"), true, Status::Fail}},
        {kind::kLineReleased, {QT_TR_NOOP("Line released")}},
        {kind::kVerdict, {QT_TR_NOOP("Gates passed"), false, Status::Pass}},
        {kind::kRollbackDecided, {QT_TR_NOOP("Rollback decided"), true, Status::Fail}},
        {kind::kRuleFired, {QT_TR_NOOP("Rule fired"), false, Status::Marginal}},
        {kind::kRuleCleared, {QT_TR_NOOP("Rule clear again"), false, Status::Pass}},
        {kind::kSourceLost, {QT_TR_NOOP("Source silent:"), false, Status::Marginal}},
        {kind::kSourceBack, {QT_TR_NOOP("Source answers again"), false, Status::Pass}},
        {kind::kReconciled, {QT_TR_NOOP("Engine found its place again"), false, std::nullopt}},
        {kind::kNote, {QT_TR_NOOP("Note")}},
        {kind::kReportWritten, {QT_TR_NOOP("Report written")}},
    };
    return map;
}

/// Who sat at the console where that was somebody else.
QString consoleOf(const audit::Entry& entry)
{
    const QString by = entry.data.value(QStringLiteral("by")).toString();
    return by.isEmpty() || by == entry.who ? QString() : tr(" (at the console of %1)").arg(by);
}

EventLine plainLine(const audit::Record& record)
{
    const audit::Entry& entry = record.entry;
    EventLine line{record.row, record.at, {}, {}, std::nullopt, {}, false};
    if (entry.kind == kind::kEnded) {
        const bool good = entry.data.value(QStringLiteral("result")).toString() == rollout::toString(rollout::Phase::Activated);
        line.bold = good ? tr("Activated") : tr("Rolled back");
        line.status = good ? Status::Pass : Status::Fail;
        line.rest = entry.why;
        return line;
    }
    const auto form = forms().find(entry.kind);
    if (form == forms().end()) {
        line.bold = entry.kind; // a kind of a newer version stays readable
        line.rest = whoAndWhy(entry);
        return line;
    }
    line.bold = tr(form->second.bold);
    line.status = form->second.status;
    line.rest = form->second.person ? whoAndWhy(entry) : entry.why;
    if (entry.kind == kind::kRuleFired && !entry.data.value(QStringLiteral("armed")).toBool())
        line.bold = tr("Rule fired, dry run");
    if (entry.kind == kind::kPromoted && entry.data.value(QStringLiteral("full")).toBool())
        line.bold = tr("Promoted fully");
    if (entry.kind == kind::kByHand)
        line.bold = tr("Weight by hand: %1").arg(percentText(entry.data.value(QStringLiteral("weight")).toDouble()));
    if (entry.kind == kind::kRollbackDecided && entry.data.contains(QStringLiteral("gradual")))
        line.bold = tr("Gradual rollback decided");
    if (entry.kind == kind::kNote) {
        const auto at = Instant::fromIso(entry.data.value(QStringLiteral("at")).toString());
        if (at && *at != record.at)
            line.bold = tr("Note on %1").arg(secondText(*at, record.at));
    }
    if (entry.kind == kind::kApproved)
        line.rest += consoleOf(entry);
    if (entry.kind == kind::kChecklistAnswer)
        line.bold += QStringLiteral(": ") + entry.object;
    return line;
}

std::optional<EventLine> stepLine(const audit::Record& record, const rollout::State& state)
{
    const auto index = record.entry.data.value(QStringLiteral("step")).toInt(-1);
    const auto& steps = state.release.plan.steps;
    // A new weight and the activation are told by their command, a gate by its verdict.
    if (index < 0 || index >= int(steps.size()) || steps[std::size_t(index)].kind != rollout::StepKind::Soak)
        return std::nullopt;
    EventLine line{record.row, record.at, tr("Soak began"), {}, std::nullopt, {}, false};
    line.rest = lengthText(steps[std::size_t(index)].soak);
    return line;
}

} // namespace

std::vector<CommandMark> marksOf(const rollout::Command& command)
{
    if (command.task)
        return {good(tr("Intent")), outcomeMark(command)};
    return {good(tr("Intent")), outcomeMark(command), effectMark(command)};
}

std::vector<EventLine> linesOf(const std::vector<audit::Record>& records, const rollout::State& state)
{
    std::vector<EventLine> lines;
    for (const audit::Record& record : records) {
        if (record.entry.kind == kind::kOutcome || record.entry.kind == kind::kEffect)
            continue;
        if (record.entry.kind == kind::kStepEntered) {
            if (auto line = stepLine(record, state))
                lines.push_back(std::move(*line));
            continue;
        }
        if (record.entry.kind == kind::kIntent) {
            const auto found = std::ranges::find(state.commands, record.row, &rollout::Command::intentRow);
            if (found != state.commands.end()) {
                lines.push_back(commandLine(record, *found));
                continue;
            }
        }
        lines.push_back(plainLine(record));
    }
    std::ranges::sort(lines, std::greater<>(), &EventLine::row);
    return lines;
}

} // namespace fairlead::ui
