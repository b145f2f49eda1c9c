#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/find_release.h"
#include "app/ctl/output.h"
#include "models/base/duration.h"
#include "models/domain/rollout/retention.h"
#include "models/engine/release_book.h"
#include "models/storage/sqlite_history.h"

#include <QDir>
#include <QJsonArray>

namespace fairlead::ctl {

namespace {

int unreadable(const Error& error)
{
    say(error);
    return exitOf(error.code);
}

QCommandLineOption option(const char* name, const char* what, const char* value)
{
    return {QString::fromLatin1(name), QString::fromUtf8(what), QString::fromLatin1(value)};
}

QString person()
{
    return qEnvironmentVariable("USER", QStringLiteral("unknown"));
}

/// The history for writing a record or two, beside whoever carries out the releases.
Result<std::unique_ptr<storage::SqliteHistory>> openForWriting(const QString& workspace, const Clock& clock)
{
    return storage::SqliteHistory::open(QDir(workspace).filePath(QStringLiteral("history.db")), clock);
}

template <typename T> T waitFor(QFuture<T> future)
{
    future.waitForFinished();
    return future.result();
}

/// Everything that retention looks at.
struct Book {
    std::vector<rollout::State> releases;
    std::set<ReleaseId> held;
    std::set<QString> withSamples; ///< ids
};

Result<Book> readAll(const storage::ReadOnlyHistory& history)
{
    const Result<std::vector<audit::Record>> records = history.records({});
    const Result<storage::SampleReader*> reader
        = records ? history.samples() : Result<storage::SampleReader*>(std::unexpected(records.error()));
    const auto names = reader ? (*reader)->names({}) : std::unexpected(reader.error());
    if (!names) {
        return std::unexpected(names.error());
    }
    Book book;
    for (const auto& [id, state] : engine::readBook(*records).releases) {
        book.releases.push_back(state);
    }
    book.held = rollout::heldReleases(*records);
    for (const auto& [id, name] : *names) {
        book.withSamples.insert(name.release);
    }
    return book;
}

Result<rollout::RetentionRule> ruleOf(const CommandLine& line, const storage::ReadOnlyHistory& history)
{
    rollout::RetentionRule rule;
    if (const QString age = line.value(QStringLiteral("older-than")); !age.isEmpty()) {
        const Result<Millis> length = parseDuration(age);
        if (!length) {
            return fail(ErrorCode::InvalidInput, QStringLiteral("--older-than takes a length such as 400d."));
        }
        rule.olderThan = *length;
    }
    if (const QString keep = line.value(QStringLiteral("keep")); !keep.isEmpty()) {
        bool isNumber = false;
        rule.keepNewest = keep.toInt(&isNumber);
        if (!isNumber || *rule.keepNewest < 0) {
            return fail(ErrorCode::InvalidInput, QStringLiteral("--keep takes a number of releases."));
        }
    }
    if (const QString named = line.value(QStringLiteral("release")); !named.isEmpty()) {
        const Result<rollout::State> state = findRelease(history, named);
        if (!state) {
            return std::unexpected(state.error());
        }
        rule.only.insert(state->release.id);
    }
    if (rule.inWords().isEmpty()) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("Say what may go: --older-than LENGTH, --keep N or --release RELEASE."));
    }
    return rule;
}

/// The record first: nothing goes without one.
Result<storage::Forgotten> forget(
    storage::SqliteHistory& history, const rollout::Retained& release, const QString& reason, const rollout::RetentionRule& rule)
{
    const auto recorded = waitFor(history.append(
        {audit::kind::kSamplesForgotten, person(), release.id.text(), release.title, reason, {{QStringLiteral("rule"), rule.inWords()}}}));
    return recorded ? waitFor(history.forgetSamples(release.id.text())) : std::unexpected(recorded.error());
}

int forgetAll(const CommandLine& line, const std::vector<rollout::Retained>& going, const rollout::RetentionRule& rule)
{
    const SystemClock clock;
    const auto history = openForWriting(line.value(QStringLiteral("workspace")), clock);
    if (!history) {
        return unreadable(history.error());
    }
    QJsonArray gone;
    for (const rollout::Retained& release : going) {
        const auto forgotten = forget(**history, release, line.value(QStringLiteral("reason")), rule);
        if (!forgotten) {
            return unreadable(forgotten.error());
        }
        gone.append(QJsonObject{{QStringLiteral("release"), release.id.text()}, {QStringLiteral("title"), release.title},
            {QStringLiteral("samples"), forgotten->samples}});
        if (!line.json()) {
            say(QStringLiteral("%1: %2 samples let go of.").arg(release.title).arg(forgotten->samples));
        }
    }
    if (line.json()) {
        printJson({{QStringLiteral("forgotten"), gone}});
    }
    return kFine;
}

