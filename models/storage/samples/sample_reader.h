#pragma once

#include "models/domain/metrics/buckets.h"
#include "models/storage/samples/sample_file.h"
#include "models/storage/samples/sample_store.h"

#include <functional>
#include <limits>
#include <optional>

namespace fairlead::storage {

/// Which series are wanted; what is empty is not asked for.
struct SeriesQuery {
    std::optional<QString> release;
    QString metric;
    std::optional<metrics::Role> role;
    metrics::Labels labels; ///< a series has at least these
    bool wholesOnly = false; ///< no parts
};

/// A stretch of time, both ends included; all time by default.
struct Stretch {
    Instant from = Instant::fromMs(std::numeric_limits<qint64>::min());
    Instant to = Instant::fromMs(std::numeric_limits<qint64>::max());
};

/// A series and how much there is of it.
struct SeriesFound {
    qint64 id = 0;
    SeriesName name;
    qint64 count = 0; ///< of samples; one that is in the tail and again in a chunk counts twice until the tail is sorted in
    Instant first;
    Instant last;
};

/// Reads samples, beside a writer as well, and only what an answer needs: a file of any size is open at once. Keeps the newest
/// samples, which are not sorted yet, in memory (some 100,000 at most). Thread: the one that opened it; every call blocks.
class SampleReader {
public:
    /// NotFound where there is no file, or one without tables, yet; else as sqlite::Database::open() and samplefile::isPrepared().
    static Result<SampleReader> open(const QString& path, const SampleOptions& options = {});

    /// In the order of their names.
    Result<std::vector<SeriesFound>> series(const SeriesQuery& query);
    /// As series(), without looking how much there is.
    Result<std::vector<std::pair<qint64, SeriesName>>> names(const SeriesQuery& query);
    /// In time order, at most one a millisecond. Empty for a series that there is not. Corrupt where a chunk cannot be read.
    Result<std::vector<metrics::Sample>> range(qint64 series, const Stretch& stretch = {});
    /// range() summed up.
    Result<std::vector<metrics::Bucket>> buckets(qint64 series, const Stretch& stretch, Millis width);
    /// range() in pieces of a chunk or so, for what is too much for the memory. @p take says whether to go on.
    Result<void> walk(qint64 series, const Stretch& stretch, const std::function<bool(std::span<const metrics::Sample>)>& take);

    /// Changes whenever somebody else has written.
    Result<qint64> version();

private:
    explicit SampleReader(sqlite::Database database);
    Result<void> prepareStatements();
    Result<void> readTail();
    std::span<const metrics::Sample> tailOf(qint64 series, const Stretch& stretch);

    sqlite::Database m_database;
    sqlite::Statement m_begin;
    sqlite::Statement m_end;
    sqlite::Statement m_version;
    sqlite::Statement m_tail;
    sqlite::Statement m_oldestBatch;
    sqlite::Statement m_chunks;
    samplefile::ById m_fresh; ///< the tail, in time order
    qint64 m_seenVersion = -1;
    qint64 m_firstBatch = 0;
    qint64 m_lastBatch = 0;
};

} // namespace fairlead::storage
