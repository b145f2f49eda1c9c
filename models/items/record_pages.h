#pragma once

#include "models/ports/history_store.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace fairlead::items {

/// The few rows of a long history that a table shows or has shown lately, fetched a page at a time. A page that is not here is asked of
/// the store when somebody wants to see it, and told when it has come. Thread: GUI.
class RecordPages : public QObject {
    Q_OBJECT
public:
    explicit RecordPages(QObject* parent = nullptr);

    /// @p store outlives this or its next setStore(); nullptr: there is none, and nothing is ever found.
    void setStore(ports::HistoryStore* store);
    ports::HistoryStore* store() const { return m_store; }
    /// Forgets the pages; what is under way is not taken any more.
    void clear();

    /// The record of history row @p number on page @p key, or nullptr: then the page is on its way, if it was not found to lack the row.
    /// @p rows says which rows the page has, if it must be fetched. Valid until the event loop runs.
    const audit::Record* find(qint64 key, qint64 number, const std::function<ports::PageQuery()>& rows);
    /// The intent that was asked for with an effect of some page; nullptr when no page has it.
    const audit::Record* intentOf(const QString& command) const;
    bool isHere(qint64 key) const;
    /// Some page has been waited for long enough that people should be told.
    bool isSlow() const { return m_slow; }

    static constexpr int kRows = 64; ///< of a page: a screen or two, since it is parsed before any of it is seen
    static constexpr int kPages = 128;
    static constexpr int kAtOnce = 2; ///< pages that are asked for at a time
    static constexpr int kWanted = 4; ///< others that wait: who scrolls fast has left the older ones behind

Q_SIGNALS:
    void arrived(qint64 key);
    void slow();
    void failed(const fairlead::Error& error);

private:
    struct Page {
        qint64 key = 0;
        quint64 usedAt = 0;
        ports::RecordPage rows;
    };
    struct Wanted {
        qint64 key = 0;
        ports::PageQuery query;
    };
    void want(qint64 key, ports::PageQuery query);
    void fetchNext();
    void take(qint64 key, const Result<ports::RecordPage>& page);

    ports::HistoryStore* m_store = nullptr;
    std::vector<Page> m_pages;
    std::vector<Wanted> m_wanted; ///< the newest last
    std::vector<qint64> m_underWay;
    quint64 m_uses = 0;
    int m_round = 0; ///< of clear()
    bool m_slow = false;
    QTimer m_patience;
};

} // namespace fairlead::items
