#pragma once

#include "models/storage/release_readings.h"
#include "models/storage/samples/sample_store.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace fairlead::storage {

/// Owns the only connection that writes samples, so that neither they nor the sorting of their file hold up a record.
/// Thread: the store's for samples.
class SampleKeeper final : public QObject {
    Q_OBJECT

public:
    SampleKeeper();
    ~SampleKeeper() override;

    /// To be called once, in its thread.
    Result<void> open(const QString& path, const SampleOptions& options);
    /// Writes what waits, sorts it in and lets go of the file.
    void close();

    /// Writes @p batch now. Never fails: what cannot be written is tried again with the next one, and soon by itself; while that
    /// goes on, the oldest samples are given up beyond what memory may hold.
    void keep(const std::vector<ReleaseReadings>& batch);
    /// Writes what waits, as far as that can be.
    void flush();
    /// For calls in its thread.
    SampleStore& store() { return *m_store; }

private:
    void dropOldest();

    std::optional<SampleStore> m_store;
    QTimer m_again;
    std::vector<Portion> m_waiting;
    std::size_t m_waitingCount = 0;
};

} // namespace fairlead::storage
