#pragma once

#include "app/wiring/practice_target.h"
#include "app/wiring/workspace_registry.h"
#include "models/base/clock.h"
#include "models/domain/workspace/workspace.h"
#include "models/engine/engine.h"
#include "models/remote/endpoints.h"
#include "models/storage/sqlite_history.h"
#include "models/storage/workspace_lock.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace fairlead::wiring {

/// A workspace at work: its lock, its history, its engine on a thread of its own. The console and fairleadctl both hold
/// one. Made and destroyed on the main thread; ending it stops engine, then drains the history, then gives the lock back.
class Session : public QObject {
    Q_OBJECT
public:
    /// Takes the lock and opens history.db in the workspace's folder; the engine does nothing yet.
    /// Conflict when another engine is at work there; Storage and the others as SqliteHistory::open.
    /// @p practiceArguments go to fairlead-rehearsal when that is started.
    static Result<std::unique_ptr<Session>> open(const workspace::Workspace& workspace, const QStringList& practiceArguments = {});
    ~Session() override;

    /// Lives on its own thread: connect to its signals and slots.
    engine::Engine& engine() { return *m_engine; }
    ports::HistoryStore& history() { return *m_history; }
    const Clock& clock() const { return m_clock; }

    /// Starts the practice target where the workspace uses it, then the engine. Connect to the engine before.
    void begin();

Q_SIGNALS:
    void practiceReady(const QString& url);
    void failed(const fairlead::Error& error);

private:
    Session(workspace::Workspace workspace, storage::WorkspaceLock lock);
    void openEngine(const workspace::Workspace& workspace);

    workspace::Workspace m_workspace;
    storage::WorkspaceLock m_lock;
    SystemClock m_clock;
    std::unique_ptr<storage::SqliteHistory> m_history;
    WorkspaceRegistry m_registry;
    remote::Endpoints m_endpoints;
    QThread m_thread;
    engine::Engine* m_engine = nullptr; ///< deleted on m_thread when that ends
    QStringList m_practiceArguments;
    std::unique_ptr<PracticeTarget> m_practice;
};

} // namespace fairlead::wiring
