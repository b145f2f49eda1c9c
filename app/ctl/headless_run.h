#pragma once

#include "app/wiring/session.h"

#include <QObject>

#include <optional>

namespace fairlead::ctl {

/// How a run without a window ended.
struct RunEnd {
    QString release;
    QString result; ///< "activated", "rolled back", "held", "handed over", "unknown"
    QString why;
    int exit = 0;
};

/// Carries one release through its plan without a window: starts it when nothing holds it, prints each of its records,
/// and ends with it, or when it was held longer than the given patience. Thread: main.
class HeadlessRun : public QObject {
    Q_OBJECT
public:
    HeadlessRun(wiring::Session& session, workspace::PlannedRelease planned, QString reason, Millis patience, QObject* parent = nullptr);

Q_SIGNALS:
    void ended(const fairlead::ctl::RunEnd& end);

private:
    void follow(const rollout::Snapshot& snapshot);
    void takeCustody(const wiring::Custody& custody);
    void print(const std::vector<audit::Record>& records);
    void startOrHold(const rollout::Snapshot& snapshot);
    void end(const rollout::Snapshot& snapshot, const QString& result, const QString& why, int exit);

    wiring::Session& m_session;
    workspace::PlannedRelease m_planned;
    QString m_reason;
    Millis m_patience;
    ReleaseId m_release; ///< the attempt that this run carries; empty until it is known
    qint64 m_printed = 0; ///< newest row that was printed
    std::optional<Millis> m_waitsSince; ///< Clock::elapsed() since when it does not go on
    bool m_acted = false; ///< this program has held the workspace
    bool m_started = false;
    bool m_again = false;
    bool m_ended = false;
};

} // namespace fairlead::ctl
