#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/find_release.h"
#include "app/ctl/open_session.h"
#include "app/ctl/output.h"
#include "app/ctl/status_json.h"
#include "app/ctl/verb_run.h"
#include "models/base/duration.h"
#include "models/formats/workspace.h"

#include <QCoreApplication>

#include <algorithm>

namespace fairlead::ctl {

namespace {

namespace kind = audit::kind;
using engine::Engine;
using OneReason = void (Engine::*)(const ReleaseId&, const QString&);

/// A verb as people type it.
struct Verb {
    const char* name;
    QString kind; ///< of its record
    const char* what;
    OneReason slot; ///< null where it takes more than a reason
};

const std::vector<Verb>& verbs()
{
    static const std::vector<Verb> all{
        {"promote", kind::kPromoted, "Goes to the next weight, approval or activation without waiting for the soak.", &Engine::promote},
        {"promote-fully", kind::kPromoted, "Goes to the last weight and leaves out what lies between.", &Engine::promoteFully},
        {"pause", kind::kPaused, "Stops the clock; gates are still judged.", &Engine::pause},
        {"resume", kind::kResumed, "Goes on after a pause or a hold that needs a person, and back to the plan's weight.", &Engine::resume},
        {"skip", kind::kSkipped, "Leaves the current step undone and goes to the next.", &Engine::skip},
        {"abort", kind::kAborted, "Takes all traffic back and keeps the plan.", &Engine::abort},
        {"retry", kind::kRetried, "Begins an aborted release again at its first step.", &Engine::retry},
        {"rollback", kind::kRollbackDecided, "Takes all traffic back and ends the release; --gradually 30m does it in steps.",
            &Engine::rollBack},
        {"lift-quarantine", kind::kQuarantineLifted, "Lets a version have traffic again that was rolled back.", &Engine::liftQuarantine},
        {"approve", kind::kApproved, "Says yes to the current step; --as names who does.", nullptr},
        {"set-weight", kind::kByHand, "Asks for a weight below the plan's; --weight 5.", nullptr},
        {"note", kind::kNote, "Writes the reason down as a note, about now or --at a moment that has been.", nullptr}};
    return all;
}

QCommandLineOption option(const char* name, const char* what, const char* value, const QString& otherwise = {})
{
    return {QLatin1String(name), QLatin1String(what), QLatin1String(value), otherwise};
}

Usage usageOf(const Verb& verb)
{
    Usage usage{QStringLiteral("rollout ") + QLatin1String(verb.name),
        QLatin1String(verb.what)
            + QStringLiteral("\nAsks the engine of the workspace, which must not be at work elsewhere (or --take-over says why it is "
                             "taken), and waits for the effect.\n"
                             "Exit: 0 done and its effect seen; 1 not done, with the reason; 3 done, but its effect was not seen in time,\n"
                             "or out of reach."),
        QStringLiteral("fairleadctl rollout %1 latest --workspace releases/ --reason \"agreed with the team\" --json")
            .arg(QLatin1String(verb.name)),
        {QStringLiteral("RELEASE")},
        {workspaceOption(), takeOverOption(), option("reason", "Why, for the record; most verbs need one.", "TEXT", QStringLiteral("")),
            option("wait", "How long the effect is awaited.", "TIME", QStringLiteral("60s"))}};
    if (verb.kind == kind::kApproved) {
        usage.options += option("as", "Who approves; the workspace's person unless given.", "PERSON");
    } else if (verb.kind == kind::kByHand) {
        usage.options += option("weight", "Percent of the traffic, above 0 and at most the plan's.", "N");
    } else if (verb.kind == kind::kNote) {
        usage.options += option("at", "The moment that it is about, 2025-08-07T14:12:20Z; now unless given.", "TIME");
    } else if (verb.kind == kind::kRollbackDecided) {
        usage.options += option("gradually", "From now to 0 %, 1s to 24h.", "TIME");
        usage.options += option("steps", "Of a gradual rollback, 2 to 20.", "N", QStringLiteral("4"));
    }
    return usage;
}

/// What is asked of the engine; an error for options that do not fit.
Result<std::function<void(Engine&)>> askedOf(
    const Verb& verb, const CommandLine& line, const ReleaseId& id, const workspace::Workspace& workspace)
{
    const QString reason = line.value(QStringLiteral("reason"));
    if (verb.kind == kind::kApproved) {
        const QString person = line.has(QStringLiteral("as")) ? line.value(QStringLiteral("as")) : workspace.person;
        return [=](Engine& engine) { engine.approve(id, person, reason); };
    }
    if (verb.kind == kind::kNote) {
        const Result<Instant> at
            = line.has(QStringLiteral("at")) ? Instant::fromIso(line.value(QStringLiteral("at"))) : Result<Instant>(SystemClock().now());
        if (!at) {
            return std::unexpected(at.error());
        }
        return [=, at = *at](Engine& engine) { engine.addNote(id, at, reason); };
    }
    if (verb.kind == kind::kByHand) {
        bool numeric = false;
        const Result<Percent> weight = Percent::create(line.value(QStringLiteral("weight")).toDouble(&numeric));
        if (!numeric || !weight) {
            return fail(ErrorCode::InvalidInput, QStringLiteral("--weight takes a number from 0 to 100."));
        }
        return [=, weight = *weight](Engine& engine) { engine.setWeight(id, weight, reason); };
    }
    if (verb.kind == kind::kRollbackDecided && line.has(QStringLiteral("gradually"))) {
        const Result<Millis> length = parseDuration(line.value(QStringLiteral("gradually")));
        bool numeric = false;
        const int steps = line.value(QStringLiteral("steps")).toInt(&numeric);
        if (!length || !numeric) {
            return fail(ErrorCode::InvalidInput, length ? QStringLiteral("--steps takes a whole number.") : length.error().message);
        }
        return [=, length = *length](Engine& engine) { engine.rollBackGradually(id, length, steps, reason); };
    }
    return [=, slot = verb.slot](Engine& engine) { (engine.*slot)(id, reason); };
}

int report(const VerbEnd& end, const CommandLine& line)
{
    if (!end.done) {
        say(end.refused.isEmpty() ? QStringLiteral("Not done in time: the engine did not write a record.") : end.refused);
        return end.refused.isEmpty() ? kOutOfReach : kNo;
    }
    if (line.json()) {
        printJson(statusJson(end.state));
    } else {
        say(QStringLiteral("%1: %2, asked %3\u00a0%.")
                .arg(end.state.release.title(), toString(end.state.phase))
                .arg(end.state.asked().weight.value()));
    }
    if (!end.settled) {
        say(QStringLiteral("Recorded, but its effect was not seen in time. “fairleadctl rollout run” or the console goes on with it."));
    }
    return end.settled ? kFine : kOutOfReach;
}

} // namespace

int rolloutVerb(const QString& name, const QStringList& words)
{
    const auto verb = std::ranges::find_if(verbs(), [&name](const Verb& each) { return name == QLatin1String(each.name); });
    Q_ASSERT(verb != verbs().end());
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usageOf(*verb), words, exit);
    if (!line) {
        return exit;
    }
    const std::optional<QString> takeOver = takeOverReason(*line);
    if (!takeOver) {
        return kWrongUse;
    }
    const Result<Millis> patience = parseDuration(line->value(QStringLiteral("wait")));
    if (!patience) {
        say(patience.error());
        return kWrongUse;
    }
    const QString directory = line->value(QStringLiteral("workspace"));
    const Result<storage::ReadOnlyHistory> history = openHistory(directory);
    const Result<rollout::State> state
        = history ? findRelease(*history, line->argument(0)) : Result<rollout::State>(std::unexpected(history.error()));
    if (!state) {
        say(state.error());
        return exitOf(state.error().code);
    }
    const formats::LoadedWorkspace loaded = formats::readWorkspace(directory);
    say(loaded.problems);
    if (!loaded.valid()) {
        return kNo;
    }
    const auto ask = askedOf(*verb, *line, state->release.id, *loaded.value);
    if (!ask) {
        say(ask.error());
        return kWrongUse;
    }
    const Result<std::unique_ptr<wiring::Session>> session = openSession(*loaded.value, *takeOver);
    if (!session) {
        return kOutOfReach;
    }
    VerbEnd end;
    VerbRun run(**session, {state->release.id, verb->kind, *ask, *patience});
    QObject::connect(&run, &VerbRun::ended, &run, [&end](const VerbEnd& how) {
        end = how;
        QCoreApplication::quit();
    });
    (*session)->begin();
    QCoreApplication::exec();
    return report(end, *line);
}

} // namespace fairlead::ctl
