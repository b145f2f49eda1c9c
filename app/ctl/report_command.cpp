#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/find_release.h"
#include "app/ctl/output.h"
#include "app/wiring/report_writer.h"
#include "models/storage/sqlite_history.h"
#include "models/storage/workspace_lock.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>

namespace fairlead::ctl {

namespace {

std::optional<wiring::ReportFormat> formatOf(const QString& name)
{
    if (name == QLatin1String("pdf")) {
        return wiring::ReportFormat::Pdf;
    }
    return name == QLatin1String("json") ? std::optional(wiring::ReportFormat::Json) : std::nullopt;
}

int writeReport(
    ports::HistoryStore& history, const Clock& clock, const QString& release, wiring::ReportFormat format, const CommandLine& line)
{
    int exit = kFine;
    wiring::ReportWriter writer(history, clock, qEnvironmentVariable("USER", QStringLiteral("unknown")));
    QObject::connect(&writer, &wiring::ReportWriter::written, &writer, [&line](const wiring::WrittenReport& report) {
        if (line.json()) {
            printJson({{QStringLiteral("file"), report.file}, {QStringLiteral("bytes"), report.bytes},
                {QStringLiteral("missing"), QJsonArray::fromStringList(report.missing)}});
        } else {
            say(QStringLiteral("%1, %2 bytes.%3")
                    .arg(report.file)
                    .arg(report.bytes)
                    .arg(report.missing.isEmpty() ? QString()
                                                  : QStringLiteral(" Missing: %1.").arg(report.missing.join(QStringLiteral(", ")))));
        }
        QCoreApplication::quit();
    });
    QObject::connect(&writer, &wiring::ReportWriter::failed, &writer, [&exit](const Error& error) {
        say(error);
        exit = exitOf(error.code);
        QCoreApplication::quit();
    });
    writer.write(release, format, line.value(QStringLiteral("o")));
    QCoreApplication::exec();
    return exit;
}

} // namespace

int report(const QStringList& words)
{
    const Usage usage{QStringLiteral("report"), QStringLiteral("Writes the report of a release."),
        QStringLiteral("fairleadctl report latest --workspace releases/ --format pdf -o report.pdf"), {QStringLiteral("RELEASE")},
        {workspaceOption(), {QStringLiteral("format"), QStringLiteral("pdf or json."), QStringLiteral("FORMAT"), QStringLiteral("pdf")},
            {QStringList{QStringLiteral("output"), QStringLiteral("o")}, QStringLiteral("The file to write."), QStringLiteral("FILE")}}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const std::optional<wiring::ReportFormat> format = formatOf(line->value(QStringLiteral("format")));
    if (!format || line->value(QStringLiteral("o")).isEmpty()) {
        say(format ? QStringLiteral("Name the file to write with -o FILE.") : QStringLiteral("--format takes pdf or json."));
        return kWrongUse;
    }
    const QString workspace = line->value(QStringLiteral("workspace"));
    const Result<storage::ReadOnlyHistory> looked = openHistory(workspace);
    const Result<rollout::State> state
        = looked ? findRelease(*looked, line->argument(0)) : Result<rollout::State>(std::unexpected(looked.error()));
    if (!state) {
        say(state.error());
        return exitOf(state.error().code);
    }
    // Writing a report is a record too: the store is opened for writing, beside a console as SQLite allows it.
    SystemClock clock;
    const auto history = storage::SqliteHistory::open(QDir(workspace).filePath(QStringLiteral("history.db")), clock);
    if (!history) {
        say(history.error());
        return exitOf(history.error().code);
    }
    return writeReport(**history, clock, state->release.id.text(), *format, *line);
}

} // namespace fairlead::ctl
