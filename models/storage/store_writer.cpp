#include "models/storage/store_writer.h"

#include "models/storage/migrations.h"
#include "models/storage/note_table.h"
#include "models/storage/record_table.h"
#include "models/storage/search_index.h"

#include <QLoggingCategory>
#include <QThread>

#include <algorithm>
#include <utility>

namespace fairlead::storage {

namespace {

Q_LOGGING_CATEGORY(logStore, "fairlead.storage")

constexpr Millis kBatchWindow{500}; ///< half of the second that the port promises, to leave time for the writing
constexpr Millis kIndexRest{20}; ///< between two pieces of the index, for what was asked meanwhile
constexpr Millis kIndexAgain = std::chrono::seconds(5); ///< where somebody else writes now
constexpr std::size_t kMostTogether = 200; ///< jobs of one commit, so that the first of many does not wait for all
constexpr std::size_t kMostWaiting = 20'000; ///< answers of sources kept in memory while somebody else locks the file

} // namespace

StoreWriter::StoreWriter(const Clock& clock)
    : m_lease(clock, this)
    , m_batch(this)
    , m_indexing(this)
{
    m_indexing.setSingleShot(true);
    connect(&m_indexing, &QTimer::timeout, this, &StoreWriter::indexInTurn);
    m_batch.setSingleShot(true);
    m_batch.setInterval(kBatchWindow);
    connect(&m_batch, &QTimer::timeout, this, &StoreWriter::flush);
}

StoreWriter::~StoreWriter() = default;

Result<void> StoreWriter::open(const QString& path, const Options& options)
{
    Q_ASSERT(QThread::currentThread() == thread());
    Result<std::unique_ptr<Connection>> connection = Connection::open(path, Access::ReadWrite, options);
    if (!connection) {
        return std::unexpected(connection.error());
    }
    if (const auto migrated = migrate(**connection, builtInMigrations()); !migrated) {
        return migrated;
    }
    // A read-only or locked file shows only when somebody writes; this changes nothing.
    if (const auto probe = (*connection)->execute(QStringLiteral("DELETE FROM note WHERE 0")); !probe) {
        return probe;
    }
    m_connection = std::move(*connection);
    m_lease.open(*m_connection);
    m_indexing.start(kIndexRest);
    return {};
}

void StoreWriter::close()
{
    m_batch.stop();
    m_indexing.stop();
    settle();
    flush();
    Q_EMIT lastGathered();
    if (m_connection) {
        m_lease.close();
    }
    m_connection.reset();
}

Result<void> StoreWriter::giveBack()
{
    flush();
    Q_EMIT lastGathered();
    return m_lease.giveBack();
}

void StoreWriter::enqueue(Job job)
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_jobs.push_back(std::move(job));
    if (m_jobs.size() == 1) {
        // What has arrived meanwhile lies in the queue before this and comes along.
        QMetaObject::invokeMethod(this, &StoreWriter::settle, Qt::QueuedConnection);
    }
}

void StoreWriter::settle()
{
    const std::vector<Job> jobs = std::exchange(m_jobs, {});
    for (std::size_t first = 0; first < jobs.size(); first += kMostTogether) {
        const auto together = std::span(jobs).subspan(first, std::min(kMostTogether, jobs.size() - first));
        const Carried all = carryOut(together);
        // One that cannot be written must not take the others along. What cannot begin or commit fails for each alike: to try again
        // would wait for the same lock once more for each, and a commit that failed late could stand twice.
        const bool alone = all.byOne && together.size() > 1;
        for (const Job& job : together) {
            job.done(alone ? carryOut(std::span(&job, 1)).result : all.result);
        }
    }
}

StoreWriter::Carried StoreWriter::carryOut(std::span<const Job> jobs)
{
    Result<Transaction> transaction = m_lease.begin();
    if (!transaction) {
        return {std::unexpected(transaction.error())};
    }
    for (const Job& job : jobs) {
        if (auto written = job.write(*m_connection); !written) {
            return {std::move(written), true};
        }
    }
    return {transaction->commit()};
}

Result<audit::Record> StoreWriter::appendBeside(audit::Entry entry, Instant at)
{
    Result<Transaction> transaction = Transaction::begin(*m_connection);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    Result<audit::Record> record = appendRecord(*m_connection, std::move(entry), at);
    const auto committed = record ? transaction->commit() : Result<void>();
    return committed ? std::move(record) : std::unexpected(committed.error());
}

void StoreWriter::keepReadings(QString release, metrics::Readings readings)
{
    m_waiting.push_back({std::move(release), std::move(readings)});
    if (m_waiting.size() > kMostWaiting) {
        m_waiting.erase(m_waiting.begin());
    }
    if (!m_batch.isActive()) {
        m_batch.start();
    }
}

void StoreWriter::flush()
{
    m_batch.stop();
    if (m_waiting.empty() || !m_connection) {
        return;
    }
    // Samples lie in a file of their own, so that this transaction is only asked for whether the lease is ours.
    const Result<Transaction> allowed = m_lease.begin();
    if (!allowed && allowed.error().code != ErrorCode::Conflict) {
        m_batch.start(); // a lock passes
        return;
    }
    const std::vector<ReleaseReadings> batch = std::exchange(m_waiting, {});
    // Whoever has taken over reads the source itself: what waited here is not missing there.
    if (allowed) {
        Q_EMIT gathered(batch);
    }
}

Result<QString> StoreWriter::note(const QString& key) const
{
    return selectNote(*m_connection, key);
}

void StoreWriter::indexInTurn()
{
    settle();
    Result<Transaction> transaction = m_lease.begin();
    if (!transaction) { // whoever holds the lease does it
        m_indexing.start(kIndexAgain);
        return;
    }
    const Result<bool> more = indexPiece(*m_connection);
    const auto committed = more ? transaction->commit() : Result<void>(std::unexpected(more.error()));
    if (!committed) { // searches read what is missing in the index, only slower
        qCWarning(logStore, "The history is not searchable by index: %s", qUtf8Printable(committed.error().message));
    } else if (*more) {
        m_indexing.start(kIndexRest);
    }
}

} // namespace fairlead::storage
