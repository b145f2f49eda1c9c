#include "app/wiring/sleep_inhibitor.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace fairlead::wiring {

namespace {

const QString kLogind = QStringLiteral("org.freedesktop.login1");
constexpr int kTimeout = 10'000; // ms

/// There is nobody to ask, in contrast to somebody who refuses.
bool isAbsent(QDBusError::ErrorType type)
{
    return type == QDBusError::ServiceUnknown || type == QDBusError::Disconnected || type == QDBusError::NoServer
        || type == QDBusError::UnknownObject;
}

} // namespace

SleepInhibitor::SleepInhibitor(QDBusConnection bus, QObject* parent)
    : QObject(parent)
    , m_bus(std::move(bus))
    , m_watcher(kLogind, m_bus, QDBusServiceWatcher::WatchForRegistration)
{
    connect(&m_watcher, &QDBusServiceWatcher::serviceRegistered, this, [this] {
        if (m_wanted && m_state != State::Held) {
            ask();
        }
    });
}

void SleepInhibitor::setWanted(bool wanted, const QString& why)
{
    if (wanted == m_wanted) {
        return;
    }
    m_wanted = wanted;
    m_why = why;
    if (wanted) {
        ask();
        return;
    }
    ++m_round;
    m_lock = QDBusUnixFileDescriptor();
    setState(State::Free);
}

void SleepInhibitor::ask()
{
    if (!m_bus.isConnected()) {
        setState(State::Unavailable);
        return;
    }
    const int round = ++m_round;
    setState(State::Asking);
    QDBusMessage call = QDBusMessage::createMethodCall(
        kLogind, QStringLiteral("/org/freedesktop/login1"), kLogind + QStringLiteral(".Manager"), QStringLiteral("Inhibit"));
    call << QStringLiteral("sleep") << QStringLiteral("Fairlead") << m_why << QStringLiteral("block");
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call, kTimeout), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, round](QDBusPendingCallWatcher* answered) {
        answered->deleteLater();
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *answered;
        if (round != m_round) {
            return; // what it holds is closed with it
        }
        if (reply.isError()) {
            setState(State::Unavailable, isAbsent(reply.error().type()) ? QString() : reply.error().message());
            return;
        }
        m_lock = reply.value();
        setState(State::Held);
    });
}

void SleepInhibitor::setState(State state, const QString& refusal)
{
    if (state != m_state || refusal != m_refusal) {
        m_state = state;
        m_refusal = refusal;
        Q_EMIT changed();
    }
}

} // namespace fairlead::wiring
