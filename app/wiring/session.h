#pragma once

#include "app/wiring/fence.h"
#include "app/wiring/follower.h"
#include "app/wiring/practice_target.h"
#include "app/wiring/sleep_inhibitor.h"
#include "app/wiring/workspace_registry.h"
#include "models/base/clock.h"
#include "models/domain/workspace/workspace.h"
#include "models/engine/engine.h"
#include "models/remote/endpoints.h"
#include "models/storage/sqlite_history.h"

#include <QObject>
#include <QThread>

#include <map>
#include <memory>

namespace fairlead::wiring {

/// Who carries out the releases of a workspace, seen from here.
struct Custody {
    enum class Role {
        Acting, ///< this session
        Following, ///< another one, or nobody: it is only watched
    };
    Role role = Role::Acting;
    workspace::Holder holder; ///< while following: the other one, the last one when @c lost
    bool lost = false; ///< while following: nobody acts
    bool asking = false; ///< this session is taking over

    bool isActing() const { return role == Role::Acting; }
    /// Why verbs are closed; empty while acting.
    QString closed() const;
    bool operator==(const Custody&) const = default;
};

struct SessionOptions {
    QStringList practiceArguments; ///< for fairlead-rehearsal when that is started
    bool mayFollow = false; ///< where another engine is at work: follow it instead of failing
    QString takeOver; ///< where another engine is at work: take over from it, for this reason
};

/// A workspace at work: its lease, its history, its engine on a thread of its own. The console and fairleadctl both hold
/// one. Made and destroyed on the main thread; ending it stops the engine, then drains the history, then gives the lease back.
class Session : public QObject {
    Q_OBJECT
public:
    /// Opens history.db in the workspace's folder and takes its lease; the engine does nothing yet.
    /// Conflict when another engine is at work there and @p options do not say what to do then; Storage and the others as
    /// SqliteHistory::open.
    static Result<std::unique_ptr<Session>> open(const workspace::Workspace& workspace, const SessionOptions& options = {});
    ~Session() override;

    /// Lives on its own thread: connect to its signals and slots. The same one in both roles.
    engine::Engine& engine() { return *m_engine; }
    ports::HistoryStore& history() { return *m_history; }
    const Clock& clock() const { return m_clock; }
    const Custody& custody() const { return m_custody; }
    /// Holds sleep off while this session acts and a release is under way.
    const SleepInhibitor& sleep() const { return m_sleep; }
    /// The engine acts, and whatever it told while it followed has arrived here.
    bool isActing() const { return m_live; }

    /// Acts: starts the practice target where the workspace uses it, then the engine. Or follows, or takes over. Connect before.
    void begin();
    /// While following: takes over, which custodyChanged() or failed() says. @p why is recorded.
    void takeOver(const QString& why);

Q_SIGNALS:
    void practiceReady(const QString& url);
    void custodyChanged(const fairlead::wiring::Custody& custody);
    /// Something was not done; the message says what and why.
    void failed(const fairlead::Error& error);

private:
    explicit Session(workspace::Workspace workspace);
    void connectLease();
    void act();
    void follow();
    void openEngine(const workspace::Workspace& workspace);
    void takeLook(const storage::Lease& lease, bool lost);
    void takeLease(std::chrono::milliseconds grace);
    void handOver(const workspace::Wish& wish);
    void giveBack(const workspace::Wish& wish);
    void lose(const Error& error, const workspace::Holder& by);
    void setCustody(Custody custody);
    void takeSnapshot(const rollout::Snapshot& snapshot);
    void refreshSleep();

    workspace::Workspace m_workspace;
    SystemClock m_clock;
    SessionOptions m_options;
    std::unique_ptr<storage::SqliteHistory> m_history;
    WorkspaceRegistry m_registry;
    remote::Endpoints m_endpoints;
    std::unique_ptr<Fence> m_fence;
    std::unique_ptr<FencedRegistry> m_fencedRegistry;
    std::unique_ptr<FencedEndpoints> m_fencedEndpoints;
    QThread m_thread;
    engine::Engine* m_engine = nullptr; ///< deleted on m_thread when that ends
    std::unique_ptr<PracticeTarget> m_practice;
    std::unique_ptr<Follower> m_follower;
    Custody m_custody;
    bool m_live = false;
    std::map<ReleaseId, QString> m_underWay; ///< titles
    SleepInhibitor m_sleep;
    QTimer m_handing; ///< until the commands that are with their targets are answered
    Millis m_handingSince{};
    workspace::Wish m_wish;
};

} // namespace fairlead::wiring
