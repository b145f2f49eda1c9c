#include "tests/lab/tiny_http.h"

#include <QPointer>
#include <QTcpSocket>

#include <optional>

namespace fairlead::lab {

namespace {

constexpr qsizetype kMaxRequest = qsizetype(64) << 10;

std::optional<TinyRequest> parse(const QByteArray& text)
{
    const qsizetype headEnd = text.indexOf("\r\n\r\n");
    if (headEnd < 0) {
        return std::nullopt;
    }
    const QList<QByteArray> lines = text.left(headEnd).split('\n');
    const QList<QByteArray> words = lines.first().simplified().split(' ');
    qsizetype length = 0;
    for (const QByteArray& line : lines) {
        if (line.toLower().startsWith("content-length:")) {
            length = line.mid(15).trimmed().toLongLong();
        }
    }
    if (words.size() < 2 || text.size() < headEnd + 4 + length) {
        return std::nullopt;
    }
    return TinyRequest{words[0], QUrl::fromEncoded(words[1]), text.mid(headEnd + 4, length)};
}

} // namespace

TinyHttp::TinyHttp(Handler handler, QObject* parent)
    : QObject(parent)
    , m_handler(std::move(handler))
{
    m_server.setListenBacklogSize(512);
    connect(&m_server, &QTcpServer::newConnection, this, &TinyHttp::accept);
}

bool TinyHttp::listen(quint16 port)
{
    return m_server.listen(QHostAddress(QHostAddress::LocalHost), port);
}

QString TinyHttp::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(port());
}

QByteArray TinyHttp::response(int status, const QByteArray& type, const QByteArray& body)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

void TinyHttp::accept()
{
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(socket); });
        take(socket);
    }
}

void TinyHttp::take(QTcpSocket* socket)
{
    const QByteArray text = socket->peek(kMaxRequest);
    const auto request = parse(text);
    if (!request) {
        if (text.size() >= kMaxRequest) {
            socket->abort();
        }
        return;
    }
    socket->disconnect(this);
    socket->readAll();
    m_handler(*request, [socket = QPointer<QTcpSocket>(socket)](const QByteArray& wire) {
        if (socket) {
            socket->write(wire);
            socket->disconnectFromHost();
        }
    });
}

} // namespace fairlead::lab
