#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "models/base/duration.h"
#include "models/formats/manifest.h"
#include "models/formats/markdown_checklist.h"
#include "models/formats/problem_json.h"
#include "models/formats/workspace.h"

#include <QJsonArray>

namespace fairlead::ctl {

namespace {

/// The end of every check: JSON or words, and 0 or 1.
int conclude(const CommandLine& line, bool valid, const Problems& problems, QJsonObject document, const QString& fine)
{
    document.insert(QStringLiteral("valid"), valid);
    document.insert(QStringLiteral("problems"), formats::problemsToJson(problems));
    if (line.json()) {
        printJson(document);
    } else {
        say(problems);
    }
    if (valid && !line.json()) {
        say(fine);
    }
    return valid ? kFine : kNo;
}

QJsonObject manifestJson(const rollout::Manifest& manifest)
{
    QJsonArray gates;
    for (const gate::Gate& gate : manifest.successCriteria) {
        gates.append(QJsonObject{{QStringLiteral("metric"), gate.metric}, {QStringLiteral("condition"), gate.condition.text()},
            {QStringLiteral("echo"), gate.condition.title()}});
    }
    const rollout::Plan plan = rollout::Plan::canary(manifest.canaryPercentage);
    return {{QStringLiteral("manifest"), rollout::toJson(manifest)}, {QStringLiteral("gates"), gates},
        {QStringLiteral("steps"), rollout::toJson(plan).value(QStringLiteral("steps"))}};
}

QJsonObject phaseJson(const checklist::Phase& phase)
{
    QJsonArray items;
    for (const checklist::Item& item : phase.items) {
        items.append(
            QJsonObject{{QStringLiteral("text"), item.text}, {QStringLiteral("line"), item.line}, {QStringLiteral("ticked"), item.ticked},
                {QStringLiteral("depth"), item.depth}, {QStringLiteral("commands"), QJsonArray::fromStringList(item.commands)}});
    }
    return {{QStringLiteral("title"), phase.title}, {QStringLiteral("line"), phase.line}, {QStringLiteral("items"), items}};
}

QJsonObject guideJson(const formats::Guide& guide)
{
    QJsonArray phases;
    int ticked = 0;
    for (const checklist::Phase& phase : guide.checklist.phases) {
        phases.append(phaseJson(phase));
        for (const checklist::Item& item : phase.items) {
            ticked += item.ticked ? 1 : 0;
        }
    }
    return {{QStringLiteral("items"), guide.checklist.itemCount()}, {QStringLiteral("ticked"), ticked}, {QStringLiteral("phases"), phases},
        {QStringLiteral("criteria"), guide.criteria}, {QStringLiteral("repairs"), QJsonArray::fromStringList(guide.repairs)}};
}

} // namespace

int workspaceCheck(const QStringList& words)
{
    const Usage usage{QStringLiteral("workspace check"),
        QStringLiteral("Reads a workspace's files and names everything that is wrong with them."),
        QStringLiteral("fairleadctl workspace check releases/ --json"), {QStringLiteral("DIR")}, {}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const formats::LoadedWorkspace loaded = formats::readWorkspace(line->argument(0));
    const formats::WorkspaceCounts& counts = loaded.counts;
    const QJsonObject document{{QStringLiteral("components"), counts.components}, {QStringLiteral("targets"), counts.targets},
        {QStringLiteral("sources"), counts.sources}, {QStringLiteral("plans"), counts.plans},
        {QStringLiteral("checklists"), counts.checklists}, {QStringLiteral("trains"), counts.trains}};
    return conclude(*line, loaded.valid(), loaded.problems, document,
        QStringLiteral("%1 is valid: %2 components, %3 targets, %4 sources, %5 plans, %6 checklists.")
            .arg(line->argument(0))
            .arg(counts.components)
            .arg(counts.targets)
            .arg(counts.sources)
            .arg(counts.plans)
            .arg(counts.checklists));
}

int manifestCheck(const QStringList& words)
{
    const Usage usage{QStringLiteral("manifest check"), QStringLiteral("Reads a deployment manifest and says what it would do."),
        QStringLiteral("fairleadctl manifest check deployment_manifest.yaml --json"), {QStringLiteral("FILE")}, {}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const Result<QByteArray> bytes = readInput(line->argument(0));
    if (!bytes) {
        say(bytes.error());
        return exitOf(bytes.error().code);
    }
    const formats::Loaded<rollout::Manifest> loaded = formats::readManifest(line->argument(0), *bytes);
    const QJsonObject nothing{
        {QStringLiteral("manifest"), QJsonValue()}, {QStringLiteral("gates"), QJsonArray()}, {QStringLiteral("steps"), QJsonArray()}};
    return conclude(*line, loaded.valid(), loaded.problems, loaded.valid() ? manifestJson(*loaded.value) : nothing,
        loaded.valid() ? QStringLiteral("%1 %2 is valid: %3 gates.")
                             .arg(loaded.value->component, loaded.value->version)
                             .arg(loaded.value->successCriteria.size())
                       : QString());
}

int checklistImport(const QStringList& words)
{
    const Usage usage{QStringLiteral("checklist import"),
        QStringLiteral("Reads the task lists of a Markdown guide as a checklist. Ticked items stay ticked, broken encodings are repaired."),
        QStringLiteral("fairleadctl checklist import guide.md --section \"Pre-Deployment Checklist\" --json"), {QStringLiteral("GUIDE")},
        {{QStringLiteral("section"), QStringLiteral("Only what stands under this heading."), QStringLiteral("HEADING")}}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const Result<QByteArray> bytes = readInput(line->argument(0));
    if (!bytes) {
        say(bytes.error());
        return exitOf(bytes.error().code);
    }
    const formats::Loaded<formats::Guide> loaded
        = formats::importChecklist(line->argument(0), *bytes, line->value(QStringLiteral("section")));
    const formats::Guide guide = loaded.value.value_or(formats::Guide());
    return conclude(*line, loaded.valid(), loaded.problems, guideJson(guide),
        QStringLiteral("%1 items in %2 phases, %3 repairs.")
            .arg(guide.checklist.itemCount())
            .arg(guide.checklist.phases.size())
            .arg(guide.repairs.size()));
}

} // namespace fairlead::ctl
