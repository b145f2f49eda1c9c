#pragma once

#include "models/base/clock.h"
#include "models/ports/history_store.h"
#include "models/storage/connection.h"
#include "models/storage/lease_keeper.h"
#include "models/storage/read_only_history.h"
#include "models/storage/samples/sample_store.h"

#include <QThread>

#include <memory>

namespace fairlead::storage {

class SampleKeeper;
class StoreReader;
class StoreWriter;

/// The history of a workspace in history.db (SQLite), and its samples in history-samples.db beside it. Owns four threads: one writes
/// records, in the order of the calls; one writes samples; one reads what was written before the call, so that a long read never
/// holds up a record; one answers tables and searches, which a long read does not hold up either. Thread: any, but made and destroyed
/// in one.
class SqliteHistory final : public ports::HistoryStore {
public:
    /// Opens @p path, creates or migrates it. @p clock outlives the history and is asked in the callers' threads: a row has
    /// the time at which append() was called. Blocks until the file is open.
    /// NotFound: no such folder. Storage: locked, read-only, disk full. Corrupt: not a history. Unsupported: of a newer Fairlead.
    static Result<std::unique_ptr<SqliteHistory>> open(const QString& path, const Clock& clock, const Options& options = {});

    /// Carries out everything that was asked, finishes its futures, closes the file. Blocks until then.
    ~SqliteHistory() override;

    QFuture<Result<audit::Record>> append(audit::Entry entry) override;
    QFuture<Result<std::vector<audit::Record>>> records(ports::RecordQuery query) override;
    QFuture<Result<ports::RecordPage>> page(ports::PageQuery query) override;
    QFuture<Result<audit::Context>> context(qint64 row) override;
    QFuture<Result<ports::RecordHits>> search(ports::RecordSearch search) override;
    QFuture<Result<audit::Verification>> verify() override;
    void keepReadings(QString release, metrics::Readings readings) override;
    QFuture<Result<metrics::Readings>> readings(QString release) override;
    QFuture<Result<void>> keepNote(QString key, QString value) override;
    QFuture<Result<QString>> note(QString key) override;

    /// The lease: see LeaseKeeper. A history that never claims it writes without one.
    QFuture<Result<Lease>> claim(Claim claim);
    /// Writes what waits first.
    QFuture<Result<void>> giveBack();
    QFuture<Result<void>> ask(workspace::Wish wish);
    void follow(QString why);
    /// For its signals and mayAct(); lives in the store's thread as long as the history.
    LeaseKeeper& lease();
    /// Reads what others have written.
    QFuture<Result<News>> news(NewsQuery query);

    /// Lets go of all samples of @p release, or of none. Whoever asks has recorded it.
    QFuture<Result<Forgotten>> forgetSamples(QString release);

private:
    explicit SqliteHistory(const Clock& clock);
    template <typename T, typename Work> QFuture<T> write(Work work);
    /// @p write in a transaction with others; @p answer makes of it what the caller gets.
    template <typename T, typename Write, typename Outcome> QFuture<T> together(Write write, Outcome outcome);
    /// In the thread of @p by, after everything that was asked before.
    template <typename T, typename Work> QFuture<T> read(StoreReader& by, Work work);
    template <typename T, typename Work> QFuture<T> lookUp(Work work);
    Result<void> openAll(const QString& path, const Options& options);

    const Clock& m_clock;
    QThread m_writerThread;
    QThread m_samplesThread;
    QThread m_readerThread;
    QThread m_pagerThread;
    std::unique_ptr<StoreWriter> m_writer; ///< lives in m_writerThread
    std::unique_ptr<SampleKeeper> m_samples; ///< lives in m_samplesThread
    std::unique_ptr<StoreReader> m_reader; ///< lives in m_readerThread
    std::unique_ptr<StoreReader> m_pager; ///< lives in m_pagerThread
};

} // namespace fairlead::storage
