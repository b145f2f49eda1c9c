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
    m_history.reset();
}

const ReadOnlyHistory& StoreReader::history() const
{
    Q_ASSERT(m_history && QThread::currentThread() == thread());
    return *m_history;
}

} // namespace fairlead::storage
