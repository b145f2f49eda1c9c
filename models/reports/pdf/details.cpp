#include "models/reports/pdf/sections.h"
#include "models/reports/pdf/table.h"
#include "models/reports/words.h"

#include <algorithm>

namespace fairlead::reports::pdf {

namespace {

/// Indices of the stages that some gate was judged at.
std::vector<int> judgedStages(const Report& report)
{
    std::vector<int> stages;
    for (int stage = 0; stage < static_cast<int>(report.stages.size()); ++stage) {
        for (const GateRow& row : report.gates) {
            if (std::ranges::find(row.cells, stage, &GateCell::stage) != row.cells.end()) {
                stages.push_back(stage);
                break;
            }
        }
    }
    return stages;
}

QString gateTitle(const GateRow& row)
{
    const auto condition = condition::Condition::parse(row.condition, row.metric);
    return condition ? condition->title() : gate::titleOf(row.metric) + QLatin1Char(' ') + row.condition;
}

Cell gateCell(const GateRow& row, int stage)
{
    const auto cell = std::ranges::find(row.cells, stage, &GateCell::stage);
    if (cell == row.cells.end()) {
        return {QStringLiteral("\u2013"), style::kSmall};
    }
    const gate::Verdict& verdict = cell->verdict;
    const StatusLook look = lookOf(verdict.outcome);
    QString text = verdict.value ? gate::inWords(*verdict.value, metrics::unitOf(row.metric)) : look.word;
    TextStyle style = style::kBody;
    if (verdict.outcome == gate::Outcome::Fail) {
        style = {8.6, true, false, ink::kFail};
        text += QStringLiteral(" failed");
    }
    return {text, style, look};
}

/// Calls behind the verdicts of a stage, where the source counts them.
Cell callsCell(const Report& report, int stage)
{
    for (const GateRow& row : report.gates) {
        const auto cell = std::ranges::find(row.cells, stage, &GateCell::stage);
        if (cell != row.cells.end() && cell->verdict.calls) {
            return {countInWords(qRound64(*cell->verdict.calls)), style::kBody};
        }
    }
    return {QStringLiteral("\u2013"), style::kSmall};
}

Cell statusCell(const StatusLook& look, const QString& more = {})
{
    return {more.isEmpty() ? look.word : look.word + QLatin1Char('\n') + more, {8.0, false, false, ink::kText}, look};
}

QString askedInWords(const rollout::Command& command)
{
    if (command.task) {
        return QStringLiteral("task");
    }
    if (command.activation) {
        return command.rollback ? QStringLiteral("restore") : QStringLiteral("activate");
    }
    return (command.rollback ? QStringLiteral("back to ") : QString()) + rollout::inWords(command.ask());
}

} // namespace

void drawGates(Pages& pages, const Report& report)
{
    const std::vector<int> stages = judgedStages(report);
    if (stages.empty()) {
        return;
    }
    pages.section(QStringLiteral("Gates at each step"), 60.0);
    constexpr double kFirst = 130.0;
    constexpr double kGap = 8.0;
    constexpr std::size_t kMost = 6; // more would not fit side by side
    for (std::size_t from = 0; from < stages.size(); from += kMost) {
        const std::vector<int> part(stages.begin() + static_cast<std::ptrdiff_t>(from),
            stages.begin() + static_cast<std::ptrdiff_t>(std::min(stages.size(), from + kMost)));
        const double width = (Pages::kInner - kFirst) / static_cast<double>(part.size()) - kGap;
        std::vector<Column> columns{{QStringLiteral("Gate"), kFirst}};
        for (const int index : part) {
            const rollout::Stage& stage = report.stages.at(static_cast<std::size_t>(index)).stage;
            columns.push_back({QStringLiteral("%1, %2").arg(weightInWords(stage.weight), lengthInWords(stage.soak)), width, Align::Right});
        }
        Table table(pages, columns);
        for (const GateRow& row : report.gates) {
            Row cells{{gateTitle(row)}};
            for (const int stage : part) {
                cells.push_back(gateCell(row, stage));
            }
            table.add(cells);
        }
        Row calls{{QStringLiteral("Canary calls judged")}};
        for (const int stage : part) {
            calls.push_back(callsCell(report, stage));
        }
        table.add(calls);
    }
}

void drawPeople(Pages& pages, const Report& report)
{
    if (report.people.empty()) {
        return;
    }
    Canvas& canvas = pages.canvas();
    pages.section(QStringLiteral("People, by the names in the history; not signed"), 44.0);
    constexpr int kColumns = 3;
    constexpr double kGap = 13.0;
    const double width = (Pages::kInner - kGap * (kColumns - 1)) / kColumns;
    for (std::size_t i = 0; i < report.people.size(); i += kColumns) {
        double height = 0.0;
        for (const bool draw : {false, true}) {
            if (draw) {
                pages.need(height);
            }
            for (std::size_t j = i; j < std::min(report.people.size(), i + kColumns); ++j) {
                const double x = Pages::kLeft + static_cast<double>(j - i) * (width + kGap);
                const Person& person = report.people[j];
                if (draw) {
                    canvas.elided(x, pages.y() + 3.0, width, person.name, style::kBold);
                }
                const double roles
                    = canvas.paragraph(x, pages.y() + 15.0, width, person.roles.join(QStringLiteral(", ")), style::kSmall, draw);
                height = std::max(height, 15.0 + roles + 7.0);
            }
        }
        pages.advance(height);
    }
}

void drawDeviations(Pages& pages, const Report& report)
{
    pages.section(QStringLiteral("Deviations"), 30.0);
    if (report.deviations.empty()) {
        pages.note(QStringLiteral("None: no hold, no pause, no waiver, no failed command, no failed gate."));
        return;
    }
    Table table(pages,
        {{QStringLiteral("Time UTC"), 92.0}, {QStringLiteral("Who"), 72.0},
            {QStringLiteral("What"), Pages::kInner - 92.0 - 72.0 - 42.0 - 24.0}, {QStringLiteral("Row"), 42.0, Align::Right}});
    for (const Deviation& deviation : report.deviations) {
        table.add({{QStringLiteral("%1 %2").arg(dateInWords(deviation.at), timeInWords(deviation.at)), style::kSmall}, {deviation.who},
            {deviation.text}, {countInWords(deviation.row), style::kSmall}});
    }
}

void drawCommands(Pages& pages, const Report& report)
{
    if (report.commands.empty()) {
        return;
    }
    pages.section(QStringLiteral("Commands: intent, outcome, observed effect"), 60.0);
    constexpr double kRequest = Pages::kInner - 92.0 - 58.0 - 88.0 - 92.0 - 32.0;
    Table table(pages,
        {{QStringLiteral("Intent, UTC"), 92.0}, {QStringLiteral("Asked"), 58.0}, {QStringLiteral("Request"), kRequest},
            {QStringLiteral("Outcome"), 88.0}, {QStringLiteral("Effect"), 92.0}});
    for (const rollout::Command& command : report.commands) {
        const QString asked = askedInWords(command);
        QString effect;
        if (command.effectAt) {
            effect = QStringLiteral("after %1").arg(lengthInWords(*command.effectAt - command.intentAt));
            if (command.observedShare) {
                effect += QStringLiteral(", share %1").arg(gate::inWords(*command.observedShare, metrics::Unit::Fraction));
            }
        }
        Cell effectCell = statusCell(lookOf(command.effect), effect);
        if (!command.shifts()) {
            effectCell = {command.task ? QStringLiteral("its answer") : QStringLiteral("in the registry"), style::kSmall};
        }
        table.add({{QStringLiteral("%1 %2\nrow %3, %4")
                           .arg(dateInWords(command.intentAt), timeInWords(command.intentAt), countInWords(command.intentRow), command.who),
                       style::kSmall},
            {asked, style::kBold},
            {command.request.isEmpty() ? command.why : command.request, command.request.isEmpty() ? style::kSmall : style::kCode},
            statusCell(lookOf(command.outcome), command.answer), effectCell});
    }
}

void drawChecklist(Pages& pages, const Report& report)
{
    if (!report.checklist) {
        return;
    }
    pages.section(QStringLiteral("Checklist %1").arg(report.checklist->name), 60.0);
    constexpr double kItem = Pages::kInner - 84.0 - 150.0 - 16.0;
    Table table(pages, {{QStringLiteral("Item"), kItem}, {QStringLiteral("Answer"), 84.0}, {QStringLiteral("Who and when, UTC"), 150.0}});
    QString phase;
    for (const ChecklistLine& line : report.checklist->lines) {
        if (line.phase != phase) {
            phase = line.phase;
            table.group(phase);
        }
        QString answer;
        if (line.answer) {
            answer = QStringLiteral("%1, %2 %3").arg(line.answer->who, dateInWords(line.answer->at), timeInWords(line.answer->at));
            if (!line.answer->note.isEmpty()) {
                answer += QLatin1Char('\n') + line.answer->note;
            }
        }
        table.add({{line.text, style::kBody, std::nullopt, line.depth * 12.0}, statusCell(lookOf(line.state)), {answer, style::kSmall}});
    }
}

} // namespace fairlead::reports::pdf
