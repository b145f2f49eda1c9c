#pragma once

#include "models/domain/audit/record.h"
#include "models/storage/lease_keeper.h"
#include "models/storage/sample_table.h"

#include <QObject>
#include <QTimer>

#include <memory>

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

    Result<audit::Record> append(audit::Entry entry, Instant at);
    /// Waits for the next batch; never fails here. A batch that cannot be written is tried again with the next one.
    void keepReadings(QString release, metrics::Readings readings);
    /// Writes the samples that wait.
    Result<void> flush();
    Result<void> keepNote(const QString& key, const QString& value);
    Result<QString> note(const QString& key) const;

    LeaseKeeper& lease() { return m_lease; }
    /// Writes the samples that wait and gives the lease back.
    Result<void> giveBack();

private:
    void flushInTurn();
    void dropOldest();

    std::unique_ptr<Connection> m_connection;
    LeaseKeeper m_lease;
    QTimer m_batch;
    std::vector<ReleaseReadings> m_waiting;
    std::size_t m_waitingCount = 0;
};

} // namespace fairlead::storage
