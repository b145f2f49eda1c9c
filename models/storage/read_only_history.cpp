#include "models/storage/read_only_history.h"

#include "models/storage/migrations.h"
#include "models/storage/note_table.h"
#include "models/storage/record_table.h"
#include "models/storage/record_verifier.h"
#include "models/storage/sample_table.h"

#include <QFileInfo>

namespace fairlead::storage {

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
    if (*version < newest) {
        return fail(ErrorCode::Unsupported,
            QStringLiteral(
                "%1 has the schema of an older Fairlead (%2, this one needs %3). Nothing was read. Open the workspace once in the console.")
                .arg(QFileInfo(path).fileName())
                .arg(*version)
                .arg(newest),
            path);
    }
    return ReadOnlyHistory(std::move(*connection));
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

} // namespace fairlead::storage
