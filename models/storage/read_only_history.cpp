#include "models/storage/read_only_history.h"

#include "models/storage/migrations.h"
#include "models/storage/note_table.h"
#include "models/storage/old_samples.h"
#include "models/storage/record_pages.h"
#include "models/storage/record_table.h"
#include "models/storage/record_verifier.h"

#include <QFileInfo>

namespace fairlead::storage {

namespace {
constexpr int kOldestReadable = 1; ///< records, samples and notes are as they were then
constexpr int kWithLease = 2;
constexpr int kMostNews = 4'096; ///< records at once
} // namespace

Result<ReadOnlyHistory> ReadOnlyHistory::open(const QString& path, const Options& options)
{
    Result<std::unique_ptr<Connection>> connection = Connection::open(path, Access::ReadOnly, options);
    if (!connection) {
        return std::unexpected(connection.error());
    }
    const int newest = static_cast<int>(builtInMigrations().size());
    const Result<int> version = schemaVersion(**connection, newest);
    if (!version) {
        return std::unexpected(version.error());
    }
    if (*version < kOldestReadable) {
        return fail(ErrorCode::Unsupported,
            QStringLiteral(
                "%1 has the schema of an older Fairlead (%2, this one needs %3). Nothing was read. Open the workspace once in the console.")
                .arg(QFileInfo(path).fileName())
                .arg(*version)
                .arg(kOldestReadable),
            path);
    }
    return ReadOnlyHistory(std::move(*connection), *version);
}

Result<std::vector<audit::Record>> ReadOnlyHistory::records(const ports::RecordQuery& query) const
{
    return selectRecords(*m_connection, query);
}

Result<ports::RecordPage> ReadOnlyHistory::page(const ports::PageQuery& query) const
{
    return selectPage(*m_connection, query);
}

Result<audit::Context> ReadOnlyHistory::context(qint64 row) const
{
    return selectContext(*m_connection, row);
}

std::unique_ptr<RecordSearchRun> ReadOnlyHistory::search(ports::RecordSearch search) const
{
    return std::make_unique<RecordSearchRun>(*m_connection, std::move(search));
}

Result<audit::Verification> ReadOnlyHistory::verify() const
{
    return verifyRecords(*m_connection);
}

Result<SampleReader*> ReadOnlyHistory::samples() const
{
    if (!m_samples) {
        Result<SampleReader> opened = SampleReader::open(samplefile::pathBeside(m_connection->path()));
        if (!opened) {
            return std::unexpected(opened.error());
        }
        m_samples = std::make_unique<SampleReader>(std::move(*opened));
    }
    return m_samples.get();
}

Result<metrics::Readings> ReadOnlyHistory::readings(const QString& release, std::optional<Instant> after) const
{
    const Result<SampleReader*> reader = samples();
    if (!reader && reader.error().code != ErrorCode::NotFound) {
        return std::unexpected(reader.error());
    }
    SeriesQuery query;
    query.release = release;
    const auto names = reader ? (*reader)->names(query) : Result<std::vector<std::pair<qint64, SeriesName>>>();
    if (!names) {
        return std::unexpected(names.error());
    }
    if (names->empty()) {
        return selectOldSamples(*m_connection, release, after); // of a history that nobody has opened since
    }
    const Stretch stretch{after ? *after + Millis(1) : Stretch().from};
    metrics::Readings readings;
    for (const auto& series : *names) {
        const auto walked = (*reader)->walk(series.first, stretch, [&](std::span<const metrics::Sample> part) {
            for (const metrics::Sample& sample : part) {
                readings.push_back({series.second.key, sample});
            }
            return true;
        });
        if (!walked) {
            return std::unexpected(walked.error());
        }
    }
    return readings;
}

Result<QString> ReadOnlyHistory::note(const QString& key) const
{
    return selectNote(*m_connection, key);
}

Result<Lease> ReadOnlyHistory::lease() const
{
    return m_version < kWithLease ? Result<Lease>(Lease()) : readLease(*m_connection);
}

Result<News> ReadOnlyHistory::news(const NewsQuery& query) const
{
    const auto version = m_connection->value(QStringLiteral("PRAGMA data_version"));
    Result<Lease> lease = version ? readLease(*m_connection) : Result<Lease>(std::unexpected(version.error()));
    if (!lease) {
        return std::unexpected(lease.error());
    }
    const Result<SampleReader*> reader = samples();
    const Result<qint64> samplesVersion = reader ? (*reader)->version() : Result<qint64>(-1);
    if (!samplesVersion) {
        return std::unexpected(samplesVersion.error());
    }
    News news;
    news.version = version->toLongLong();
    news.samplesVersion = *samplesVersion;
    news.lease = std::move(*lease);
    if (news.version != query.version) {
        ports::RecordQuery after;
        after.afterRow = query.afterRow;
        after.limit = kMostNews;
        Result<std::vector<audit::Record>> records = selectRecords(*m_connection, after);
        if (!records) {
            return std::unexpected(records.error());
        }
        news.records = std::move(*records);
        if (news.records.size() == kMostNews) {
            news.more = true;
            news.version = -1; // what was left is still news
        }
    }
    if (news.samplesVersion == query.samplesVersion) {
        return news;
    }
    for (const auto& [release, at] : query.samplesAfter) {
        Result<metrics::Readings> fresh = readings(release, at);
        if (!fresh) {
            return std::unexpected(fresh.error());
        }
        if (!fresh->empty()) {
            news.readings.push_back({release, std::move(*fresh)});
        }
    }
    return news;
}

} // namespace fairlead::storage
