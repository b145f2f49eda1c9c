#include "models/reports/pdf/sections.h"
#include "models/reports/pdf/table.h"
#include "models/reports/words.h"

namespace fairlead::reports::pdf {

namespace {

QString stepInWords(const Report& report, int index)
{
    const std::vector<rollout::Step>& steps = report.release.plan.steps;
    if (index < 0 || index >= static_cast<int>(steps.size())) {
        return QStringLiteral("A step that the plan does not have");
    }
    const rollout::Step& step = steps.at(static_cast<std::size_t>(index));
    QString what;
    switch (step.kind) {
    case rollout::StepKind::SetWeight:
    case rollout::StepKind::Mirror:
    case rollout::StepKind::Flag:
    case rollout::StepKind::Unit:
    case rollout::StepKind::Configure: what = rollout::inWords({step.weight, step.reach}); break;
    case rollout::StepKind::Switch: what = QStringLiteral("switch"); break;
    case rollout::StepKind::Verify:
    case rollout::StepKind::Action: what = step.task->name; break;
    case rollout::StepKind::Checklist: what = QStringLiteral("“%1” of the checklist").arg(step.checklist); break;
    case rollout::StepKind::Analysis: what = QStringLiteral("beginning of the analysis"); break;
    case rollout::StepKind::Soak: what = QStringLiteral("soak for %1").arg(lengthInWords(step.soak)); break;
    case rollout::StepKind::Gate: what = QStringLiteral("gates"); break;
    case rollout::StepKind::Approval: what = QStringLiteral("approval by %1").arg(step.approval.needed); break;
    case rollout::StepKind::Activate: what = QStringLiteral("activation"); break;
    }
    return QStringLiteral("Step %1 of %2: %3").arg(index + 1).arg(steps.size()).arg(what);
}

/// What an event says beyond its kind: the reason, and for verdicts each gate's sentence.
QString wordsOf(const audit::Record& record, const Report& report)
{
    QStringList parts;
    if (!record.entry.why.isEmpty()) {
        parts.append(record.entry.why);
    }
    if (record.entry.kind == audit::kind::kStepEntered) {
        parts.append(stepInWords(report, record.entry.data.value(QStringLiteral("step")).toInt(-1)));
    }
    for (const GateRow& row : report.gates) {
        for (const GateCell& cell : row.cells) {
            if (cell.row == record.row) {
                parts.append(
                    QStringLiteral("%1 %2: %3").arg(gate::titleOf(row.metric), lookOf(cell.verdict.outcome).word, cell.verdict.sentence));
            }
        }
    }
    return parts.join(QLatin1Char('\n'));
}

} // namespace

void drawEvents(Pages& pages, const Report& report)
{
    pages.section(QStringLiteral("Events, rows of the history"), 60.0);
    constexpr double kWords = Pages::kInner - 34.0 - 88.0 - 76.0 - 62.0 - 36.0 - 40.0;
    Table table(pages,
        {{QStringLiteral("Row"), 34.0}, {QStringLiteral("Time UTC"), 88.0}, {QStringLiteral("Event"), 76.0}, {QStringLiteral("Who"), 62.0},
            {QStringLiteral("Why, what"), kWords}, {QStringLiteral("Hash"), 36.0, Align::Right}});
    const TextStyle code{6.6, false, true, ink::kText2};
    for (const audit::Record& record : report.events) {
        table.add({{countInWords(record.row), style::kSmall},
            {QStringLiteral("%1 %2").arg(dateInWords(record.at), record.at.toIso().mid(11, 12)), style::kSmall}, {record.entry.kind, {8.0}},
            {record.entry.who, {8.0}}, {wordsOf(record, report), {8.0}}, {QString::fromLatin1(record.hash.toHex().left(8)), code}});
    }
}

} // namespace fairlead::reports::pdf
