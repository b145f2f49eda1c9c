#include "models/storage/samples/sample_store.h"

#include "models/storage/samples/chunk.h"

#include <QLoggingCategory>

#include <algorithm>

namespace fairlead::storage {

namespace {

Q_LOGGING_CATEGORY(logSamples, "fairlead.storage.samples")

struct Place {
    qint64 first;
    qint64 last;
    qint64 count;
};

} // namespace

SampleStore::SampleStore(sqlite::Database database)
    : m_database(std::move(database))
{
}

Result<SampleStore> SampleStore::open(const QString& path, const SampleOptions& options)
{
    Result<sqlite::Database> database = sqlite::Database::open(path, sqlite::Mode::ReadWrite, options.busyTimeout, options.pageSize);
    if (!database) {
        return std::unexpected(database.error());
    }
    if (const auto prepared = samplefile::prepare(*database); !prepared) {
        return std::unexpected(prepared.error());
    }
    if (options.maxPages > 0) {
        const auto bounded = database->execute("PRAGMA max_page_count = " + std::to_string(options.maxPages));
        if (!bounded) {
            return std::unexpected(bounded.error());
        }
    }
    SampleStore store(std::move(*database));
    const auto ready = store.prepareStatements();
    const Result<qint64> samples = store.m_database.integer("SELECT sum(count) FROM tail");
    const Result<qint64> batches = store.m_database.integer("SELECT count(*) FROM tail");
    if (!ready || !samples || !batches) {
        return std::unexpected(!ready ? ready.error() : samples ? batches.error() : samples.error());
    }
    store.m_tailSamples = *samples;
    store.m_tailBatches = *batches;
    return store;
}

Result<void> SampleStore::prepareStatements()
{
    const std::pair<sqlite::Statement*, std::string_view> all[] = {
        {&m_addSeries, "INSERT INTO series (release, metric, role, labels) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"},
        {&m_findSeries, "SELECT id FROM series WHERE release = ? AND metric = ? AND role = ? AND labels = ?"},
        {&m_addBatch, "INSERT INTO tail (count, data) VALUES (?, ?)"},
        // From the chunk in which ?2 falls, else from the first one on.
        {&m_places,
            "SELECT first, last, count FROM chunk WHERE series = ?1 AND first >= coalesce("
            "(SELECT max(first) FROM chunk WHERE series = ?1 AND first <= ?2), ?2) ORDER BY first"},
        {&m_readChunk, "SELECT data FROM chunk WHERE series = ? AND first = ?"},
        {&m_addChunk, "INSERT INTO chunk (series, first, last, count, data) VALUES (?, ?, ?, ?, ?)"},
        {&m_dropChunk, "DELETE FROM chunk WHERE series = ? AND first = ?"},
    };
    for (const auto& [statement, sql] : all) {
        Result<sqlite::Statement> prepared = m_database.prepare(sql);
        if (!prepared) {
            return std::unexpected(prepared.error());
        }
        *statement = std::move(*prepared);
    }
    return {};
}

Result<void> SampleStore::keep(const std::vector<Portion>& portions)
{
    Result<sqlite::WriteTransaction> transaction = sqlite::WriteTransaction::begin(m_database);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    samplefile::ById fresh;
    qint64 count = 0;
    Result<void> done;
    for (auto portion = portions.begin(); done && portion != portions.end(); ++portion) {
        const Result<qint64> id = idOf(portion->series);
        if (!id) {
            done = std::unexpected(id.error());
        } else if (!portion->samples.empty()) {
            std::vector<metrics::Sample>& all = fresh[*id];
            all.insert(all.end(), portion->samples.begin(), portion->samples.end());
            count += static_cast<qint64>(portion->samples.size());
        }
    }
    const bool many = count >= samplefile::kTailSamples;
    const bool full = m_tailSamples + count >= samplefile::kTailSamples || m_tailBatches + 1 >= samplefile::kTailBatches;
    if (done && count > 0 && !many) {
        done = keepInTail(fresh, count);
    }
    if (done && full) {
        done = sortIn(many ? std::move(fresh) : samplefile::ById());
    }
    if (done) {
        done = transaction->commit();
    }
    if (!done) {
        m_ids.clear(); // those that were new are on no disk
        return done;
    }
    m_tailSamples = full ? 0 : m_tailSamples + count;
    m_tailBatches = full ? 0 : m_tailBatches + (count > 0 ? 1 : 0);
    return {};
}

Result<void> SampleStore::compact()
{
    if (m_tailBatches == 0) {
        return {};
    }
    Result<sqlite::WriteTransaction> transaction = sqlite::WriteTransaction::begin(m_database);
    const Result<void> sorted = transaction ? sortIn({}) : std::unexpected(transaction.error());
    const Result<void> done = sorted ? transaction->commit() : sorted;
    if (done) {
        m_tailSamples = 0;
        m_tailBatches = 0;
    }
    return done;
}

Result<qint64> SampleStore::idOf(const SeriesName& series)
{
    if (const auto known = m_ids.find(series); known != m_ids.end()) {
        return known->second;
    }
    const QString labels = samplefile::textOf(series.key.labels);
    const QString role = metrics::toString(series.key.role);
    for (sqlite::Statement* statement : {&m_addSeries, &m_findSeries}) {
        statement->bind(1, series.release).bind(2, series.key.metric).bind(3, role).bind(4, labels);
    }
    if (const auto added = m_addSeries.run(); !added) {
        return std::unexpected(added.error());
    }
    const Result<bool> found = m_findSeries.step();
    const qint64 id = found && *found ? m_findSeries.integer(0) : 0;
    m_findSeries.reset();
    if (!found) {
        return std::unexpected(found.error());
    }
    m_ids.emplace(series, id);
    return id;
}

Result<void> SampleStore::keepInTail(const samplefile::ById& samples, qint64 count)
{
    samplefile::ById inOrder = samples;
    for (auto& [id, all] : inOrder) {
        samplefile::putInOrder(all);
    }
    const Bytes row = samplefile::packBatch(inOrder);
    return m_addBatch.bind(1, count).bindBlob(2, row).run();
}

Result<void> SampleStore::sortIn(samplefile::ById fresh)
{
    samplefile::ById all;
    {
        Result<sqlite::Statement> rows = m_database.prepare("SELECT batch, data FROM tail ORDER BY batch");
        Result<bool> row = rows ? rows->step() : std::unexpected(rows.error());
        for (; row && *row; row = rows->step()) {
            if (!samplefile::unpackBatch(rows->blob(1), all)) {
                qCWarning(logSamples, "Batch %lld of %s cannot be read and was left out.", static_cast<long long>(rows->integer(0)),
                    qUtf8Printable(m_database.path()));
            }
        }
        if (!row) {
            return std::unexpected(row.error());
        }
    }
    for (auto& [id, samples] : fresh) {
        std::vector<metrics::Sample>& so = all[id];
        so.insert(so.end(), samples.begin(), samples.end());
    }
    for (auto& [id, samples] : all) {
        samplefile::putInOrder(samples);
        if (const auto done = sortInto(id, std::move(samples)); !done) {
            return done;
        }
    }
    return m_database.execute("INSERT INTO tail (count, data) VALUES (0, x''); DELETE FROM tail WHERE batch < last_insert_rowid()");
}

Result<void> SampleStore::sortInto(qint64 series, std::vector<metrics::Sample> fresh)
{
    if (fresh.empty()) {
        return {};
    }
    std::vector<Place> places;
    m_places.bind(1, series).bind(2, fresh.front().at.ms());
    Result<bool> row = m_places.step();
    for (; row && *row; row = m_places.step()) {
        places.push_back({m_places.integer(0), m_places.integer(1), m_places.integer(2)});
    }
    m_places.reset();
    if (!row) {
        return std::unexpected(row.error());
    }
    if (places.empty()) {
        return write(series, fresh, true);
    }
    auto begin = fresh.begin();
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Place& place = places[i];
        const bool newest = i + 1 == places.size();
        const auto end = newest
            ? fresh.end()
            : std::ranges::lower_bound(begin, fresh.end(), Instant::fromMs(places[i + 1].first), {}, &metrics::Sample::at);
        const std::span<const metrics::Sample> part(begin, end);
        begin = end;
        if (part.empty()) {
            continue;
        }
        const bool behind
            = part.front().at.ms() > place.last && place.count >= qint64(kChunkSamples) && (newest || part.size() >= kChunkSamples / 2);
        const Result<void> done = behind ? write(series, part, newest) : addTo(series, place.first, part, newest);
        if (!done) {
            return done;
        }
    }
    return {};
}

