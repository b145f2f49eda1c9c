#include "models/items/release_story.h"

#include "models/base/future.h"

#include <utility>

namespace fairlead::items {

void ReleaseStory::show(ports::HistoryStore& store, const QString& release)
{
    if (release == m_release) {
        return;
    }
    clear();
    m_release = release;
    m_fetching = true;
    ports::RecordQuery query;
    query.release = release;
    whenDone(store.records(query), this, [this, release](const Result<std::vector<audit::Record>>& records) {
        if (release != m_release) {
            return;
        }
        m_fetching = false;
        m_records = records.value_or(std::vector<audit::Record>());
        addRecords(std::exchange(m_arrived, {}));
        Q_EMIT changed();
        if (!records) {
            Q_EMIT failed(records.error());
        }
    });
}

void ReleaseStory::addRecords(const std::vector<audit::Record>& records)
{
    std::vector<audit::Record>& into = m_fetching ? m_arrived : m_records;
    for (const audit::Record& record : records) {
        if (record.entry.release == m_release && !m_release.isEmpty() && (into.empty() || into.back().row < record.row)) {
            into.push_back(record);
        }
    }
}

void ReleaseStory::clear()
{
    m_release.clear();
    m_records.clear();
    m_arrived.clear();
    m_fetching = false;
}

} // namespace fairlead::items
