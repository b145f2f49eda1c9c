#pragma once

#include "models/base/clock.h"
#include "models/engine/release_log.h"
#include "models/ports/component_registry.h"
#include "models/ports/traffic_target.h"

#include <QObject>

namespace fairlead::engine {

/// Carries out commands in the only allowed order: intent on disk, act, outcome on disk. Its effect is somebody
/// else's to observe. One command at a time. Thread: engine.
class CommandSender : public QObject {
    Q_OBJECT
public:
    /// All references outlive this.
    CommandSender(ReleaseLog& log, ports::TrafficTarget& target, ports::ComponentRegistry& registry, const Clock& clock, QObject* parent);

    /// From the intent's way to disk until the outcome is on it.
    bool busy() const { return m_busy; }

    void sendWeight(Percent weight, const QString& why);
    /// Makes the release's version the production one; the release ends as activated when the registry says so.
    void activate();
    /// A command has an intent but no outcome (the program ended, or the disk was full), or an activation no end.
    bool needsReconciling() const;
    /// Forgets the command under way after a record of it could not be written; reconcile() comes next.
    void reset();
    /// Gives a command that needs it an outcome, from what the other side says now. It is never sent again by this.
    void reconcile();

    /// The request that sendWeight(weight) would make, for people.
    QString preview(Percent weight) const;

Q_SIGNALS:
    void finished();

private:
    void act(const rollout::Command& command);
    void actOnRegistry(const rollout::Command& command);
    void writeOutcome(const CommandId& command, const QString& outcome, const QString& answer, Millis took);
    void finishActivation(const CommandId& command, const QString& answer);
    void end();
    void reconcileWeight(const rollout::Command& command);
    void reconcileActivation(const rollout::Command& command);
    void release();
    QString who() const;

    ReleaseLog& m_log;
    ports::TrafficTarget& m_target;
    ports::ComponentRegistry& m_registry;
    const Clock& m_clock;
    bool m_busy = false;
};

} // namespace fairlead::engine
