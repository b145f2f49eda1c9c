#include "tests/lab/fault_call.h"

#include <QLocalSocket>
#include <QTcpSocket>
#include <QUrl>

#include <sys/socket.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace fairlead::lab {

namespace {

constexpr Millis kToBeRead{150}; ///< between the last bytes and the end of a connection, so that they are not one event
constexpr qsizetype kMaxRequest = qsizetype(256) << 10;
const QByteArray kHeadEnd = "\r\n\r\n";

/// The value of a header of a request or an answer; empty where it has none.
QByteArray header(const QByteArray& wire, const QByteArray& lowerName)
{
    const QList<QByteArray> lines = wire.left(wire.indexOf(kHeadEnd)).split('\n');
    for (const QByteArray& line : lines) {
        if (line.toLower().startsWith(lowerName + ':')) {
            return line.mid(lowerName.size() + 1).trimmed();
        }
    }
    return {};
}

/// @p wire without that header and with the line @p instead at its head's end, unless that is empty.
QByteArray withHeader(const QByteArray& wire, const QByteArray& lowerName, const QByteArray& instead)
{
    const qsizetype end = wire.indexOf(kHeadEnd);
    if (end < 0) {
        return wire;
    }
    QByteArray head;
    const QList<QByteArray> lines = wire.left(end).split('\n');
    for (const QByteArray& line : lines) {
        if (!line.toLower().startsWith(lowerName + ':')) {
            head += line.trimmed() + "\r\n";
        }
    }
    return head + instead + "\r\n\r\n" + wire.mid(end + kHeadEnd.size());
}

} // namespace

FaultCall::FaultCall(FaultRelay& relay, QTcpSocket* client, Wire wire, QString upstream)
    : QObject(&relay)
    , m_relay(relay)
    , m_client(client)
    , m_wire(wire)
    , m_upstream(std::move(upstream))
{
    client->setParent(this);
    connect(client, &QTcpSocket::readyRead, this, &FaultCall::take);
    // A caller that goes away before its request is whole leaves nothing to do; later it may.
    connect(client, &QTcpSocket::disconnected, this, [this] {
        if (!isWhole()) {
            end();
        }
    });
    take();
}

void FaultCall::take()
{
    if (isWhole() || !m_client) {
        return;
    }
    m_request += m_client->readAll();
    if (m_request.size() > kMaxRequest) {
        reset();
    } else if (isWhole()) {
        carryOut();
    }
}

bool FaultCall::isWhole() const
{
    if (m_wire == Wire::Lines) {
        return m_request.contains('\n');
    }
    const qsizetype end = m_request.indexOf(kHeadEnd);
    return end >= 0 && m_request.size() >= end + kHeadEnd.size() + header(m_request, "content-length").toLongLong();
}

void FaultCall::carryOut()
{
    std::tie(m_rule, m_number) = m_relay.meet(m_request);
    switch (m_rule.fault) {
    case WireFault::ResetBefore: reset(); return;
    case WireFault::ServerError:
    case WireFault::TooMany: reply(refusal()); return;
    case WireFault::StaleAnswer: reply(m_relay.firstAnswer(m_request)); return;
    case WireFault::LateRequest:
        QTimer::singleShot(m_rule.delay, this, [this] { passOn([this](const QByteArray& answer) { reply(answer); }); });
        return;
    default: passOn([this](const QByteArray& answer) { answerPassedOn(answer); });
    }
}

void FaultCall::answerPassedOn(const QByteArray& answer)
{
    m_relay.keepFirst(m_request, answer);
    switch (m_rule.fault) {
    case WireFault::ResetMidAnswer:
        // The caller reads them first: a reset takes back what it has not.
        write(answer.left(middleOf(answer)));
        QTimer::singleShot(kToBeRead, this, &FaultCall::reset);
        return;
    case WireFault::LateAnswer: QTimer::singleShot(m_rule.delay, this, [this, answer] { reply(answer); }); return;
    case WireFault::ServerErrorAfter: reply(refusal()); return;
    case WireFault::Garbage:
        write(QByteArrayLiteral("\x16\x03\x01\x00\xff\xfe\x00garbage\x80\x81\n\x00\x07"));
        QTimer::singleShot(kToBeRead, this, [this] { reply({}); });
        return;
    case WireFault::HalfAnswer: reply(half(answer)); return;
    case WireFault::Trickle: trickle(answer); return;
    default: reply(answer);
    }
}

