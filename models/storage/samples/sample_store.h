#pragma once

#include "models/storage/samples/sample_file.h"

#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace fairlead::storage {

/// The name of a series: whose, of what, of which side, of which part.
struct SeriesName {
    QString release; ///< empty: of no release, kept by age alone
    metrics::SeriesKey key;

    bool operator==(const SeriesName&) const = default;
    friend bool operator<(const SeriesName& a, const SeriesName& b) { return std::tie(a.release, a.key) < std::tie(b.release, b.key); }
};

/// What came of one series. Values are finite; times may be in any order.
struct Portion {
    SeriesName series;
    std::vector<metrics::Sample> samples;
};

/// How a file of samples is opened.
struct SampleOptions {
    Millis busyTimeout = std::chrono::seconds(5); ///< how long to wait for a lock of another process
    int pageSize = samplefile::kPageSize; ///< of a file that does not exist yet
    qint64 maxPages = 0; ///< upper bound of the file in its pages; 0: as large as the disk
};

/// What was let go.
struct Forgotten {
    qint64 series = 0;
    qint64 samples = 0;
};

/// Writes samples: the one place that does. Every call reads and writes at once and blocks. Thread: the one that opened it.
class SampleStore {
public:
    /// Opens @p path or creates it. Errors as sqlite::Database::open() and samplefile::prepare().
    static Result<SampleStore> open(const QString& path, const SampleOptions& options = {});

    /// All of @p portions, on disk when it returns, or nothing. A second value for the same millisecond replaces the first.
    /// A series of @p portions may be named more than once.
    Result<void> keep(const std::vector<Portion>& portions);
    /// Sorts the tail into chunks now; keep() does so whenever the tail has grown.
    Result<void> compact();

    /// Lets go of everything of @p release, or of nothing.
    Result<Forgotten> forget(const QString& release);
    /// Lets go of whole chunks without a sample at or after @p before, of series that belong to no release.
    Result<Forgotten> forgetBefore(Instant before);

private:
    explicit SampleStore(sqlite::Database database);
    Result<void> prepareStatements();
    Result<qint64> idOf(const SeriesName& series);
    Result<void> keepInTail(const samplefile::ById& samples, qint64 count);
    /// Within a transaction: the tail, and @p fresh after it.
    Result<void> sortIn(samplefile::ById fresh);
    Result<void> sortInto(qint64 series, std::vector<metrics::Sample> fresh);
    /// @p newest: nothing of the series comes after.
    Result<void> addTo(qint64 series, qint64 first, std::span<const metrics::Sample> fresh, bool newest);
    Result<void> write(qint64 series, std::span<const metrics::Sample> samples, bool newest);
    Result<void> setAside(qint64 series, qint64 first);
    Result<Forgotten> letGo(const QString& release, std::optional<Instant> before);
    Result<void> letGoOf(qint64 series, std::optional<Instant> before, Forgotten& forgotten);

    sqlite::Database m_database;
    sqlite::Statement m_addSeries;
    sqlite::Statement m_findSeries;
    sqlite::Statement m_addBatch;
    sqlite::Statement m_places;
    sqlite::Statement m_readChunk;
    sqlite::Statement m_addChunk;
    sqlite::Statement m_dropChunk;
    std::map<SeriesName, qint64> m_ids; ///< of series that are on disk
    qint64 m_tailSamples = 0;
    qint64 m_tailBatches = 0;
    Bytes m_scratch;
};

} // namespace fairlead::storage
