#pragma once

#include "models/base/instant.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>
#include <QTcpServer>

#include <utility>
#include <vector>

class QTcpSocket;

namespace fairlead::lab {

/// What can become of one exchange on its way. "Passed on": the server behind got the request and acted on it.
enum class WireFault {
    None, ///< passed on, answered
    ResetBefore, ///< the connection is reset when the request has come; it is not passed on
    ResetMidAnswer, ///< passed on; a reset after the head and half of the body of the answer
    LateAnswer, ///< passed on; the answer comes FaultRule::delay late
    LateRequest, ///< passed on FaultRule::delay late, also when the caller has hung up by then
    ServerError, ///< 500 ("Permission denied" on a Runtime API), not passed on
    ServerErrorAfter, ///< passed on; 500 in the place of the answer
    TooMany, ///< 429 with Retry-After, not passed on
    Garbage, ///< passed on; bytes that are no answer of this protocol in the place of it
    HalfAnswer, ///< passed on; the first half of the body as if it were all of it
    StaleAnswer, ///< not passed on; the answer to the first request of the same kind, word for word
    Trickle, ///< passed on; the answer comes at FaultRule::bytesPerSecond
};

/// Which exchanges meet a fault.
struct FaultRule {
    WireFault fault = WireFault::None;
    QByteArray beginning{}; ///< of the request: "PUT ", "GET /v1/splits/", "set server"; empty: any
    QByteArray containing{}; ///< somewhere in the request, such as "\"weight\":10"; empty: any
    int times = 1; ///< so many of them, then they pass again; 0: until heal()
    Millis delay = std::chrono::seconds(30);
    int bytesPerSecond = 1'000'000;
    int retryAfterSeconds = 1; ///< what a 429 asks for
};

/// What protocol a relay reads whole requests of.
enum class Wire {
    Http, ///< head and body; every exchange gets a connection of its own, whatever the caller would like to keep
    Lines, ///< HAProxy's Runtime API: one line a connection, the answer up to the server's closing of it
};

/// Stands in front of a real server on a loopback port, keeps what was asked of it, and breaks exchanges as it is told.
/// Thread: the one it was made on.
class FaultRelay final : public QObject {
    Q_OBJECT

public:
    /// One request that came.
    struct Seen {
        Instant at; ///< when it had come whole
        QByteArray request;
        WireFault fault = WireFault::None;
        bool passedOn = false; ///< the server got it, be it late
    };

    /// @p upstream: "http://127.0.0.1:PORT", or the path of a socket.
    FaultRelay(Wire wire, QString upstream, QObject* parent = nullptr);
    ~FaultRelay() override;

    /// On a free loopback port that stays this relay's own while it is down; false where there is none.
    bool listen();
    quint16 port() const { return m_port; }
    QString url() const; ///< "http://127.0.0.1:PORT"
    QString address() const; ///< "tcp:127.0.0.1:PORT"

    /// Down: connections are refused by the kernel, as those to a server that is not there.
    void setDown(bool down);
    void inject(FaultRule rule);
    void heal(); ///< everything passes from now on
    const std::vector<Seen>& seen() const { return m_seen; }

private:
    friend class FaultCall;

    void accept();
    /// Notes a request that has come whole and says what becomes of it. The number is its place in seen().
    std::pair<FaultRule, std::size_t> meet(const QByteArray& request);
    void passedOn(std::size_t number) { m_seen[number].passedOn = true; }
    void keepFirst(const QByteArray& request, const QByteArray& answer);
    QByteArray firstAnswer(const QByteArray& request) const;

    Wire m_wire;
    QString m_upstream;
    QTcpServer m_server;
    quint16 m_port = 0;
    int m_guard = -1; ///< bound to the port and never listening, so that nobody else gets it
    FaultRule m_rule;
    int m_left = 0; ///< exchanges that m_rule still breaks; negative: no end
    std::vector<Seen> m_seen;
    QHash<QByteArray, QByteArray> m_first; ///< by kind of request
};

QString toString(WireFault fault); ///< "reset-before", "late-answer", …

} // namespace fairlead::lab
