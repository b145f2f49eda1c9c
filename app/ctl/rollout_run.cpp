#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/headless_run.h"
#include "app/ctl/open_session.h"
#include "app/ctl/output.h"
#include "models/base/duration.h"
#include "models/formats/manifest.h"
#include "models/formats/plan.h"
#include "models/formats/workspace.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace fairlead::ctl {

namespace {

Usage usage()
{
    return {QStringLiteral("rollout run"),
        QStringLiteral("Carries a release through its plan without a window: weights, soaks, gates, activation or rollback.\n"
                       "Takes up a release of the same manifest and target that is under way. Prints a JSON line an event;\n"
                       "the last one is {release, result, why}. Exit: 0 activated, 1 rolled back or held, 3 unknown or out of reach."),
        QStringLiteral("fairleadctl rollout run manifests/data_analyst.yaml --target edge --workspace releases/"),
        {QStringLiteral("MANIFEST|PLAN")},
        {workspaceOption(), takeOverOption(), {QStringLiteral("target"), QStringLiteral("Name of the target."), QStringLiteral("NAME")},
            {QStringLiteral("environment"), QStringLiteral("Name of the environment; the first one unless given."), QStringLiteral("NAME")},
            {QStringLiteral("time-scale"), QStringLiteral("Divides soaks and intervals, for practice."), QStringLiteral("N"),
                QStringLiteral("1")},
            {QStringLiteral("reason"), QStringLiteral("Why it is started, for the record."), QStringLiteral("TEXT"), QString()},
            {QStringLiteral("patience"), QStringLiteral("Ends as held (or unknown) when it did not go on for that long."),
                QStringLiteral("TIME"), QStringLiteral("30m")},
            {QStringLiteral("headless"), QStringLiteral("Without a window; this program never has one.")}}};
}

/// The workspace's own release for this manifest (or plan) and target; else one put together from the manifest alone.
Result<workspace::PlannedRelease> plannedFor(const workspace::Workspace& workspace, const CommandLine& line)
{
    const QString wanted = QFileInfo(line.argument(0)).canonicalFilePath();
    const QString target = line.value(QStringLiteral("target"));
    for (const workspace::PlannedRelease& planned : workspace.releases) {
        const QString file
            = QFileInfo(QFileInfo(planned.manifestFile).isAbsolute() ? planned.manifestFile
                                                                     : workspace.directory + QLatin1Char('/') + planned.manifestFile)
                  .canonicalFilePath();
        const bool fits = (file == wanted && !wanted.isEmpty()) || planned.plan == line.argument(0);
        if (fits && (target.isEmpty() || planned.target == target)) {
            return planned;
        }
    }
    const Result<QByteArray> bytes = readInput(line.argument(0));
    if (!bytes) {
        return std::unexpected(bytes.error());
    }
    const formats::Loaded<rollout::Manifest> manifest = formats::readManifest(line.argument(0), *bytes);
    if (!manifest.valid()) {
        say(manifest.problems);
        return fail(ErrorCode::InvalidInput, QStringLiteral("The manifest is not valid; nothing was started."), line.argument(0));
    }
    const QString environment = line.value(QStringLiteral("environment"));
    workspace::PlannedRelease planned;
    planned.manifestFile = line.argument(0);
    planned.manifest = *manifest.value;
    planned.environment = environment.isEmpty() && !workspace.environments.empty() ? workspace.environments.front().name : environment;
    planned.target = target;
    planned.plan = manifest.value->strategy;
    return planned;
}

/// Only the one release, its plan in the wanted time scale.
workspace::Workspace narrowed(workspace::Workspace workspace, workspace::PlannedRelease planned, double scale)
{
    if (workspace.plan(planned.plan) == nullptr) {
        workspace.plans.push_back(rollout::Plan::canary(planned.manifest.canaryPercentage));
        planned.plan = workspace.plans.back().name;
    }
    for (rollout::Plan& plan : workspace.plans) {
        plan = plan.scaled(scale);
    }
    workspace.releases = {std::move(planned)};
    return workspace;
}

int runSession(const workspace::Workspace& workspace, const QString& reason, Millis patience, const QString& takeOver)
{
    const Result<std::unique_ptr<wiring::Session>> session = openSession(workspace, takeOver);
    if (!session) {
        return kOutOfReach;
    }
    RunEnd end;
    HeadlessRun run(**session, workspace.releases.front(), reason, patience);
    QObject::connect(&run, &HeadlessRun::ended, &run, [&end](const RunEnd& how) {
        end = how;
        QCoreApplication::quit();
    });
    (*session)->begin();
    QCoreApplication::exec();
    printLine({{QStringLiteral("release"), end.release}, {QStringLiteral("result"), end.result}, {QStringLiteral("why"), end.why}});
    return end.exit;
}

} // namespace

int rolloutRun(const QStringList& words)
{
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage(), words, exit);
    if (!line) {
        return exit;
    }
    const std::optional<QString> takeOver = takeOverReason(*line);
    if (!takeOver) {
        return kWrongUse;
    }
    bool numeric = false;
    const double scale = line->value(QStringLiteral("time-scale")).toDouble(&numeric);
    const Result<Millis> patience = parseDuration(line->value(QStringLiteral("patience")));
    if (!numeric || !(scale > 0.0) || !patience) {
        say(patience ? QStringLiteral("--time-scale takes a number above 0.") : patience.error().message);
        return kWrongUse;
    }
    const formats::LoadedWorkspace loaded = formats::readWorkspace(line->value(QStringLiteral("workspace")));
    say(loaded.problems);
    if (!loaded.valid()) {
        return kNo;
    }
    const Result<workspace::PlannedRelease> planned = plannedFor(*loaded.value, *line);
    if (!planned) {
        say(planned.error());
        return exitOf(planned.error().code);
    }
    if (loaded.value->target(planned->target) == nullptr) {
        say(QStringLiteral("The workspace has no target “%1”. Name one with --target.").arg(planned->target));
        return kWrongUse;
    }
    return runSession(narrowed(*loaded.value, *planned, scale), line->value(QStringLiteral("reason")), *patience, *takeOver);
}

} // namespace fairlead::ctl
