#include "tests/lab/probe.h"

#include <QDeadlineTimer>
#include <QLocalSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

namespace fairlead::lab {

namespace {

constexpr int kTimeoutMs = 10'000;

/// Reads up to the other side's end of the connection.
template <typename Socket> QByteArray readToEnd(Socket& socket)
{
    QByteArray all = socket.readAll();
    while (socket.waitForReadyRead(kTimeoutMs)) {
        all += socket.readAll();
    }
    return all + socket.readAll();
}

} // namespace

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress(QHostAddress::LocalHost), 0);
    return server.serverPort();
}

Result<ProbeAnswer> httpRequest(const QByteArray& method, const QUrl& url, const QByteArray& body)
{
    QTcpSocket socket;
    socket.connectToHost(url.host(), static_cast<quint16>(url.port(80)));
    if (!socket.waitForConnected(kTimeoutMs)) {
        return fail(ErrorCode::Unreachable, socket.errorString(), url.toString());
    }
    const QByteArray target = (url.path().isEmpty() ? QStringLiteral("/") : url.path(QUrl::FullyEncoded)).toLatin1()
        + (url.hasQuery() ? "?" + url.query(QUrl::FullyEncoded).toLatin1() : QByteArray());
    socket.write(method + ' ' + target + " HTTP/1.0\r\nHost: " + url.host().toLatin1()
        + "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    const QByteArray all = readToEnd(socket);
    const qsizetype headEnd = all.indexOf("\r\n\r\n");
    if (headEnd < 0 || !all.startsWith("HTTP/1.")) {
        return fail(ErrorCode::Unknown, QStringLiteral("No whole answer."), url.toString());
    }
    return ProbeAnswer{all.mid(9, 3).toInt(), all.mid(headEnd + 4)};
}

Result<QByteArray> runtimeRequest(const QString& socketPath, const QByteArray& line)
{
    QLocalSocket socket;
    socket.connectToServer(socketPath);
    if (!socket.waitForConnected(kTimeoutMs)) {
        return fail(ErrorCode::Unreachable, socket.errorString(), socketPath);
    }
    socket.write(line + '\n');
    socket.flush();
    return readToEnd(socket);
}

bool waitUntil(const std::function<bool()>& condition, int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (!condition()) {
        if (deadline.hasExpired()) {
            return false;
        }
        QThread::msleep(25);
    }
    return true;
}

} // namespace fairlead::lab
