#include "models/storage/sample_keeper.h"

#include <QLoggingCategory>
#include <QThread>

#include <cmath>
#include <map>

namespace fairlead::storage {

namespace {

Q_LOGGING_CATEGORY(logKeeper, "fairlead.storage.samples")

constexpr Millis kAgain{500};
constexpr std::size_t kMostWaiting = 1'000'000; ///< samples kept in memory while the disk refuses them: some 16 MB

/// Samples of one series together; what is no number is left out.
std::vector<Portion> portionsOf(const std::vector<ReleaseReadings>& batch)
{
    std::vector<Portion> portions;
    for (const ReleaseReadings& kept : batch) {
        std::map<metrics::SeriesKey, std::size_t> places;
        for (const metrics::Reading& reading : kept.readings) {
            if (!std::isfinite(reading.sample.value)) {
                continue;
            }
            const auto [place, isNew] = places.try_emplace(reading.key, portions.size());
            if (isNew) {
                portions.push_back({{kept.release, reading.key}, {}});
            }
            portions[place->second].samples.push_back(reading.sample);
        }
    }
    return portions;
}

} // namespace

SampleKeeper::SampleKeeper()
    : m_again(this)
{
    m_again.setSingleShot(true);
    m_again.setInterval(kAgain);
    connect(&m_again, &QTimer::timeout, this, &SampleKeeper::flush);
}

SampleKeeper::~SampleKeeper() = default;

Result<void> SampleKeeper::open(const QString& path, const SampleOptions& options)
{
    Q_ASSERT(QThread::currentThread() == thread());
    Result<SampleStore> store = SampleStore::open(path, options);
    if (!store) {
        return std::unexpected(store.error());
    }
    m_store.emplace(std::move(*store));
    return {};
}

void SampleKeeper::close()
{
    m_again.stop();
    if (!m_store) {
        return;
    }
    flush();
    if (m_waitingCount > 0) {
        qCWarning(logKeeper, "%zu samples were lost at the end.", m_waitingCount);
    }
    if (const auto sorted = m_store->compact(); !sorted) {
        qCWarning(logKeeper, "Samples wait to be sorted in: %s", qUtf8Printable(sorted.error().message));
    }
    m_store.reset();
}

void SampleKeeper::keep(const std::vector<ReleaseReadings>& batch)
{
    for (Portion& portion : portionsOf(batch)) {
        m_waitingCount += portion.samples.size();
        m_waiting.push_back(std::move(portion));
    }
    dropOldest();
    flush();
}

void SampleKeeper::flush()
{
    if (m_waiting.empty() || !m_store) {
        return;
    }
    if (const auto kept = m_store->keep(m_waiting); !kept) {
        qCWarning(logKeeper, "%zu samples wait: %s", m_waitingCount, qUtf8Printable(kept.error().message));
        m_again.start();
        return;
    }
    m_again.stop();
    m_waiting.clear();
    m_waitingCount = 0;
}

void SampleKeeper::dropOldest()
{
    // A disk that stays full must not fill the memory, too. Records are not affected: they fail at once and loudly.
    while (m_waitingCount > kMostWaiting && m_waiting.size() > 1) {
        m_waitingCount -= m_waiting.front().samples.size();
        m_waiting.erase(m_waiting.begin());
    }
}

} // namespace fairlead::storage
