#include "models/storage/samples/sample_reader.h"

#include "models/storage/samples/chunk.h"

#include <QFileInfo>

#include <algorithm>

namespace fairlead::storage {

namespace {

/// Two reads that must see the same state of the file.
class Snapshot {
public:
    Snapshot(sqlite::Statement& begin, sqlite::Statement& end)
        : m_end(end)
        , m_begun(begin.run())
    {
    }
    ~Snapshot()
    {
        if (m_begun) {
            static_cast<void>(m_end.run()); // nothing was written
        }
    }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    const Result<void>& begun() const { return m_begun; }

private:
    sqlite::Statement& m_end;
    Result<void> m_begun;
};

bool fits(const metrics::SeriesKey& key, const SeriesQuery& query)
{
    if (query.wholesOnly && key.isPart()) {
        return false;
    }
    return std::ranges::all_of(query.labels, [&](const auto& label) {
        const auto found = key.labels.find(label.first);
        return found != key.labels.end() && found->second == label.second;
    });
}

std::span<const metrics::Sample> within(std::span<const metrics::Sample> samples, const Stretch& stretch)
{
    const auto begin = std::ranges::lower_bound(samples, stretch.from, {}, &metrics::Sample::at);
    const auto end = std::ranges::upper_bound(begin, samples.end(), stretch.to, {}, &metrics::Sample::at);
    return {begin, end};
}

} // namespace

SampleReader::SampleReader(sqlite::Database database)
    : m_database(std::move(database))
{
}

Result<SampleReader> SampleReader::open(const QString& path, const SampleOptions& options)
{
    Result<sqlite::Database> database = sqlite::Database::open(path, sqlite::Mode::ReadOnly, options.busyTimeout);
    const Result<bool> prepared = database ? samplefile::isPrepared(*database) : std::unexpected(database.error());
    if (!prepared) {
        return std::unexpected(prepared.error());
    }
    if (!*prepared) {
        return fail(ErrorCode::NotFound, QStringLiteral("There are no samples in %1 yet.").arg(QFileInfo(path).fileName()), path);
    }
    SampleReader reader(std::move(*database));
    const auto ready = reader.prepareStatements();
    return ready ? Result<SampleReader>(std::move(reader)) : std::unexpected(ready.error());
}

Result<void> SampleReader::prepareStatements()
{
    const std::pair<sqlite::Statement*, std::string_view> all[] = {
        {&m_begin, "BEGIN"},
        {&m_end, "COMMIT"},
        {&m_version, "PRAGMA data_version"},
        {&m_tail, "SELECT batch, data FROM tail WHERE batch > ? ORDER BY batch"},
        {&m_oldestBatch, "SELECT min(batch) FROM tail"},
        // Chunks do not overlap, so the one in which ?2 falls is the last that begins no later.
        {&m_chunks,
            "SELECT data FROM chunk WHERE series = ?1 AND first <= ?3 AND first >= coalesce("
            "(SELECT max(first) FROM chunk WHERE series = ?1 AND first <= ?2), ?2) ORDER BY first"},
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

Result<qint64> SampleReader::version()
{
    const Result<bool> row = m_version.step();
    const qint64 version = row && *row ? m_version.integer(0) : 0;
    m_version.reset();
    return row ? Result<qint64>(version) : std::unexpected(row.error());
}

Result<void> SampleReader::readTail()
{
    const Result<qint64> now = version();
    if (!now || *now == m_seenVersion) {
        return now ? Result<void>() : std::unexpected(now.error());
    }
    const Result<bool> oldest = m_oldestBatch.step();
    const qint64 first = oldest && *oldest ? m_oldestBatch.integer(0) : 0;
    m_oldestBatch.reset();
    if (!oldest) {
        return std::unexpected(oldest.error());
    }
    if (first != m_firstBatch) { // sorted into chunks meanwhile
        m_fresh.clear();
        m_firstBatch = first;
        m_lastBatch = 0;
    }
    m_tail.bind(1, m_lastBatch);
    samplefile::ById news;
    Result<bool> row = m_tail.step();
    for (; row && *row; row = m_tail.step()) {
        samplefile::unpackBatch(m_tail.blob(1), news); // what cannot be read is not there: the writer says so when it sorts it in
        m_lastBatch = m_tail.integer(0);
    }
    m_tail.reset();
    if (!row) {
        return std::unexpected(row.error());
    }
    for (auto& [id, samples] : news) {
        std::vector<metrics::Sample>& all = m_fresh[id];
        all.insert(all.end(), samples.begin(), samples.end());
        samplefile::putInOrder(all);
    }
    m_seenVersion = *now;
    return {};
}

std::span<const metrics::Sample> SampleReader::tailOf(qint64 series, const Stretch& stretch)
{
    const auto found = m_fresh.find(series);
    return found == m_fresh.end() ? std::span<const metrics::Sample>() : within(found->second, stretch);
}

Result<std::vector<std::pair<qint64, SeriesName>>> SampleReader::names(const SeriesQuery& query)
{
    Result<sqlite::Statement> rows = m_database.prepare("SELECT id, release, metric, role, labels FROM series WHERE (?1 OR release = ?2) "
                                                        "AND (?3 = '' OR metric = ?3) AND (?4 = '' OR role = ?4) "
                                                        "ORDER BY release, metric, role, labels");
    if (!rows) {
        return std::unexpected(rows.error());
    }
    rows->bind(1, qint64(query.release ? 0 : 1)).bind(2, query.release.value_or(QString())).bind(3, query.metric);
    rows->bind(4, query.role ? metrics::toString(*query.role) : QString());
    std::vector<std::pair<qint64, SeriesName>> found;
    Result<bool> row = rows->step();
    for (; row && *row; row = rows->step()) {
        const bool baseline = rows->text(3) == metrics::toString(metrics::Role::Baseline);
        SeriesName name{rows->text(1),
            {rows->text(2), baseline ? metrics::Role::Baseline : metrics::Role::Canary, samplefile::labelsOf(rows->text(4))}};
        if (fits(name.key, query)) {
            found.emplace_back(rows->integer(0), std::move(name));
        }
    }
    return row ? Result<std::vector<std::pair<qint64, SeriesName>>>(std::move(found)) : std::unexpected(row.error());
}

Result<std::vector<SeriesFound>> SampleReader::series(const SeriesQuery& query)
{
    const Snapshot snapshot(m_begin, m_end);
    const Result<void> ready = snapshot.begun() ? readTail() : snapshot.begun();
    const auto named = ready ? names(query) : std::unexpected(ready.error());
    Result<sqlite::Statement> sum = m_database.prepare("SELECT sum(count), min(first), max(last) FROM chunk WHERE series = ?");
    if (!named || !sum) {
        return std::unexpected(named ? sum.error() : named.error());
    }
    std::vector<SeriesFound> all;
    for (const auto& [id, name] : *named) {
        const Result<bool> row = sum->bind(1, id).step();
        if (!row) {
            return std::unexpected(row.error());
        }
        SeriesFound found{id, name, sum->integer(0), Instant::fromMs(sum->integer(1)), Instant::fromMs(sum->integer(2))};
        sum->reset();
        if (const auto tail = tailOf(id, {}); !tail.empty()) {
            found.first = found.count > 0 ? std::min(found.first, tail.front().at) : tail.front().at;
            found.last = found.count > 0 ? std::max(found.last, tail.back().at) : tail.back().at;
            found.count += static_cast<qint64>(tail.size());
        }
        all.push_back(found);
    }
    return all;
}

Result<void> SampleReader::walk(qint64 series, const Stretch& stretch, const std::function<bool(std::span<const metrics::Sample>)>& take)
{
    const Snapshot snapshot(m_begin, m_end);
    const Result<void> ready = snapshot.begun() ? readTail() : snapshot.begun();
    if (!ready) {
        return ready;
    }
    std::span<const metrics::Sample> tail = tailOf(series, stretch);
    std::vector<metrics::Sample> chunk;
    bool more = true;
    m_chunks.bind(1, series).bind(2, stretch.from.ms()).bind(3, stretch.to.ms());
    Result<bool> row = m_chunks.step();
    for (; more && row && *row; row = m_chunks.step()) {
        chunk.clear();
        if (!unpackChunk(m_chunks.blob(0), chunk)) {
            m_chunks.reset();
            return fail(ErrorCode::Corrupt,
                QStringLiteral("A block of samples in %1 is damaged and cannot be read. Nothing was changed. Restore the file from a copy.")
                    .arg(QFileInfo(m_database.path()).fileName()),
                m_database.path());
        }
        const auto part = within(chunk, stretch);
        if (part.empty()) {
            continue;
        }
        // What is in the tail up to here goes with it.
        const auto upTo = std::ranges::upper_bound(tail, part.back().at, {}, &metrics::Sample::at);
        const std::span<const metrics::Sample> fresh(tail.begin(), upTo);
        tail = tail.subspan(fresh.size());
        more = fresh.empty() ? take(part) : take(samplefile::merged(part, fresh));
    }
    m_chunks.reset();
    if (!row) {
        return std::unexpected(row.error());
    }
    if (more && !tail.empty()) {
        take(tail);
    }
    return {};
}

Result<std::vector<metrics::Sample>> SampleReader::range(qint64 series, const Stretch& stretch)
{
    std::vector<metrics::Sample> samples;
    const auto walked = walk(series, stretch, [&](std::span<const metrics::Sample> part) {
        samples.insert(samples.end(), part.begin(), part.end());
        return true;
    });
    return walked ? Result<std::vector<metrics::Sample>>(std::move(samples)) : std::unexpected(walked.error());
}

Result<std::vector<metrics::Bucket>> SampleReader::buckets(qint64 series, const Stretch& stretch, Millis width)
{
    const auto samples = range(series, stretch);
    return samples ? Result<std::vector<metrics::Bucket>>(metrics::bucketsOf(*samples, width)) : std::unexpected(samples.error());
}

} // namespace fairlead::storage
