#pragma once

#include "models/base/clock.h"
#include "models/base/id.h"
#include "models/storage/beat_watch.h"
#include "models/storage/sqlite_history.h"

#include <QObject>
#include <QTimer>

namespace fairlead::wiring {

/// Watches a workspace that somebody else holds: its records and samples as they come, its holder's heartbeat; and takes over
/// when a person wants that. Thread: the one it was made in; nothing blocks.
class Follower : public QObject {
    Q_OBJECT
public:
    /// @p history and @p clock outlive this.
    Follower(storage::SqliteHistory& history, const Clock& clock, workspace::Holder me, QObject* parent = nullptr);

    void start();
    void stop();
    /// The samples of @p release are wanted from here on.
    void watch(const ReleaseId& release);
    /// Asks the holder for the workspace and takes it: when it is given back, at once when its process is gone, and after
    /// storage::kLostAfter when there is no answer.
    void takeOver(const QString& why);

Q_SIGNALS:
    void recorded(const std::vector<fairlead::audit::Record>& records);
    void answered(const fairlead::ReleaseId& release, const fairlead::metrics::Readings& readings);
    /// About twice a second. @p lost: nobody acts; the holder has gone, or its heart stands still.
    void looked(const fairlead::storage::Lease& lease, bool lost);
    /// The lease is ours. Act after @p grace: a former holder that did not answer, but is alive, sees it within that time.
    void claimed(const fairlead::storage::Lease& lease, std::chrono::milliseconds grace);
    /// Not taken over, or the history cannot be read; the message says which.
    void refused(const fairlead::Error& error);

private:
    void look();
    void take(const storage::News& news);
    void goOn(const storage::Lease& lease);
    void claim(const storage::Lease& lease, bool over, Millis grace);
    metrics::Readings fresh(const QString& release, const metrics::Readings& readings);

    storage::SqliteHistory& m_history;
    const Clock& m_clock;
    workspace::Holder m_me;
    QTimer m_timer;
    storage::BeatWatch m_watch;
    storage::NewsQuery m_query;
    std::map<QString, std::map<metrics::SeriesKey, Instant>> m_known; ///< by release: the newest sample of each series
    bool m_looking = false;
    bool m_blind = false; ///< the last look failed
    QString m_why; ///< of the take-over under way; empty: none
    std::optional<Millis> m_askedAt;
    qint64 m_askedEpoch = 0;
    bool m_claiming = false;
};

} // namespace fairlead::wiring
