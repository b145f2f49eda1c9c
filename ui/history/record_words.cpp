#include "ui/history/record_words.h"

#include "ui/common/formatters.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>

namespace fairlead::ui {

namespace {

namespace kind = audit::kind;
using items::RecordOutcome;

QString tr(const char* text)
{
    return QCoreApplication::translate("fairlead::ui::History", text);
}

/// First line, without the request's own line breaks.
QString firstLine(const QString& text)
{
    return text.section(QLatin1Char('\n'), 0, 0).simplified();
}

QString joined(const QString& values, const QString& why)
{
    if (values.isEmpty() || why.isEmpty()) {
        return values.isEmpty() ? why : values;
    }
    return tr("%1; %2").arg(values, why);
}

QString answerText(const audit::Record& record)
{
    const QJsonObject& data = record.entry.data;
    const QString answer = firstLine(data.value(QLatin1String("answer")).toString());
    const QJsonValue took = data.value(QLatin1String("ms"));
    const QString time = took.isDouble() ? lengthText(Millis(took.toInteger())) : QString();
    if (answer.isEmpty()) {
        return time.isEmpty() ? QString() : tr("after %1").arg(time);
    }
    return time.isEmpty() ? answer : tr("%1, after %2").arg(answer, time);
}

QString verdictsText(const audit::Record& record)
{
    const QJsonArray verdicts = record.entry.data.value(QLatin1String("verdicts")).toArray();
    int passed = 0;
    for (const QJsonValue& verdict : verdicts) {
        const gate::Outcome outcome = gate::verdictFromJson(verdict.toObject()).outcome;
        passed += outcome == gate::Outcome::Pass || outcome == gate::Outcome::Marginal ? 1 : 0;
    }
    return verdicts.isEmpty() ? QString() : tr("%1 of %2 gates pass").arg(passed).arg(verdicts.size());
}

/// "15 %, the plan says 25 %"
QString weightsText(const audit::Record& record)
{
    const QJsonObject& data = record.entry.data;
    const QJsonValue plan = data.value(QLatin1String("plan"));
    const QString weight = percentText(data.value(QLatin1String("weight")).toDouble());
    return plan.isDouble() ? tr("%1, the plan says %2").arg(weight, percentText(plan.toDouble())) : weight;
}

/// What was led to, left out or said yes to.
QString ledText(const audit::Record& record)
{
    const QJsonObject& data = record.entry.data;
    const QString& name = record.entry.kind;
    const QJsonArray skipped = data.value(QLatin1String("skipped")).toArray();
    if (!skipped.isEmpty()) {
        return tr("left out: %1").arg(QVariant(skipped.toVariantList()).toStringList().join(QStringLiteral(", ")));
    }
    if (name == kind::kSkipped) {
        const QJsonValue from = data.value(QLatin1String("from"));
        return from.isDouble() ? tr("step %1 of the plan left undone").arg(from.toInt() + 1) : QString();
    }
    const QString by = data.value(QLatin1String("by")).toString();
    return name == kind::kApproved && !by.isEmpty() && by != record.entry.who ? tr("at the console of %1").arg(by) : QString();
}

QString intentText(const audit::Record& record)
{
    const QJsonObject& data = record.entry.data;
    if (data.value(QLatin1String("action")).toString() == QLatin1String("activate")) {
        return tr("Activate");
    }
    const QJsonValue weight = data.value(QLatin1String("weight"));
    return weight.isDouble() ? tr("Send %1").arg(percentText(weight.toDouble())) : QString();
}

const QHash<QString, const char*>& kindWords()
{
    static const QHash<QString, const char*> words{
        {kind::kReleasePrepared, "Release prepared"},
        {kind::kChecklistImported, "Checklist imported"},
        {kind::kChecklistAnswer, "Item answered"},
        {kind::kStarted, "Rollout started"},
        {kind::kStepEntered, "Step entered"},
        {kind::kHeld, "Held"},
        {kind::kContinued, "Goes on"},
        {kind::kPaused, "Paused"},
        {kind::kResumed, "Resumed"},
        {kind::kPromoted, "Promoted"},
        {kind::kSkipped, "Step skipped"},
        {kind::kByHand, "Weight by hand"},
        {kind::kApproved, "Approved"},
        {kind::kAborted, "Aborted"},
        {kind::kParked, "Traffic is back"},
        {kind::kRetried, "Tried again"},
        {kind::kOverdue, "Step overdue"},
        {kind::kQuarantineLifted, "Out of quarantine"},
        {kind::kLineStopped, "Line stopped"},
        {kind::kLineReleased, "Line released"},
        {kind::kVerdict, "Verdict"},
        {kind::kRollbackDecided, "Rollback"},
        {kind::kRuleFired, "Rule fired"},
        {kind::kRuleCleared, "Rule clear again"},
        {kind::kIntent, "Intent"},
        {kind::kOutcome, "Answer"},
        {kind::kEffect, "Effect seen"},
        {kind::kEnded, "Rollout ended"},
        {kind::kSourceLost, "Source lost"},
        {kind::kSourceBack, "Source back"},
        {kind::kReconciled, "Picked up again"},
        {kind::kTrainStarted, "Train started"},
        {kind::kTrainHeld, "Train held"},
        {kind::kTrainContinued, "Train goes on"},
        {kind::kTrainResumed, "Train resumed"},
        {kind::kTrainRollback, "Train goes back"},
        {kind::kTrainEnded, "Train ended"},
        {kind::kNote, "Note"},
        {kind::kReportWritten, "Report written"},
        {kind::kTakenOver, "Taken over"},
    };
    return words;
}

} // namespace

QString whatText(const QString& name)
{
    const auto found = kindWords().constFind(name);
    return found == kindWords().constEnd() ? name : tr(*found);
}

QStringList kindsNamed(const QString& word)
{
    QStringList kinds;
    for (auto each = kindWords().constBegin(); each != kindWords().constEnd(); ++each) {
        if (tr(each.value()).contains(word, Qt::CaseInsensitive)) {
            kinds += each.key();
        }
    }
    return kinds;
}

QString whoIcon(const audit::Record& record)
{
    static const QHash<QString, QString> icons{
        {kind::kOutcome, QStringLiteral("server")},
        {kind::kVerdict, QStringLiteral("gauge")},
        {kind::kEffect, QStringLiteral("activity")},
        {kind::kRuleFired, QStringLiteral("bell")},
        {kind::kRuleCleared, QStringLiteral("bell")},
        {kind::kHeld, QStringLiteral("circle-pause")},
        {kind::kRollbackDecided, QStringLiteral("undo-2")},
        {kind::kOverdue, QStringLiteral("clock-alert")},
        {kind::kLineStopped, QStringLiteral("octagon-minus")},
        {kind::kSourceLost, QStringLiteral("unlink")},
        {kind::kSourceBack, QStringLiteral("link-2")},
        {kind::kTrainHeld, QStringLiteral("circle-pause")},
        {kind::kTrainRollback, QStringLiteral("undo-2")},
        {kind::kNote, QStringLiteral("message-square")},
        {kind::kReportWritten, QStringLiteral("file-text")},
        {kind::kTakenOver, QStringLiteral("ship-wheel")},
    };
    const bool engine = record.entry.who == QLatin1String("engine");
    return icons.value(record.entry.kind, engine ? QStringLiteral("zap") : QStringLiteral("user"));
}

QString effectText(const audit::Record& effect, const audit::Record* intent)
{
    const QJsonObject& data = effect.entry.data;
    const QJsonValue share = data.value(QLatin1String("share"));
    const QJsonValue took = data.value(QLatin1String("ms"));
    QString text = share.isDouble() ? tr("%1 observed").arg(shareText(share.toDouble())) : tr("Share not proven");
    if (took.isDouble()) {
        text = tr("%1 after %2").arg(text, lengthText(Millis(took.toInteger())));
    }
    const QJsonValue asked = intent ? intent->entry.data.value(QLatin1String("weight")) : QJsonValue();
    return asked.isDouble() ? tr("%1, asked %2").arg(text, percentText(asked.toDouble())) : text;
}

QString whyText(const audit::Record& record, const audit::Record* intent)
{
    const QString& name = record.entry.kind;
    const QString why = firstLine(record.entry.why);
    if (name == kind::kIntent) {
        return joined(intentText(record), why);
    }
    if (name == kind::kOutcome) {
        return joined(answerText(record), why);
    }
    if (name == kind::kEffect) {
        return effectText(record, intent);
    }
    if (name == kind::kByHand) {
        return joined(weightsText(record), why);
    }
    if (name == kind::kPromoted || name == kind::kSkipped || name == kind::kApproved || name == kind::kOverdue) {
        return joined(ledText(record), why);
    }
    if (name == kind::kVerdict) {
        return joined(verdictsText(record), why);
    }
    if (name == kind::kStepEntered && why.isEmpty()) {
        const QJsonValue step = record.entry.data.value(QLatin1String("step"));
        return step.isDouble() ? tr("step %1 of the plan").arg(step.toInt() + 1) : QString();
    }
    if (name == kind::kChecklistAnswer) {
        return joined(firstLine(record.entry.data.value(QLatin1String("note")).toString()), why);
    }
    return why;
}

StatusLook lookOf(RecordOutcome outcome)
{
    const auto pass = [](const char* word) { return StatusLook{Status::Pass, QStringLiteral("circle-check"), tr(word)}; };
    const auto fail = [](const char* word) { return StatusLook{Status::Fail, QStringLiteral("octagon-x"), tr(word)}; };
    const auto violet = [](const char* word) { return StatusLook{Status::NotEffective, QStringLiteral("circle-question-mark"), tr(word)}; };
    const auto grey = [](const char* icon, const char* word) { return StatusLook{Status::NoData, QLatin1String(icon), tr(word)}; };
    switch (outcome) {
    case RecordOutcome::None: return {Status::NoData, {}, {}};
    case RecordOutcome::Written: return pass("Written");
    case RecordOutcome::Accepted: return pass("Accepted");
    case RecordOutcome::Refused: return fail("Refused");
    case RecordOutcome::NotSent: return fail("Not sent");
    case RecordOutcome::Unknown: return violet("Unknown");
    case RecordOutcome::Effective: return pass("Effective");
    case RecordOutcome::NotEffective: return violet("Not effective");
    case RecordOutcome::Pass: return lookOf(gate::Outcome::Pass);
    case RecordOutcome::Marginal: return lookOf(gate::Outcome::Marginal);
    case RecordOutcome::Fail: return lookOf(gate::Outcome::Fail);
    case RecordOutcome::Undecided: return lookOf(gate::Outcome::Undecided);
    case RecordOutcome::NoData: return lookOf(gate::Outcome::NoData);
    case RecordOutcome::Held: return grey("circle-pause", "Held");
    case RecordOutcome::Paused: return grey("circle-pause", "Paused");
    case RecordOutcome::Resumed: return grey("circle-play", "Goes on");
    case RecordOutcome::Started: return {Status::Undecided, QStringLiteral("ship-wheel"), tr("Started")};
    case RecordOutcome::RollbackDecided: return {Status::Fail, QStringLiteral("undo-2"), tr("Rolls back")};
    case RecordOutcome::RolledBack: return {Status::Fail, QStringLiteral("undo-2"), tr("Rolled back")};
    case RecordOutcome::Activated: return {Status::Pass, QStringLiteral("badge-check"), tr("Activated")};
    case RecordOutcome::Done: return pass("Done");
    case RecordOutcome::NotApplicable: return grey("circle-minus", "Not applicable");
    case RecordOutcome::Open: return grey("circle", "Open");
    case RecordOutcome::Waived: return {Status::Marginal, QStringLiteral("shield-alert"), tr("Waived")};
    }
    return {};
}

bool isNeutral(RecordOutcome outcome)
{
    return lookOf(outcome).status == Status::NoData;
}

QString groupText(items::RecordGroup group)
{
    switch (group) {
    case items::RecordGroup::All: return tr("All");
    case items::RecordGroup::Commands: return tr("Commands");
    case items::RecordGroup::Verdicts: return tr("Verdicts and rollbacks");
    case items::RecordGroup::Steps: return tr("Steps of rollouts");
    case items::RecordGroup::Checklist: return tr("Checklists");
    case items::RecordGroup::Sources: return tr("Metric sources");
    case items::RecordGroup::Other: return tr("Everything else");
    }
    return {};
}

QString conditionText(const gate::Verdict& verdict)
{
    const auto condition = condition::Condition::parse(verdict.condition, verdict.metric);
    return condition ? condition->title() : gate::titleOf(verdict.metric) + QLatin1Char(' ') + verdict.condition;
}

QString valueText(const gate::Verdict& verdict)
{
    return verdict.value ? gate::inWords(*verdict.value, metrics::unitOf(verdict.metric)) : QStringLiteral("–");
}

QString shortHash(const QByteArray& hash)
{
    const QString hex = QString::fromLatin1(hash.toHex());
    return hex.isEmpty() ? QStringLiteral("–") : hex.left(4) + QStringLiteral("…") + hex.right(4);
}

QString groupedHash(const QByteArray& hash)
{
    const QString hex = QString::fromLatin1(hash.toHex());
    if (hex.isEmpty()) {
        return QStringLiteral("–");
    }
    return QStringList{hex.mid(0, 4), hex.mid(4, 4), hex.mid(8, 4), QStringLiteral("…"), hex.right(4)}.join(QLatin1Char(' '));
}

} // namespace fairlead::ui