void FaultCall::passOn(std::function<void(const QByteArray& answer)> then)
{
    m_relay.passedOn(m_number);
    m_then = std::move(then);
    const auto serve = [this](auto* server) {
        using Socket = std::remove_pointer_t<decltype(server)>;
        connect(server, &QIODevice::readyRead, this, [this, server] { m_answer += server->readAll(); });
        // An error comes without an end where there never was a connection.
        connect(server, &Socket::disconnected, this, [this, server] { upstreamEnded(*server); });
        connect(server, &Socket::errorOccurred, this, [this, server] { upstreamEnded(*server); });
        server->write(requestForUpstream());
    };
    if (m_upstream.startsWith(QLatin1Char('/'))) {
        auto* server = new QLocalSocket(this);
        server->connectToServer(m_upstream);
        serve(server);
        return;
    }
    auto* server = new QTcpSocket(this);
    server->connectToHost(QUrl(m_upstream).host(), static_cast<quint16>(QUrl(m_upstream).port()));
    serve(server);
}

void FaultCall::upstreamEnded(QIODevice& server)
{
    m_answer += server.readAll();
    if (const auto then = std::exchange(m_then, nullptr)) {
        then(m_wire == Wire::Http ? withHeader(m_answer, "connection", "Connection: close") : m_answer);
    }
}

QByteArray FaultCall::requestForUpstream() const
{
    return m_wire == Wire::Http ? withHeader(m_request, "connection", "Connection: close") : m_request;
}

/// Where the first half of the body ends.
qsizetype FaultCall::middleOf(const QByteArray& answer) const
{
    const qsizetype body = m_wire == Wire::Http ? answer.indexOf(kHeadEnd) + kHeadEnd.size() : 0;
    return body + (answer.size() - body) / 2;
}

QByteArray FaultCall::half(const QByteArray& answer) const
{
    const QByteArray part = answer.left(middleOf(answer));
    if (m_wire == Wire::Lines) {
        return part;
    }
    const qsizetype length = part.size() - part.indexOf(kHeadEnd) - kHeadEnd.size();
    return withHeader(part, "content-length", "Content-Length: " + QByteArray::number(length));
}

QByteArray FaultCall::refusal() const
{
    if (m_wire == Wire::Lines) {
        return QByteArray("Permission denied\n\n").repeated(m_request.count(';') + 1); // once for each command
    }
    const QByteArray status = m_rule.fault == WireFault::TooMany
        ? "429 Too Many Requests\r\nRetry-After: " + QByteArray::number(m_rule.retryAfterSeconds)
        : QByteArray("500 Internal Server Error");
    return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nConnection: close\r\n\r\nsorry";
}

void FaultCall::write(const QByteArray& wire)
{
    if (m_client && m_client->state() == QAbstractSocket::ConnectedState) {
        m_client->write(wire);
        m_client->flush();
    }
}

void FaultCall::reply(const QByteArray& wire)
{
    if (m_client && m_client->state() == QAbstractSocket::ConnectedState) {
        connect(m_client, &QTcpSocket::disconnected, this, &FaultCall::end);
        m_client->write(wire);
        m_client->disconnectFromHost();
    } else {
        end();
    }
}

void FaultCall::trickle(const QByteArray& wire)
{
    constexpr Millis beat{20};
    const double part = static_cast<double>(m_rule.bytesPerSecond) * std::chrono::duration<double>(beat).count();
    m_answer = wire;
    connect(&m_drip, &QTimer::timeout, this, [this, part, due = 0.0]() mutable {
        due += part;
        const auto now = std::min(static_cast<qsizetype>(due), m_answer.size());
        due -= static_cast<double>(now);
        const bool listens = m_client && m_client->state() == QAbstractSocket::ConnectedState;
        if (!listens || now == m_answer.size()) {
            m_drip.stop();
            reply(m_answer);
            return;
        }
        m_client->write(m_answer.left(now));
        m_answer.remove(0, now);
    });
    m_drip.start(beat);
}

void FaultCall::reset()
{
    if (m_client && m_client->socketDescriptor() >= 0) {
        const linger atOnce{1, 0}; // closing then resets instead of saying goodbye
        ::setsockopt(static_cast<int>(m_client->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof(atOnce));
        m_client->abort();
    }
    end();
}

void FaultCall::end()
{
    deleteLater();
}

} // namespace fairlead::lab
