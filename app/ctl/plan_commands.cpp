#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "models/formats/kubernetes/as_plan.h"
#include "models/formats/kubernetes/plan_files.h"
#include "models/formats/problem_json.h"

#include <QJsonArray>

namespace fairlead::ctl {

namespace {

using formats::kubernetes::PlanFile;
using formats::kubernetes::PlanObject;

/// Everything that was read of all files.
struct Summary {
    Problems problems;
    QJsonArray objects;
    QStringList lines; ///< one an object, for people
};

QString lineOf(const QString& file, const PlanObject& object)
{
    const QString name = object.name.isEmpty() ? QStringLiteral("without a name") : object.name;
    QStringList weights;
    for (const double weight : object.weights) {
        weights.append(QString::number(weight));
    }
    QString line = QStringLiteral("%1:%2: %3 %4").arg(file).arg(object.line).arg(object.kind, name);
    if (!object.strategy.isEmpty()) {
        line += QStringLiteral(", %1, %2 steps").arg(object.strategy).arg(object.steps.size());
    }
    if (!weights.isEmpty()) {
        line += QStringLiteral(", weights ") + weights.join(QLatin1Char(' '));
    }
    if (!object.metrics.empty()) {
        line += QStringLiteral(", %1 metrics").arg(object.metrics.size());
    }
    if (!object.notCarriedOver.empty()) {
        line += QStringLiteral(", %1 fields not carried over").arg(object.notCarriedOver.size());
    }
    return line;
}

void take(const QString& file, PlanFile read, bool several, Summary& summary)
{
    summary.problems.insert(summary.problems.end(), read.problems.begin(), read.problems.end());
    for (const PlanObject& object : read.objects) {
        QJsonObject json = toJson(object);
        if (several) {
            json.insert(QStringLiteral("file"), file);
        }
        summary.objects.append(json);
        summary.lines.append(lineOf(file, object));
        for (const auto& rule : object.rules) {
            summary.lines.append(QStringLiteral("  ") + rule.echo);
        }
        for (const auto& lost : object.notCarriedOver) {
            summary.lines.append(QStringLiteral("  not carried over: %1. %2").arg(lost.path, lost.why));
        }
    }
}

/// The objects of @p read that roll something out, as plans; with @p wanted only the one of that name.
QList<std::pair<QString, QString>> plansOf(const PlanFile& read, const QString& wanted)
{
    std::vector<formats::kubernetes::PlanMetric> metrics;
    for (const PlanObject& object : read.objects) {
        const bool isTemplate = object.kind == QLatin1String("AnalysisTemplate") || object.kind == QLatin1String("ClusterAnalysisTemplate");
        if (isTemplate) {
            metrics.insert(metrics.end(), object.metrics.begin(), object.metrics.end());
        }
    }
    QList<std::pair<QString, QString>> plans;
    for (const PlanObject& object : read.objects) {
        const QString text = formats::kubernetes::asPlan(object, metrics);
        if (!text.isEmpty() && (wanted.isEmpty() || object.name == wanted)) {
            plans.append({object.name, text});
        }
    }
    return plans;
}

} // namespace

int planCheck(const QStringList& words)
{
    const Usage usage{QStringLiteral("plan check"),
        QStringLiteral(
            "Reads plans: Argo Rollouts and Flagger objects, Fairlead's own plans and deployment manifests. Says every step, weight "
            "and metric, and what cannot be carried over."),
        QStringLiteral("fairleadctl plan check rollout.yaml analysis.yaml --json"), {QStringLiteral("FILE…")}, {}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    Summary summary;
    const QStringList files = line->arguments();
    for (const QString& file : files) {
        const Result<QByteArray> bytes = readInput(file);
        if (!bytes) {
            say(bytes.error());
            return exitOf(bytes.error().code);
        }
        take(file, formats::kubernetes::readPlanFile(file, *bytes), files.size() > 1, summary);
    }
    const bool valid = !hasErrors(summary.problems);
    if (line->json()) {
        printJson({{QStringLiteral("valid"), valid}, {QStringLiteral("problems"), formats::problemsToJson(summary.problems)},
            {QStringLiteral("objects"), summary.objects}});
    } else {
        say(summary.problems);
        for (const QString& text : std::as_const(summary.lines)) {
            say(text);
        }
    }
    return valid ? kFine : kNo;
}

int planConvert(const QStringList& words)
{
    const Usage usage{QStringLiteral("plan convert"),
        QStringLiteral("Writes an Argo Rollout or a Flagger Canary as a plan for a workspace's folder plans/, on standard output. What it "
                       "leaves out and decides stands in comments."),
        QStringLiteral("fairleadctl plan convert rollout.yaml > plans/search.yaml"), {QStringLiteral("FILE")},
        {QCommandLineOption(
            QStringLiteral("object"), QStringLiteral("Which object, where the file has several."), QStringLiteral("NAME"))}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const Result<QByteArray> bytes = readInput(line->arguments().constFirst());
    if (!bytes) {
        say(bytes.error());
        return exitOf(bytes.error().code);
    }
    const PlanFile read = formats::kubernetes::readPlanFile(line->arguments().constFirst(), *bytes);
    say(read.problems);
    const auto plans = plansOf(read, line->value(QStringLiteral("object")));
    if (!read.valid() || plans.isEmpty()) {
        say(read.valid() ? QStringLiteral("Nothing in it rolls something out: there is no Rollout and no Canary, or none of that name.")
                         : QStringLiteral("Nothing was written, because of the errors above."));
        return kNo;
    }
    if (plans.size() > 1) {
        QStringList names;
        for (const auto& [name, text] : plans) {
            names.append(name);
        }
        say(QStringLiteral("It holds several: %1. Choose one with --object.").arg(names.join(QStringLiteral(", "))));
        return kWrongUse;
    }
    const QString& text = plans.constFirst().second;
    if (line->json()) {
        printJson({{QStringLiteral("name"), plans.constFirst().first}, {QStringLiteral("plan"), text}});
    } else {
        printText(text);
    }
    return kFine;
}

} // namespace fairlead::ctl
