#pragma once

#include "models/base/instant.h"
#include "models/remote/haproxy/address.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

class QIODevice;

namespace fairlead::remote::haproxy {

/// One line sent to the Runtime API on a connection of its own, and the answer up to HAProxy's closing of it.
/// Ends exactly once, also by being destroyed: Unreachable (nothing was sent), Unknown (sent, but the connection
/// was cut or the time was up before the whole answer), Corrupt (answer over 1 MiB). Deletes itself at the end.
/// HAProxy ends the answer to every command with an empty line, so an answer with fewer lines than commands,
/// or with no empty line at its end, was cut. Thread: engine.
class RuntimeCall final : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(Result<QByteArray>)>;

    /// @p line without its newline; commands parted by ";". @p done may be called before the constructor's caller
    /// goes on (a socket file that does not exist is known at once).
    static void start(const Address& address, const QByteArray& line, Millis timeout, Done done, QObject* parent);
    ~RuntimeCall() override;

private:
    RuntimeCall(Address address, QByteArray line, Millis timeout, Done done, QObject* parent);
    void open();
    void send();
    void take();
    void closed();
    void broken(const QString& words);
    void giveUp();
    void finish(Result<QByteArray> result);

    Address m_address;
    QByteArray m_line;
    Millis m_timeout;
    Done m_done;
    QIODevice* m_socket = nullptr; ///< a child
    QTimer m_deadline;
    QElapsedTimer m_took;
    QByteArray m_answer;
    bool m_sent = false;
};

} // namespace fairlead::remote::haproxy
