#pragma once

#include "models/ports/history_store.h"

#include <QObject>

#include <span>
#include <vector>

namespace fairlead::items {

/// All records of one release, oldest first, fetched from a long history. Thread: GUI.
class ReleaseStory : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Fetches the records of @p release unless it has them; changed() when they have come. @p store outlives this.
    void show(ports::HistoryStore& store, const QString& release);
    /// Takes what is of its release and newer than what it has.
    void addRecords(const std::vector<audit::Record>& records);
    void clear();

    std::span<const audit::Record> records() const { return m_records; }

Q_SIGNALS:
    void changed();
    void failed(const fairlead::Error& error);

private:
    QString m_release;
    std::vector<audit::Record> m_records;
    std::vector<audit::Record> m_arrived; ///< while the others are on their way
    bool m_fetching = false;
};

} // namespace fairlead::items
