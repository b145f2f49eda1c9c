#pragma once

#include "models/ports/history_store.h"
#include "models/storage/connection.h"
#include "models/storage/lease.h"
#include "models/storage/record_search.h"
#include "models/storage/release_readings.h"
#include "models/storage/samples/sample_reader.h"

#include <map>
#include <memory>
#include <vector>

namespace fairlead::storage {

/// Where somebody who follows a history stands.
struct NewsQuery {
    qint64 version = -1; ///< News::version of the last answer
    qint64 afterRow = 0;
    std::map<QString, Instant> samplesAfter = {}; ///< by release: only samples later than this are wanted
    qint64 samplesVersion = -1; ///< News::samplesVersion of the last answer
};

/// What has come since. Records and readings are empty while nobody has written.
struct News {
    qint64 version = -1; ///< changes whenever another connection has written a record
    qint64 samplesVersion = -1; ///< changes whenever one has written samples
    Lease lease;
    std::vector<audit::Record> records;
    std::vector<ReleaseReadings> readings;
    bool more = false; ///< records were left for the next time, so that a long history comes in pieces
};

/// The history of a workspace for those who only look, also beside a running console. Never creates or changes the
/// database. Every call reads at once and blocks: for programs without a window and for the store's own reader.
/// Thread: the one that opened it.
class ReadOnlyHistory {
public:
    /// NotFound when there is no such file, Corrupt when it is not a history, Unsupported when a newer Fairlead wrote it
    /// or it was never opened by this one, Storage when it cannot be read.
    static Result<ReadOnlyHistory> open(const QString& path, const Options& options = {});

    /// See ports::HistoryStore. A row that no longer parses comes with data {"unreadable": text}.
    Result<std::vector<audit::Record>> records(const ports::RecordQuery& query) const;
    Result<ports::RecordPage> page(const ports::PageQuery& query) const;
    Result<audit::Context> context(qint64 row) const;
    /// To be carried out a slice at a time. This outlives it.
    std::unique_ptr<RecordSearchRun> search(ports::RecordSearch search) const;
    Result<audit::Verification> verify() const;
    /// In time order, series after series; those after @p after alone.
    Result<metrics::Readings> readings(const QString& release, std::optional<Instant> after = {}) const;
    /// Where the samples can be read a part at a time. NotFound while none were ever kept in a file of their own.
    Result<SampleReader*> samples() const;
    Result<QString> note(const QString& key) const;
    /// Who carries out the releases; nobody in a history that an older version wrote.
    Result<Lease> lease() const;
    Result<News> news(const NewsQuery& query) const;

private:
    ReadOnlyHistory(std::unique_ptr<Connection> connection, int version)
        : m_connection(std::move(connection))
        , m_version(version)
    {
    }
    std::unique_ptr<Connection> m_connection;
    /// Opened when first asked for: the file may come into being later. Reading keeps the newest samples in it.
    mutable std::unique_ptr<SampleReader> m_samples;
    int m_version; ///< of the schema when it was opened
};

} // namespace fairlead::storage
