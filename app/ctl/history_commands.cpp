#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/find_release.h"
#include "app/ctl/output.h"

#include <QJsonArray>

namespace fairlead::ctl {

namespace {

QJsonObject verificationJson(const audit::Verification& verification)
{
    QJsonValue broken;
    if (verification.firstBroken) {
        broken
            = QJsonObject{{QStringLiteral("row"), verification.firstBroken->row}, {QStringLiteral("what"), verification.firstBroken->what}};
    }
    return {{QStringLiteral("valid"), verification.valid()}, {QStringLiteral("rows"), verification.rows},
        {QStringLiteral("head"), QString::fromLatin1(verification.head.toHex())}, {QStringLiteral("firstBroken"), broken}};
}

int unreadable(const Error& error)
{
    say(error);
    return exitOf(error.code);
}

} // namespace

int historyVerify(const QStringList& words)
{
    const Usage usage{QStringLiteral("history verify"),
        QStringLiteral("Reads the whole history and checks that no row was changed, removed or inserted."),
        QStringLiteral("fairleadctl history verify --workspace releases/ --json"), {}, {workspaceOption()}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const Result<storage::ReadOnlyHistory> history = openHistory(line->value(QStringLiteral("workspace")));
    const Result<audit::Verification> verification = history ? history->verify() : std::unexpected(history.error());
    if (!verification) {
        return unreadable(verification.error());
    }
    if (line->json()) {
        printJson(verificationJson(*verification));
    } else if (verification->valid()) {
        say(QStringLiteral("Unbroken, rows 1 to %1, head %2.")
                .arg(verification->rows)
                .arg(QString::fromLatin1(verification->head.toHex())));
    } else {
        say(QStringLiteral("Broken. %1").arg(verification->firstBroken->what));
    }
    return verification->valid() ? kFine : kNo;
}

int historyList(const QStringList& words)
{
    const Usage usage{QStringLiteral("history list"), QStringLiteral("Lists the rows of the history, oldest first."),
        QStringLiteral("fairleadctl history list --workspace releases/ --release latest --json"), {},
        {workspaceOption(), {QStringLiteral("release"), QStringLiteral("Only rows of this release."), QStringLiteral("RELEASE")}}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const Result<storage::ReadOnlyHistory> history = openHistory(line->value(QStringLiteral("workspace")));
    if (!history) {
        return unreadable(history.error());
    }
    ports::RecordQuery query;
    if (line->has(QStringLiteral("release"))) {
        const Result<rollout::State> state = findRelease(*history, line->value(QStringLiteral("release")));
        if (!state) {
            return unreadable(state.error());
        }
        query.release = state->release.id.text();
    }
    const Result<std::vector<audit::Record>> records = history->records(query);
    const Result<audit::Verification> verification = history->verify();
    if (!records || !verification) {
        return unreadable(records ? verification.error() : records.error());
    }
    QJsonArray rows;
    for (const audit::Record& record : *records) {
        rows.append(audit::toJson(record));
        if (!line->json()) {
            const audit::Entry& entry = record.entry;
            say(QStringLiteral("%1  %2  %3  %4  %5  %6")
                    .arg(record.row)
                    .arg(record.at.toIso(), entry.who, entry.kind, entry.object, entry.why));
        }
    }
    if (line->json()) {
        QJsonObject document = verificationJson(*verification);
        document.insert(QStringLiteral("records"), rows);
        printJson(document);
    }
    return kFine;
}

} // namespace fairlead::ctl
