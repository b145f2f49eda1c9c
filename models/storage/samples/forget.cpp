#include "models/storage/samples/sample_store.h"

#include <limits>

namespace fairlead::storage {

namespace {

Result<std::vector<qint64>> idsOf(const sqlite::Database& database, const QString& release)
{
    Result<sqlite::Statement> series = database.prepare("SELECT id FROM series WHERE release = ?");
    Result<bool> row = series ? series->bind(1, release).step() : std::unexpected(series.error());
    std::vector<qint64> ids;
    for (; row && *row; row = series->step()) {
        ids.push_back(series->integer(0));
    }
    return row ? Result<std::vector<qint64>>(std::move(ids)) : std::unexpected(row.error());
}

} // namespace

Result<Forgotten> SampleStore::forget(const QString& release)
{
    return letGo(release, std::nullopt);
}

Result<Forgotten> SampleStore::forgetBefore(Instant before)
{
    return letGo({}, before);
}

Result<Forgotten> SampleStore::letGo(const QString& release, std::optional<Instant> before)
{
    Result<sqlite::WriteTransaction> transaction = sqlite::WriteTransaction::begin(m_database);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    Forgotten forgotten;
    Result<void> done = sortIn({}); // what is to go may still be in the tail
    const Result<std::vector<qint64>> ids = done ? idsOf(m_database, release) : std::unexpected(done.error());
    if (!ids) {
        return std::unexpected(ids.error());
    }
    for (const qint64 id : *ids) {
        done = done ? letGoOf(id, before, forgotten) : done;
    }
    done = done ? transaction->commit() : done;
    m_ids.clear();
    if (!done) {
        return std::unexpected(done.error());
    }
    m_tailSamples = 0;
    m_tailBatches = 0;
    // Room for others on the disk. Not a part of what was asked: while somebody reads it may have to wait for the next time.
    static_cast<void>(m_database.execute("PRAGMA incremental_vacuum"));
    return forgotten;
}

Result<void> SampleStore::letGoOf(qint64 series, std::optional<Instant> before, Forgotten& forgotten)
{
    // A release goes whole, whatever its clocks said.
    const qint64 bound = before ? before->ms() : std::numeric_limits<qint64>::max();
    Result<sqlite::Statement> count = m_database.prepare(
        "SELECT total(count) FILTER (WHERE last < ?2), count(*) FILTER (WHERE last >= ?2) FROM chunk WHERE series = ?1");
    Result<sqlite::Statement> drop = m_database.prepare("DELETE FROM chunk WHERE series = ?1 AND last < ?2");
    Result<sqlite::Statement> end = m_database.prepare("DELETE FROM series WHERE id = ?");
    if (!count || !drop || !end) {
        return std::unexpected(!count ? count.error() : drop ? end.error() : drop.error());
    }
    if (const Result<bool> counted = count->bind(1, series).bind(2, bound).step(); !counted) {
        return std::unexpected(counted.error());
    }
    forgotten.samples += count->integer(0);
    const bool whole = count->integer(1) == 0;
    count->reset();
    if (const auto dropped = drop->bind(1, series).bind(2, bound).run(); !dropped || !whole) {
        return dropped;
    }
    ++forgotten.series;
    return end->bind(1, series).run();
}

} // namespace fairlead::storage
