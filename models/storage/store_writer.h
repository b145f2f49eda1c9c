#pragma once

#include "models/domain/audit/record.h"
#include "models/storage/lease_keeper.h"
#include "models/storage/release_readings.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <span>

namespace fairlead::storage {

/// Owns the only connection that writes. Thread: store.
class StoreWriter final : public QObject {
    Q_OBJECT

public:
    /// @p clock outlives this.
    explicit StoreWriter(const Clock& clock);
    ~StoreWriter() override;

    /// Opens and migrates. To be called once, in the store's thread.
    Result<void> open(const QString& path, const Options& options);
    /// Writes what waits and lets go of the file.
    void close();

    /// Something to be written within a transaction that others may share: a commit waits for the disk, so that many at once wait
    /// once. Both are called in the store's thread.
    struct Job {
        std::function<Result<void>(Connection&)> write; ///< may be called again, in a transaction of its own
        std::function<void(const Result<void>&)> done; ///< committed, or nothing of it was written
    };
    /// In turn: after what was asked before, before what is asked later.
    void enqueue(Job job);
    /// Writes the jobs that wait.
    void settle();

    /// A record that needs no lease: a report is written beside whoever carries out the releases.
    Result<audit::Record> appendBeside(audit::Entry entry, Instant at);
    /// Waits for the next batch; never fails here.
    void keepReadings(QString release, metrics::Readings readings);
    /// Hands the samples that wait on to whoever keeps them, in the same order as they came.
    void flush();
    Result<QString> note(const QString& key) const;

    LeaseKeeper& lease() { return m_lease; }
    /// Blocks until the samples that wait are on disk, and gives the lease back.
    Result<void> giveBack();
    /// What the next version of the file moves elsewhere.
    Connection& connection() { return *m_connection; }

Q_SIGNALS:
    /// Samples that may be written: the lease was ours.
    void gathered(const std::vector<fairlead::storage::ReleaseReadings>& batch);
    /// As gathered(); whoever is connected has written what it can when this returns.
    void lastGathered();

private:
    /// What became of jobs that shared a transaction.
    struct Carried {
        Result<void> result;
        bool byOne = false; ///< one of them could not be written; the transaction itself was well
    };
    Carried carryOut(std::span<const Job> jobs);
    void indexInTurn();

    std::unique_ptr<Connection> m_connection;
    LeaseKeeper m_lease;
    QTimer m_batch;
    QTimer m_indexing; ///< until an old history is searchable by index
    std::vector<ReleaseReadings> m_waiting;
    std::vector<Job> m_jobs;
};

} // namespace fairlead::storage
