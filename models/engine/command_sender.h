#pragma once

#include "models/base/clock.h"
#include "models/engine/release_log.h"
#include "models/ports/component_registry.h"
#include "models/ports/task_runner.h"
#include "models/ports/traffic_target.h"

#include <QObject>

namespace fairlead::engine {

/// Carries out commands in the only allowed order: intent on disk, act, outcome on disk. Its effect is somebody
/// else's to observe. One command at a time. Thread: engine.
class CommandSender : public QObject {
    Q_OBJECT
public:
    /// All references outlive this.
    struct Ports {
        ports::TrafficTarget& target;
        ports::ComponentRegistry& registry;
        ports::TaskRunner& tasks;
    };
    CommandSender(ReleaseLog& log, Ports ports, const Clock& clock, QObject* parent);

    /// From the intent's way to disk until the outcome is on it.
    bool busy() const { return m_busy; }

    /// Asks the target for @p ask; @p why is its record's reason, a plain one where empty.
    void send(const rollout::Ask& ask, const QString& why);
    /// Carries out the current step's task.
    void runTask();
    /// Makes the release's version the production one; the release ends as activated when the registry says so.
    void activate();
    /// Makes the version before the production one again, in a rollback of what was activated.
    void restore();
    /// A command has an intent but no outcome (the program ended, or the disk was full), or an activation no end.
    bool needsReconciling() const;
    /// Forgets the command under way after a record of it could not be written; reconcile() comes next.
    void reset();
    /// Gives a command that needs it an outcome, from what the other side says now. It is never sent again by this.
    void reconcile();

    /// The request that send(ask) would make, for people.
    QString preview(const rollout::Ask& ask) const;
    /// The request or command line of @p task, for people.
    QString preview(const rollout::Task& task) const;

Q_SIGNALS:
    void finished();

private:
    rollout::Command newCommand() const;
    void act(const rollout::Command& command);
    void actOnTask(const CommandId& command, const rollout::Task& task);
    void changeRegistry(bool back, const QString& why);
    void actOnRegistry(const rollout::Command& command);
    void writeOutcome(const CommandId& command, const QString& outcome, const QString& answer, Millis took);
    void finishActivation(const rollout::Command& command, const QString& answer);
    rollout::Task filledIn(rollout::Task task) const;
    void end();
    void reconcileWeight(const rollout::Command& command);
    void reconcileActivation(const rollout::Command& command);
    void release();
    QString who() const;

    ReleaseLog& m_log;
    Ports m_ports;
    const Clock& m_clock;
    bool m_busy = false;
};

} // namespace fairlead::engine
