#pragma once

#include "tests/lab/fault_relay.h"

#include <QPointer>
#include <QTimer>

#include <functional>

class QIODevice;
class QTcpSocket;

namespace fairlead::lab {

/// One exchange through a FaultRelay, a child of it. Outlives its caller's connection where the fault wants that, and
/// deletes itself when nothing is left to do. Thread: the relay's.
class FaultCall final : public QObject {
    Q_OBJECT

public:
    FaultCall(FaultRelay& relay, QTcpSocket* client, Wire wire, QString upstream);

private:
    void take();
    bool isWhole() const;
    void carryOut();
    /// Sends the request to the server and hands its whole answer on; an empty one where there was none.
    void passOn(std::function<void(const QByteArray& answer)> then);
    void upstreamEnded(QIODevice& server);
    void answerPassedOn(const QByteArray& answer);
    void write(const QByteArray& wire);
    void reply(const QByteArray& wire);
    void trickle(const QByteArray& wire);
    void reset();
    void end();
    QByteArray requestForUpstream() const;
    qsizetype middleOf(const QByteArray& answer) const;
    QByteArray half(const QByteArray& answer) const;
    QByteArray refusal() const;

    FaultRelay& m_relay;
    QPointer<QTcpSocket> m_client;
    Wire m_wire;
    QString m_upstream;
    QByteArray m_request;
    FaultRule m_rule;
    std::size_t m_number = 0; ///< its place in FaultRelay::seen()
    QByteArray m_answer;
    std::function<void(const QByteArray& answer)> m_then; ///< what awaits the server's answer; once
    QTimer m_drip;
};

} // namespace fairlead::lab
