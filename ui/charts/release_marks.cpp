#include "ui/charts/release_marks.h"

#include <QCoreApplication>

#include <map>
#include <optional>

namespace fairlead::ui {

namespace {

namespace kind = audit::kind;

QString tr(const char* text)
{
    return QCoreApplication::translate("ReleaseMarks", text);
}

struct Form {
    MarkKind kind;
    const char* word;
};

const std::map<QString, Form>& forms()
{
    static const std::map<QString, Form> map{
        {kind::kStarted, {MarkKind::Verb, QT_TR_NOOP("Started")}},
        {kind::kPaused, {MarkKind::Verb, QT_TR_NOOP("Paused")}},
        {kind::kResumed, {MarkKind::Verb, QT_TR_NOOP("Resumed")}},
        {kind::kPromoted, {MarkKind::Verb, QT_TR_NOOP("Promoted early")}},
        {kind::kSkipped, {MarkKind::Verb, QT_TR_NOOP("Step skipped")}},
        {kind::kByHand, {MarkKind::Verb, QT_TR_NOOP("Weight by hand")}},
        {kind::kApproved, {MarkKind::Verb, QT_TR_NOOP("Approved")}},
        {kind::kAborted, {MarkKind::Verb, QT_TR_NOOP("Aborted")}},
        {kind::kRetried, {MarkKind::Verb, QT_TR_NOOP("Tried again")}},
        {kind::kVerdict, {MarkKind::Passed, QT_TR_NOOP("Gates passed")}},
        {kind::kRollbackDecided, {MarkKind::Failed, QT_TR_NOOP("Rollback decided")}},
        {kind::kRuleFired, {MarkKind::Rule, QT_TR_NOOP("Rule fired")}},
        {kind::kNote, {MarkKind::Note, QT_TR_NOOP("Note")}},
    };
    return map;
}

QString wordsOf(const audit::Record& record, const Form& form)
{
    const audit::Entry& entry = record.entry;
    QString text = tr(form.word);
    if (entry.kind == kind::kRuleFired && !entry.data.value(QStringLiteral("armed")).toBool())
        text = tr("Rule fired, dry run");
    if (entry.who != QLatin1String("engine"))
        text += QStringLiteral(", ") + entry.who;
    const QString why = entry.why.section(QLatin1Char('\n'), 0, 0).simplified();
    return why.isEmpty() ? text : text + QStringLiteral(": ") + why;
}

} // namespace

std::vector<ChartMark> marksOf(const std::vector<audit::Record>& records)
{
    std::vector<ChartMark> marks;
    for (const audit::Record& record : records) {
        const auto form = forms().find(record.entry.kind);
        if (form == forms().end())
            continue;
        ChartMark mark{record.at.ms(), {}, false, form->second.kind, wordsOf(record, form->second)};
        if (record.entry.kind == kind::kNote) {
            const auto at = Instant::fromIso(record.entry.data.value(QStringLiteral("at")).toString());
            mark.at = at ? at->ms() : mark.at;
        }
        marks.push_back(mark);
    }
    return marks;
}

QString wordOf(MarkKind kind)
{
    switch (kind) {
    case MarkKind::Weight: return tr("Weight");
    case MarkKind::Passed: return tr("Gates passed");
    case MarkKind::Failed: return tr("Rollback decided");
    case MarkKind::Rule: return tr("Rule fired");
    case MarkKind::Verb: return tr("A person's command");
    case MarkKind::Note: return tr("Note");
    }
    return {};
}

} // namespace fairlead::ui
