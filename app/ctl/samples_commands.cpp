#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/find_release.h"
#include "app/ctl/output.h"
#include "app/ctl/samples_text.h"
#include "models/base/duration.h"

#include <QFile>
#include <QJsonArray>
#include <QSaveFile>

#include <cstdio>

namespace fairlead::ctl {

namespace {

int unreadable(const Error& error)
{
    say(error);
    return exitOf(error.code);
}

int wrong(const QString& why)
{
    say(why);
    return kWrongUse;
}

QCommandLineOption option(const char* name, const char* what, const char* value)
{
    return {QString::fromLatin1(name), QString::fromUtf8(what), QString::fromLatin1(value)};
}

/// What the options that choose series say.
Result<storage::SeriesQuery> queryOf(const CommandLine& line)
{
    storage::SeriesQuery query;
    query.metric = line.value(QStringLiteral("metric"));
    const QString role = line.value(QStringLiteral("role"));
    if (!role.isEmpty()) {
        if (role != QLatin1String("canary") && role != QLatin1String("baseline")) {
            return fail(ErrorCode::InvalidInput, QStringLiteral("--role takes canary or baseline."));
        }
        query.role = role == QLatin1String("canary") ? metrics::Role::Canary : metrics::Role::Baseline;
    }
    if (const QString label = line.value(QStringLiteral("label")); !label.isEmpty()) {
        const qsizetype equals = label.indexOf(QLatin1Char('='));
        if (equals < 1) {
            return fail(ErrorCode::InvalidInput, QStringLiteral("--label takes NAME=VALUE, such as model=haiku."));
        }
        query.labels.emplace(label.left(equals), label.mid(equals + 1));
    }
    return query;
}

/// A release, and the series of it that are wanted.
/// What of which release was asked for, and who reads it.
struct Wanted {
    QString release;
    storage::SeriesQuery query;
    storage::ReadOnlyHistory history;
    storage::SampleReader* reader; ///< belongs to the history
};

Result<Wanted> wantedOf(const CommandLine& line)
{
    Result<storage::ReadOnlyHistory> history = openHistory(line.value(QStringLiteral("workspace")));
    Result<storage::SeriesQuery> query = history ? queryOf(line) : Result<storage::SeriesQuery>(std::unexpected(history.error()));
    const Result<rollout::State> state
        = query ? findRelease(*history, line.argument(0)) : Result<rollout::State>(std::unexpected(query.error()));
    const Result<storage::SampleReader*> reader
        = state ? history->samples() : Result<storage::SampleReader*>(std::unexpected(state.error()));
    if (!reader) {
        return std::unexpected(reader.error());
    }
    query->release = state->release.id.text();
    return Wanted{state->release.title(), std::move(*query), std::move(*history), *reader};
}

int notRead(const Error& error)
{
    return error.code == ErrorCode::InvalidInput ? wrong(error.message) : unreadable(error);
}

QJsonObject toJson(const storage::SeriesFound& found)
{
    QJsonObject labels;
    for (const auto& [name, value] : found.name.key.labels) {
        labels.insert(name, value);
    }
    return {{QStringLiteral("metric"), found.name.key.metric}, {QStringLiteral("role"), metrics::toString(found.name.key.role)},
        {QStringLiteral("labels"), labels}, {QStringLiteral("count"), found.count}, {QStringLiteral("first"), found.first.toIso()},
        {QStringLiteral("last"), found.last.toIso()}};
}

/// The stretch of --from and --to.
Result<storage::Stretch> stretchOf(const CommandLine& line)
{
    storage::Stretch stretch;
    for (const auto& [name, end] : {std::pair{QStringLiteral("from"), &stretch.from}, std::pair{QStringLiteral("to"), &stretch.to}}) {
        if (line.has(name) && !line.value(name).isEmpty()) {
            const Result<Instant> at = Instant::fromIso(line.value(name));
            if (!at) {
                return fail(ErrorCode::InvalidInput, QStringLiteral("--%1 takes a time such as 2025-08-07T14:00:00Z.").arg(name));
            }
            *end = *at;
        }
    }
    return stretch;
}

/// How the samples are to be written.
struct Shape {
    storage::Stretch stretch;
    std::optional<Millis> every; ///< buckets of this width instead of samples
    SamplesFormat format = SamplesFormat::Csv;
};

Result<Shape> shapeOf(const CommandLine& line)
{
    const Result<storage::Stretch> stretch = stretchOf(line);
    if (!stretch) {
        return std::unexpected(stretch.error());
    }
    Shape shape{*stretch, {}, line.json() ? SamplesFormat::Json : SamplesFormat::Csv};
    if (const QString every = line.value(QStringLiteral("every")); !every.isEmpty()) {
        const Result<Millis> width = parseDuration(every);
        if (!width || width->count() < 1) {
            return fail(ErrorCode::InvalidInput, QStringLiteral("--every takes a length such as 1m."));
        }
        shape.every = *width;
    }
    return shape;
}

Result<void> writeSeries(const Wanted& wanted, const Shape& shape, SamplesText& text)
{
    const auto names = wanted.reader->names(wanted.query);
    if (!names) {
        return std::unexpected(names.error());
    }
    text.begin(wanted.release);
    for (const auto& [id, name] : *names) {
        text.beginSeries(name);
        if (shape.every) {
            const auto buckets = wanted.reader->buckets(id, shape.stretch, *shape.every);
            if (!buckets) {
                return std::unexpected(buckets.error());
            }
            text.add(*buckets);
        } else {
            const auto walked = wanted.reader->walk(id, shape.stretch, [&text](std::span<const metrics::Sample> samples) {
                text.add(samples);
                return text.error().isEmpty();
            });
            if (!walked) {
                return walked;
            }
        }
        text.endSeries();
    }
    text.end();
    return text.error().isEmpty() ? Result<void>()
                                  : fail(ErrorCode::Storage, QStringLiteral("The samples could not be written: %1.").arg(text.error()));
}

/// To a file that is there whole or not at all, or to standard output.
Result<void> writeTo(const QString& file, const Wanted& wanted, const Shape& shape)
{
    if (file.isEmpty()) {
        QFile out;
        if (!out.open(stdout, QIODevice::WriteOnly)) {
            return fail(ErrorCode::Storage, QStringLiteral("Standard output cannot be written."));
        }
        SamplesText text(out, shape.format, shape.every.has_value());
        return writeSeries(wanted, shape, text);
    }
    QSaveFile out(file);
    const auto failed = [&] {
        return fail(
            ErrorCode::Storage, QStringLiteral("%1 could not be written: %2. Nothing was left there.").arg(file, out.errorString()), file);
    };
    if (!out.open(QIODevice::WriteOnly)) {
        return failed();
    }
    SamplesText text(out, shape.format, shape.every.has_value());
    if (const auto written = writeSeries(wanted, shape, text); !written) {
        out.cancelWriting();
        return written;
    }
    return out.commit() ? Result<void>() : failed();
}

const QList<QCommandLineOption>& choosing()
{
    static const QList<QCommandLineOption> options{option("metric", "Only this metric.", "NAME"),
        option("role", "Only this side: canary or baseline.", "SIDE"), option("label", "Only series with this label.", "NAME=VALUE")};
    return options;
}

} // namespace

int samplesList(const QStringList& words)
{
    const Usage usage{QStringLiteral("samples list"),
        QStringLiteral("Lists the series of a release: metric, side, labels, how many samples from when to when."),
        QStringLiteral("fairleadctl samples list data_analyst --workspace releases/ --json"), {QStringLiteral("RELEASE")},
        QList<QCommandLineOption>{workspaceOption()} + choosing()};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const Result<Wanted> wanted = wantedOf(*line);
    if (!wanted) {
        return notRead(wanted.error());
    }
    const auto series = wanted->reader->series(wanted->query);
    if (!series) {
        return unreadable(series.error());
    }
    QJsonArray all;
    for (const storage::SeriesFound& found : *series) {
        all.append(toJson(found));
        if (!line->json()) {
            const metrics::SeriesKey& key = found.name.key;
            say(QStringLiteral("%1  %2  %3  %4 samples  %5 to %6")
                    .arg(key.metric, metrics::toString(key.role), storage::samplefile::textOf(key.labels))
                    .arg(found.count)
                    .arg(found.first.toIso(), found.last.toIso()));
        }
    }
    if (line->json()) {
        printJson({{QStringLiteral("release"), wanted->release}, {QStringLiteral("series"), all}});
    }
    return kFine;
}

int samplesRead(const QStringList& words)
{
    const Usage usage{QStringLiteral("samples read"),
        QStringLiteral("Writes the samples of a release as CSV, or with --json as JSON; with --every what they add up to: count, mean, "
                       "least, largest,\n"
                       "p50, p95, p99, and by how much a counter rose a second."),
        QStringLiteral("fairleadctl samples read latest --metric latency_p95 --every 1m -o latency.csv"), {QStringLiteral("RELEASE")},
        QList<QCommandLineOption>{workspaceOption(), option("from", "No samples before this time.", "TIME"),
            option("to", "No samples after this time.", "TIME"), option("every", "Summed up over stretches of this length.", "LENGTH"),
            {QStringList{QStringLiteral("output"), QStringLiteral("o")}, QStringLiteral("The file to write; standard output unless given."),
                QStringLiteral("FILE")}}
            + choosing()};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const Result<Shape> shape = shapeOf(*line);
    if (!shape) {
        return wrong(shape.error().message);
    }
    const Result<Wanted> wanted = wantedOf(*line);
    if (!wanted) {
        return notRead(wanted.error());
    }
    const auto written = writeTo(line->value(QStringLiteral("o")), *wanted, *shape);
    return written ? kFine : unreadable(written.error());
}

} // namespace fairlead::ctl
