#pragma once

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QDBusUnixFileDescriptor>
#include <QObject>

namespace fairlead::wiring {

/// Asks logind not to let the machine sleep while a release is under way: gates are judged, and rollbacks sent, by this program
/// alone. A person can still make it sleep. Thread: the one it was made in; nothing blocks.
class SleepInhibitor : public QObject {
    Q_OBJECT
public:
    enum class State {
        Free, ///< not wanted
        Asking,
        Held, ///< logind holds sleep off
        Unavailable, ///< wanted, but there is no logind, or it refuses
    };

    /// @p bus is the system's, but for tests.
    explicit SleepInhibitor(QDBusConnection bus, QObject* parent = nullptr);

    /// @p why is shown by logind to whoever wants the machine to sleep.
    void setWanted(bool wanted, const QString& why = {});

    State state() const { return m_state; }
    /// Why logind refuses; empty unless it is there and does.
    const QString& refusal() const { return m_refusal; }

Q_SIGNALS:
    void changed();

private:
    void ask();
    void setState(State state, const QString& refusal = {});

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    bool m_wanted = false;
    QString m_why;
    int m_round = 0; ///< answers to an earlier wish come too late
    QDBusUnixFileDescriptor m_lock; ///< sleep is held off while this is open
    State m_state = State::Free;
    QString m_refusal;
};

} // namespace fairlead::wiring