void tellPlan(const CommandLine& line, const std::vector<rollout::Retained>& all)
{
    QJsonArray releases;
    for (const rollout::Retained& release : all) {
        releases.append(QJsonObject{{QStringLiteral("release"), release.id.text()}, {QStringLiteral("title"), release.title},
            {QStringLiteral("decision"), rollout::toString(release.why)}});
        if (!line.json()) {
            say(QStringLiteral("%1  %2  %3").arg(release.id.text(), release.title, rollout::toString(release.why)));
        }
    }
    if (line.json()) {
        printJson({{QStringLiteral("releases"), releases}});
    }
}

} // namespace

int samplesForget(const QStringList& words)
{
    const Usage usage{QStringLiteral("samples forget"),
        QStringLiteral("Lets go of the samples of whole releases, with a record of each; records stay. Never of a release under legal "
                       "hold, one under\n"
                       "way, or the one in production. --dry-run says what would go and why the others stay."),
        QStringLiteral("fairleadctl samples forget --older-than 400d --keep 20 --reason \"retention policy 7\" --dry-run"), {},
        {workspaceOption(), option("older-than", "Only releases that ended so long ago.", "LENGTH"),
            option("keep", "The newest N of each component stay.", "N"), option("release", "This one alone.", "RELEASE"),
            option("reason", "Why, for the record.", "TEXT"),
            QCommandLineOption(QStringLiteral("dry-run"), QStringLiteral("Only says it."))}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const bool dry = line->has(QStringLiteral("dry-run"));
    if (!dry && line->value(QStringLiteral("reason")).trimmed().isEmpty()) {
        say(QStringLiteral("It takes a reason, for the record: --reason TEXT."));
        return kWrongUse;
    }
    const Result<storage::ReadOnlyHistory> history = openHistory(line->value(QStringLiteral("workspace")));
    const Result<rollout::RetentionRule> rule
        = history ? ruleOf(*line, *history) : Result<rollout::RetentionRule>(std::unexpected(history.error()));
    const Result<Book> book = rule ? readAll(*history) : Result<Book>(std::unexpected(rule.error()));
    if (!book) {
        say(book.error());
        return book.error().code == ErrorCode::InvalidInput ? int(kWrongUse) : exitOf(book.error().code);
    }
    const std::vector<rollout::Retained> all = rollout::retentionOf(book->releases, book->held, *rule, SystemClock().now());
    if (dry) {
        tellPlan(*line, all);
        return kFine;
    }
    std::vector<rollout::Retained> going;
    std::ranges::copy_if(all, std::back_inserter(going), [&book](const rollout::Retained& release) {
        return release.why == rollout::Keep::No && book->withSamples.contains(release.id.text());
    });
    return forgetAll(*line, going, *rule);
}

int samplesHold(bool hold, const QStringList& words)
{
    const QString name = hold ? QStringLiteral("samples hold") : QStringLiteral("samples release-hold");
    const Usage usage{name,
        hold ? QStringLiteral("Puts a release under legal hold: nothing of it is let go of until the hold is released.")
             : QStringLiteral("Releases the legal hold of a release."),
        QStringLiteral("fairleadctl %1 \"data_analyst 2.0.0\" --reason \"case 17\"").arg(name), {QStringLiteral("RELEASE")},
        {workspaceOption(), option("reason", "Why, for the record.", "TEXT")}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const QString reason = line->value(QStringLiteral("reason")).trimmed();
    if (reason.isEmpty()) {
        say(QStringLiteral("It takes a reason, for the record: --reason TEXT."));
        return kWrongUse;
    }
    const Result<storage::ReadOnlyHistory> looked = openHistory(line->value(QStringLiteral("workspace")));
    const Result<rollout::State> state
        = looked ? findRelease(*looked, line->argument(0)) : Result<rollout::State>(std::unexpected(looked.error()));
    const SystemClock clock;
    const auto history = state ? openForWriting(line->value(QStringLiteral("workspace")), clock)
                               : Result<std::unique_ptr<storage::SqliteHistory>>(std::unexpected(state.error()));
    if (!history) {
        return unreadable(history.error());
    }
    const auto recorded = waitFor((*history)->append(
        {audit::kind::kLegalHold, person(), state->release.id.text(), state->release.title(), reason, {{QStringLiteral("held"), hold}}}));
    if (!recorded) {
        return unreadable(recorded.error());
    }
    if (line->json()) {
        printJson({{QStringLiteral("release"), state->release.id.text()}, {QStringLiteral("held"), hold},
            {QStringLiteral("row"), recorded->row}});
    } else {
        say(hold ? QStringLiteral("%1 is under legal hold.").arg(state->release.title())
                 : QStringLiteral("The legal hold of %1 is released.").arg(state->release.title()));
    }
    return kFine;
}

} // namespace fairlead::ctl