Result<void> SampleStore::addTo(qint64 series, qint64 first, std::span<const metrics::Sample> fresh, bool newest)
{
    std::vector<metrics::Sample> old;
    const Result<bool> found = m_readChunk.bind(1, series).bind(2, first).step();
    const bool read = found && *found && unpackChunk(m_readChunk.blob(0), old);
    m_readChunk.reset();
    if (!found) {
        return std::unexpected(found.error());
    }
    if (!read) {
        if (const auto aside = setAside(series, first); !aside) {
            return aside;
        }
    }
    if (const auto dropped = m_dropChunk.bind(1, series).bind(2, first).run(); !dropped) {
        return dropped;
    }
    return write(series, samplefile::merged(old, fresh), newest);
}

Result<void> SampleStore::write(qint64 series, std::span<const metrics::Sample> samples, bool newest)
{
    // At the end chunks are filled. Between others they are halved, so that a chunk to which late samples come grows again.
    const std::size_t pieces = (samples.size() + kChunkSamples - 1) / kChunkSamples;
    const std::size_t size = newest ? kChunkSamples : (samples.size() + pieces - 1) / pieces;
    for (std::size_t at = 0; at < samples.size(); at += size) {
        const std::span<const metrics::Sample> piece = samples.subspan(at, std::min(size, samples.size() - at));
        m_scratch.clear();
        packChunk(m_scratch, piece);
        m_addChunk.bind(1, series).bind(2, piece.front().at.ms()).bind(3, piece.back().at.ms());
        m_addChunk.bind(4, static_cast<qint64>(piece.size())).bindBlob(5, m_scratch);
        if (const auto added = m_addChunk.run(); !added) {
            return added;
        }
    }
    return {};
}

Result<void> SampleStore::setAside(qint64 series, qint64 first)
{
    qCWarning(logSamples, "A chunk of series %lld in %s cannot be read. It was set aside in the table \"damaged\".",
        static_cast<long long>(series), qUtf8Printable(m_database.path()));
    Result<sqlite::Statement> copy
        = m_database.prepare("INSERT INTO damaged SELECT series, first, data FROM chunk WHERE series = ? AND first = ?");
    return copy ? copy->bind(1, series).bind(2, first).run() : std::unexpected(copy.error());
}

} // namespace fairlead::storage
