#include "models/storage/store_writer.h"

#include "models/storage/migrations.h"
#include "models/storage/note_table.h"
#include "models/storage/record_table.h"

#include <QLoggingCategory>
#include <QThread>

#include <algorithm>
#include <utility>

namespace fairlead::storage {

namespace {

Q_LOGGING_CATEGORY(logStore, "fairlead.storage")

constexpr Millis kBatchWindow{500}; ///< half of the second that the port promises, to leave time for the writing
constexpr std::size_t kMostTogether = 200; ///< jobs of one commit, so that the first of many does not wait for all
constexpr std::size_t kMostWaiting = 200'000; ///< samples kept in memory while the disk refuses them

} // namespace

StoreWriter::StoreWriter(const Clock& clock)
    : m_lease(clock, this)
    , m_batch(this)
{
    m_batch.setSingleShot(true);
    m_batch.setInterval(kBatchWindow);
    connect(&m_batch, &QTimer::timeout, this, &StoreWriter::flushInTurn);
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
    return {};
}

void StoreWriter::close()
{
    m_batch.stop();
    settle();
    if (const auto flushed = flush(); !flushed) {
        qCWarning(logStore, "Samples were lost at the end: %s", qUtf8Printable(flushed.error().message));
    }
    if (m_connection) {
        m_lease.close();
    }
    m_connection.reset();
}

Result<void> StoreWriter::giveBack()
{
    const auto flushed = flush();
    const auto given = m_lease.giveBack();
    return given ? flushed : given;
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
    m_waitingCount += readings.size();
    m_waiting.push_back({std::move(release), std::move(readings)});
    dropOldest();
    if (!m_batch.isActive()) {
        m_batch.start();
    }
}

Result<void> StoreWriter::flush()
{
    if (m_waiting.empty() || !m_connection) {
        return {};
    }
    Result<Transaction> transaction = m_lease.begin();
    const auto kept
        = transaction ? keepSamples(*m_connection, std::move(*transaction), m_waiting) : Result<void>(std::unexpected(transaction.error()));
    const bool overtaken = !kept && kept.error().code == ErrorCode::Conflict;
    if (kept || overtaken) {
        m_waiting.clear();
        m_waitingCount = 0;
    }
    // Whoever has taken over reads the source itself: what waited here is not missing there.
    return overtaken ? Result<void>() : kept;
}

Result<QString> StoreWriter::note(const QString& key) const
{
    return selectNote(*m_connection, key);
}

void StoreWriter::flushInTurn()
{
    if (const auto flushed = flush(); !flushed) {
        qCWarning(logStore, "%zu samples wait: %s", m_waitingCount, qUtf8Printable(flushed.error().message));
        m_batch.start();
    }
}

void StoreWriter::dropOldest()
{
    // A disk that stays full must not fill the memory, too. Records are not affected: they fail at once and loudly.
    while (m_waitingCount > kMostWaiting && m_waiting.size() > 1) {
        m_waitingCount -= m_waiting.front().readings.size();
        m_waiting.erase(m_waiting.begin());
    }
}

} // namespace fairlead::storage
