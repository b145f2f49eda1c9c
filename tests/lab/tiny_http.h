#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>

#include <functional>

class QTcpSocket;

namespace fairlead::lab {

struct TinyRequest {
    QByteArray method;
    QUrl target; ///< path and query as sent
    QByteArray body;
};

/// A small HTTP/1.1 server on loopback: one request a connection. Thread: the one it was made on.
class TinyHttp final : public QObject {
    Q_OBJECT

public:
    /// Sends bytes as they are and closes; a client that hung up meanwhile is no error. May be called later or never.
    using Send = std::function<void(const QByteArray& wire)>;
    using Handler = std::function<void(const TinyRequest& request, const Send& send)>;

    explicit TinyHttp(Handler handler, QObject* parent = nullptr);

    /// False where the port is taken. 0 takes a free one.
    bool listen(quint16 port = 0);
    quint16 port() const { return m_server.serverPort(); }
    QString url() const;

    static QByteArray response(int status, const QByteArray& type, const QByteArray& body);

private:
    void accept();
    void take(QTcpSocket* socket);

    QTcpServer m_server;
    Handler m_handler;
};

} // namespace fairlead::lab
