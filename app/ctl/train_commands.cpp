#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/find_release.h"
#include "app/ctl/open_session.h"
#include "app/ctl/output.h"
#include "app/ctl/train_json.h"
#include "app/ctl/train_run.h"
#include "models/base/duration.h"
#include "models/engine/train_facts.h"
#include "models/formats/workspace.h"

#include <QCoreApplication>

#include <algorithm>

namespace fairlead::ctl {

namespace {

namespace kind = audit::kind;
using engine::Engine;

/// A verb as people type it.
struct Verb {
    const char* name;
    QString kind; ///< of its record
    const char* what;
    void (Engine::*slot)(const QString&, const QString&);
};

const std::vector<Verb>& verbs()
{
    static const std::vector<Verb> all{
        {"start", kind::kTrainStarted, "Starts a train: each car by itself, when all that it follows are activated.", &Engine::startTrain},
        {"resume", kind::kTrainResumed, "Lets the other cars go on although one failed; needs a reason.", &Engine::resumeTrain},
        {"rollback", kind::kTrainRollback, "Takes the cars back in reverse order; needs a reason.", &Engine::rollBackTrain}};
    return all;
}

Usage usageOf(const Verb& verb)
{
    return {QStringLiteral("train ") + QLatin1String(verb.name),
        QLatin1String(verb.what)
            + QStringLiteral(
                "\nAsks the engine of the workspace, which must not be at work elsewhere (or --take-over says why it is\n"
                "taken), and follows the train until it has\n"
                "arrived, is back or is held. Exit: 0 arrived, or for rollback back; 1 not done, with the reason, or it ended\n"
                "otherwise; 3 done, but still under way when the wait was over, or out of reach."),
        QStringLiteral("fairleadctl train %1 spring --workspace releases/ --reason \"agreed with the team\" --json")
            .arg(QLatin1String(verb.name)),
        {QStringLiteral("NAME")},
        {workspaceOption(), takeOverOption(),
            {QStringLiteral("reason"), QStringLiteral("Why, for the record."), QStringLiteral("TEXT"), QString()},
            {QStringLiteral("wait"), QStringLiteral("How long the train is followed."), QStringLiteral("TIME"), QStringLiteral("30m")}}};
}

/// The history as it is, for looking; empty where the workspace was never opened.
Result<engine::ReleaseBook> bookOf(const QString& directory)
{
    const Result<storage::ReadOnlyHistory> history = openHistory(directory);
    if (!history && history.error().code == ErrorCode::NotFound) {
        return engine::ReleaseBook();
    }
    const Result<std::vector<audit::Record>> records
        = history ? history->records({}) : Result<std::vector<audit::Record>>(std::unexpected(history.error()));
    if (!records) {
        return std::unexpected(records.error());
    }
    return engine::readBook(*records);
}

/// What the history and the files tell of the train; NotFound names those that there are.
Result<train::Snapshot> readTrain(const QString& name, const engine::ReleaseBook& book, const workspace::Workspace& workspace)
{
    const std::vector<engine::KnownTrain> trains = engine::trainsOf(book, workspace.trains);
    QStringList names;
    for (const engine::KnownTrain& known : trains) {
        if (known.train.name == name) {
            return train::snapshotOf(known.train, known.run, engine::trainFacts(book, known.train));
        }
        names += known.train.name;
    }
    return fail(ErrorCode::NotFound,
        QStringLiteral("There is no train “%1”. Known: %2.")
            .arg(name, names.isEmpty() ? QStringLiteral("none") : names.join(QStringLiteral(", "))));
}

int report(const TrainEnd& end, const Verb& verb, const CommandLine& line)
{
    if (!end.done) {
        say(end.refused.isEmpty() ? QStringLiteral("Not done in time: the engine did not write a record.") : end.refused);
        return end.refused.isEmpty() ? kOutOfReach : kNo;
    }
    if (line.json()) {
        printJson(trainJson(end.train));
    }
    if (!end.rests) {
        say(QStringLiteral("Recorded, and still under way. “fairleadctl rollout run”, another verb or the console goes on with it."));
        return kOutOfReach;
    }
    const train::Stage wanted = verb.kind == kind::kTrainRollback ? train::Stage::RolledBack : train::Stage::Completed;
    return end.train.stage == wanted ? kFine : kNo;
}

} // namespace

int trainStatus(const QStringList& words)
{
    const Usage usage{QStringLiteral("train status"),
        QStringLiteral("Says where a train stands, by the files and the history; also beside a running console."),
        QStringLiteral("fairleadctl train status spring --workspace releases/ --json"), {QStringLiteral("NAME")}, {workspaceOption()}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const QString directory = line->value(QStringLiteral("workspace"));
    const formats::LoadedWorkspace loaded = formats::readWorkspace(directory);
    if (!loaded.valid()) {
        say(loaded.problems);
        return kNo;
    }
    const Result<engine::ReleaseBook> book = bookOf(directory);
    const Result<train::Snapshot> train
        = book ? readTrain(line->argument(0), *book, *loaded.value) : Result<train::Snapshot>(std::unexpected(book.error()));
    if (!train) {
        say(train.error());
        return exitOf(train.error().code);
    }
    if (line->json()) {
        printJson(trainJson(*train));
    } else {
        say(trainText(*train));
    }
    return kFine;
}

int trainVerb(const QString& name, const QStringList& words)
{
    const auto verb = std::ranges::find_if(verbs(), [&name](const Verb& each) { return name == QLatin1String(each.name); });
    Q_ASSERT(verb != verbs().end());
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usageOf(*verb), words, exit);
    if (!line) {
        return exit;
    }
    const Result<Millis> patience = parseDuration(line->value(QStringLiteral("wait")));
    if (!patience) {
        say(patience.error());
        return kWrongUse;
    }
    const formats::LoadedWorkspace loaded = formats::readWorkspace(line->value(QStringLiteral("workspace")));
    say(loaded.problems);
    if (!loaded.valid()) {
        return kNo;
    }
    const Result<engine::ReleaseBook> book = bookOf(line->value(QStringLiteral("workspace")));
    const Result<train::Snapshot> known
        = !book ? Result<train::Snapshot>(std::unexpected(book.error())) : readTrain(line->argument(0), *book, *loaded.value);
    if (!known) {
        say(known.error());
        return exitOf(known.error().code);
    }
    const std::optional<QString> takeOver = takeOverReason(*line);
    if (!takeOver) {
        return kWrongUse;
    }
    const Result<std::unique_ptr<wiring::Session>> session = openSession(*loaded.value, *takeOver);
    if (!session) {
        return kOutOfReach;
    }
    const QString train = line->argument(0);
    const QString reason = line->value(QStringLiteral("reason"));
    TrainEnd end;
    TrainRun run(
        **session, {train, verb->kind, [slot = verb->slot, train, reason](Engine& engine) { (engine.*slot)(train, reason); }, *patience});
    QObject::connect(&run, &TrainRun::ended, &run, [&end](const TrainEnd& how) {
        end = how;
        QCoreApplication::quit();
    });
    (*session)->begin();
    QCoreApplication::exec();
    return report(end, *verb, *line);
}

} // namespace fairlead::ctl
