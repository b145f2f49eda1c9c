#include "models/storage/read_only_history.h"

#include "models/storage/migrations.h"
#include "models/storage/note_table.h"
#include "models/storage/record_table.h"
#include "models/storage/record_verifier.h"
#include "models/storage/sample_table.h"

#include <QFileInfo>

namespace fairlead::storage {

namespace {
constexpr int kOldestReadable = 1; ///< records, samples and notes are as they were then
constexpr int kWithLease = 2;
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

Result<audit::Verification> ReadOnlyHistory::verify() const
{
    return verifyRecords(*m_connection);
}

Result<metrics::Readings> ReadOnlyHistory::readings(const QString& release) const
{
    return selectSamples(*m_connection, release);
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
    News news{version->toLongLong(), std::move(*lease), {}, {}};
    if (news.version == query.version) {
        return news;
    }
    ports::RecordQuery after;
    after.afterRow = query.afterRow;
    Result<std::vector<audit::Record>> records = selectRecords(*m_connection, after);
    if (!records) {
        return std::unexpected(records.error());
    }
    news.records = std::move(*records);
    for (const auto& [release, at] : query.samplesAfter) {
        Result<metrics::Readings> readings = selectSamples(*m_connection, release, at);
        if (!readings) {
            return std::unexpected(readings.error());
        }
        if (!readings->empty()) {
            news.readings.push_back({release, std::move(*readings)});
        }
    }
    return news;
}

} // namespace fairlead::storage
