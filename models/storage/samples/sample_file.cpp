#include "models/storage/samples/sample_file.h"

#include "models/storage/samples/chunk.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace fairlead::storage::samplefile {

namespace {

constexpr qint64 kApplicationId = 0x464c444d; // "FLDM"
constexpr qint64 kVersion = 1;

constexpr std::string_view kSchema = R"(
BEGIN IMMEDIATE;
PRAGMA application_id = 1179403341;
CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    release TEXT NOT NULL,
    metric TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('canary', 'baseline')),
    -- JSON object with sorted names, empty for the whole
    labels TEXT NOT NULL,
    UNIQUE (release, metric, role, labels)
) STRICT;
-- Rows are numbered on and on: the newest one stays, empty, when the others have been sorted in. AUTOINCREMENT would write a page
-- more at each commit.
CREATE TABLE tail (
    batch INTEGER PRIMARY KEY,
    count INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;
-- Times in milliseconds since 1970-01-01T00:00:00Z.
CREATE TABLE chunk (
    series INTEGER NOT NULL REFERENCES series (id),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL CHECK (last >= first),
    count INTEGER NOT NULL CHECK (count > 0),
    data BLOB NOT NULL,
    PRIMARY KEY (series, first)
) STRICT, WITHOUT ROWID;
-- Chunks that could not be read when samples were to be added to them: set aside as they were.
CREATE TABLE damaged (
    series INTEGER NOT NULL,
    first INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;
PRAGMA user_version = 1;
COMMIT;
)";

} // namespace

QString pathBeside(const QString& history)
{
    const QFileInfo file(history);
    return file.path() + QLatin1Char('/') + file.completeBaseName() + QStringLiteral("-samples.db");
}

Result<bool> isPrepared(const sqlite::Database& database)
{
    const Result<qint64> program = database.integer("PRAGMA application_id");
    const Result<qint64> version = database.integer("PRAGMA user_version");
    const Result<qint64> tables = database.integer("SELECT count(*) FROM sqlite_schema");
    for (const auto* answer : {&program, &version, &tables}) {
        if (!*answer) {
            return std::unexpected(answer->error());
        }
    }
    if (*tables == 0 && *program == 0) {
        return false;
    }
    const QString name = QFileInfo(database.path()).fileName();
    if (*program != kApplicationId) {
        return fail(ErrorCode::Corrupt,
            QStringLiteral("%1 is a database of another program. It was left as it is. Move it away, or name another workspace.").arg(name),
            database.path());
    }
    if (*version > kVersion) {
        return fail(ErrorCode::Unsupported,
            QStringLiteral(
                "%1 was written by a newer Fairlead (schema %2, this one knows %3). Nothing was changed. Install the newer Fairlead.")
                .arg(name)
                .arg(*version)
                .arg(kVersion),
            database.path());
    }
    return true;
}

Result<void> prepare(sqlite::Database& database)
{
    const Result<bool> prepared = isPrepared(database);
    if (!prepared || *prepared) {
        return prepared ? Result<void>() : std::unexpected(prepared.error());
    }
    const Result<void> created = database.execute(kSchema);
    if (created) {
        return {};
    }
    static_cast<void>(database.execute("ROLLBACK"));
    // Somebody else may have created them between our look and our lock.
    const Result<bool> now = isPrepared(database);
    return now && *now ? Result<void>() : created;
}

QString textOf(const metrics::Labels& labels)
{
    if (labels.empty()) {
        return {};
    }
    QJsonObject object; // keeps its names sorted
    for (const auto& [name, value] : labels) {
        object.insert(name, value);
    }
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

metrics::Labels labelsOf(const QString& text)
{
    metrics::Labels labels;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        labels.emplace(it.key(), it.value().toString());
    }
    return labels;
}

Bytes packBatch(const ById& samples)
{
    Bytes row;
    Bytes one;
    const auto put = [&](qint64 id, std::span<const metrics::Sample> part) {
        one.clear();
        packChunk(one, part);
        putVarint(row, static_cast<quint64>(id));
        putVarint(row, one.size());
        row.insert(row.end(), one.begin(), one.end());
    };
    for (const auto& [id, all] : samples) {
        const std::span<const metrics::Sample> rest(all);
        for (std::size_t at = 0; at < rest.size(); at += kChunkSamples) {
            put(id, rest.subspan(at, std::min(kChunkSamples, rest.size() - at)));
        }
    }
    return row;
}

bool unpackBatch(std::span<const quint8> bytes, ById& samples)
{
    ByteReader in(bytes);
    while (!in.atEnd()) {
        const auto id = in.varint();
        const auto size = in.varint();
        const auto data = size ? in.bytes(static_cast<std::size_t>(*size)) : std::nullopt;
        if (!id || !data || !unpackChunk(*data, samples[static_cast<qint64>(*id)])) {
            return false;
        }
    }
    return true;
}

void putInOrder(std::vector<metrics::Sample>& samples)
{
    if (std::ranges::adjacent_find(samples, std::ranges::greater_equal(), &metrics::Sample::at) == samples.end()) {
        return;
    }
    std::ranges::stable_sort(samples, {}, &metrics::Sample::at);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (i + 1 == samples.size() || samples[i + 1].at != samples[i].at) {
            samples[kept++] = samples[i];
        }
    }
    samples.resize(kept);
}

std::vector<metrics::Sample> merged(std::span<const metrics::Sample> old, std::span<const metrics::Sample> fresh)
{
    std::vector<metrics::Sample> all;
    all.reserve(old.size() + fresh.size());
    // A union takes what is in both from its first range.
    std::ranges::set_union(fresh, old, std::back_inserter(all), {}, &metrics::Sample::at, &metrics::Sample::at);
    return all;
}

} // namespace fairlead::storage::samplefile
