#include "tests/lab/recording_relay.h"

#include <QDateTime>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTcpServer>
#include <QTcpSocket>

namespace fairlead::lab {

namespace {

/// Closes either kind of socket after what was written to it.
void hangUp(QIODevice* device)
{
    if (auto* local = qobject_cast<QLocalSocket*>(device)) {
        local->disconnectFromServer();
    } else if (auto* tcp = qobject_cast<QTcpSocket*>(device)) {
        tcp->disconnectFromHost();
    }
}

} // namespace

RecordingRelay::RecordingRelay(QString target, const QString& logFile, QObject* parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_log(logFile)
{
    if (!m_log.open(QIODevice::WriteOnly | QIODevice::Append)) {
        qFatal("The relay's record %s cannot be written.", qUtf8Printable(logFile));
    }
}

RecordingRelay::~RecordingRelay() = default;

bool RecordingRelay::listenUnix(const QString& path)
{
    QLocalServer::removeServer(path);
    m_local = new QLocalServer(this);
    connect(m_local, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* client = m_local->nextPendingConnection()) {
            connect(client, &QLocalSocket::disconnected, client, &QObject::deleteLater);
            serve(client);
        }
    });
    return m_local->listen(path);
}

quint16 RecordingRelay::listenTcp(quint16 port)
{
    m_tcp = new QTcpServer(this);
    connect(m_tcp, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* client = m_tcp->nextPendingConnection()) {
            connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
            serve(client);
        }
    });
    return m_tcp->listen(QHostAddress(QHostAddress::LocalHost), port) ? m_tcp->serverPort() : quint16(0);
}

void RecordingRelay::setFaultyFrom(QByteArray beginning, RelayMode mode)
{
    m_faultyBeginning = std::move(beginning);
    m_mode = mode;
}

void RecordingRelay::serve(QIODevice* client)
{
    auto* server = new QLocalSocket(client);
    server->connectToServer(m_target);
    connect(server, &QLocalSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
    connect(server, &QLocalSocket::disconnected, client, [client, server] {
        client->write(server->readAll());
        hangUp(client);
    });
    connect(server, &QLocalSocket::errorOccurred, client, [client](QLocalSocket::LocalSocketError error) {
        if (error != QLocalSocket::PeerClosedError) {
            hangUp(client);
        }
    });
    connect(client, &QIODevice::readyRead, this, [this, client, server] { take(client, server); });
    take(client, server);
}

void RecordingRelay::take(QIODevice* client, QIODevice* server)
{
    while (client->canReadLine()) {
        const QByteArray line = client->readLine();
        record(line.trimmed());
        const RelayMode mode = line.startsWith(m_faultyBeginning) ? m_mode : RelayMode::Pass;
        if (mode == RelayMode::Pass) {
            server->write(line);
        } else if (mode == RelayMode::CutAfter) {
            server->disconnect(client);
            server->write(line);
            // The answer shows that HAProxy has carried it out; only then the client loses its connection.
            connect(server, &QIODevice::readyRead, client, [client] { hangUp(client); });
        } else if (mode == RelayMode::CutBefore) {
            hangUp(client);
            return;
        }
    }
}

void RecordingRelay::record(const QByteArray& line)
{
    m_log.write(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + '\t' + line + '\n');
    m_log.flush();
}

} // namespace fairlead::lab
