#pragma once

#include "models/domain/rollout/state.h"
#include "models/ports/history_store.h"

#include <QObject>

#include <functional>

namespace fairlead::engine {

/// One release's state and the only way to change it: write a record, and fold it once it is on disk.
/// Thread: engine.
class ReleaseLog : public QObject {
    Q_OBJECT
public:
    /// @p history outlives this.
    ReleaseLog(ports::HistoryStore& history, rollout::State state, QObject* parent);

    const rollout::State& state() const { return m_state; }

    /// Appends a record of this release; @p then runs on this thread after it was folded. It does not run when the
    /// store could not write (failed() says why): what depends on the record is then not done.
    void append(const QString& kind, const QString& who, const QString& why, const QJsonObject& data,
        std::function<void(const audit::Record&)> then = {});

    /// Folds a record that somebody else appended for this release.
    void fold(const audit::Record& record);

    /// Records that are on their way to the disk.
    int pending() const { return m_pending; }

Q_SIGNALS:
    void recorded(const fairlead::audit::Record& record);
    void failed(const fairlead::Error& error);

private:
    ports::HistoryStore& m_history;
    rollout::State m_state;
    int m_pending = 0;
};

} // namespace fairlead::engine
