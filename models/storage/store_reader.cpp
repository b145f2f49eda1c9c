#include "models/storage/store_reader.h"

#include <QThread>

namespace fairlead::storage {

StoreReader::StoreReader() = default;
StoreReader::~StoreReader() = default;

Result<void> StoreReader::open(const QString& path, const Options& options)
{
    Q_ASSERT(QThread::currentThread() == thread());
    Result<ReadOnlyHistory> history = ReadOnlyHistory::open(path, options);
    if (!history) {
        return std::unexpected(history.error());
    }
    m_history.emplace(std::move(*history));
    return {};
}

void StoreReader::close()
{
    for (const Search& search : m_searches) {
        search.promise->finish();
    }
    m_searches.clear();
    m_history.reset();
}

const ReadOnlyHistory& StoreReader::history() const
{
    Q_ASSERT(m_history && QThread::currentThread() == thread());
    return *m_history;
}

void StoreReader::search(ports::RecordSearch search, std::shared_ptr<SearchPromise> promise)
{
    m_searches.push_back({history().search(std::move(search)), std::move(promise)});
    if (m_searches.size() == 1) {
        searchOn();
    }
}

void StoreReader::searchOn()
{
    if (m_searches.empty()) {
        return;
    }
    Search search = std::move(m_searches.front());
    m_searches.erase(m_searches.begin());
    if (search.promise->isCanceled()) {
        search.promise->finish();
    } else {
        Result<ports::RecordHits> hits = search.run->next();
        const bool ends = !hits || hits->done;
        search.promise->addResult(std::move(hits));
        if (ends) {
            search.promise->finish();
        } else {
            m_searches.push_back(std::move(search));
        }
    }
    if (!m_searches.empty()) {
        QMetaObject::invokeMethod(this, &StoreReader::searchOn, Qt::QueuedConnection);
    }
}

} // namespace fairlead::storage
