#include "app/rehearsal/server.h"

#include <QHttpServerRequest>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QUrlQuery>

namespace fairlead::rehearsal {

namespace {

QByteArray methodOf(const QHttpServerRequest& request)
{
    switch (request.method()) {
    case QHttpServerRequest::Method::Get: return "GET";
    case QHttpServerRequest::Method::Put: return "PUT";
    case QHttpServerRequest::Method::Post: return "POST";
    case QHttpServerRequest::Method::Delete: return "DELETE";
    default: return "OTHER";
    }
}

Request requestOf(const QHttpServerRequest& wire)
{
    Request request;
    request.method = methodOf(wire);
    request.path = wire.url().path();
    for (const auto& [key, value] : wire.query().queryItems(QUrl::FullyDecoded)) {
        request.query.insert(key, value);
    }
    request.ifMatch = wire.value("If-Match");
    request.idempotencyKey = wire.value("Idempotency-Key");
    request.body = wire.body();
    return request;
}

QByteArray wireOf(const Answer& answer)
{
    const QByteArray body = QJsonDocument(answer.body).toJson(QJsonDocument::Compact) + '\n';
    QByteArray wire = "HTTP/1.1 " + QByteArray::number(answer.status) + (answer.status < 400 ? " OK" : " Refused") + "\r\n";
    wire += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (auto it = answer.headers.begin(); it != answer.headers.end(); ++it) {
        wire += it.key() + ": " + it.value() + "\r\n";
    }
    return wire + "\r\n" + body;
}

} // namespace

Server::Server(Api& api, QObject* parent)
    : QAbstractHttpServer(parent)
    , m_api(api)
{
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &Server::idle);
}

void Server::setIdleLimit(Millis limit)
{
    m_idle.setInterval(limit);
    if (limit > Millis(0)) {
        m_idle.start();
    }
}

bool Server::handleRequest(const QHttpServerRequest& request, QTcpSocket* socket)
{
    if (m_idle.isActive()) {
        m_idle.start();
    }
    const Answer answer = m_api.handle(requestOf(request));
    const auto send = [socket, wire = wireOf(answer), last = request.value("Connection").toLower() == "close"] {
        socket->write(wire);
        if (last) {
            socket->disconnectFromHost();
        }
    };
    if (answer.delay == Millis(0)) {
        send();
    } else {
        // The client may hang up before its answer is due; the socket takes the timer with it.
        QTimer::singleShot(answer.delay, socket, send);
    }
    return true;
}

void Server::missingHandler(const QHttpServerRequest& request, QTcpSocket* socket)
{
    handleRequest(request, socket);
}

} // namespace fairlead::rehearsal
