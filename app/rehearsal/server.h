#pragma once

#include "app/rehearsal/api.h"

#include <QAbstractHttpServer>
#include <QTimer>

namespace fairlead::rehearsal {

/// Puts the API on a loopback port. Never listens elsewhere: it knows no users.
class Server final : public QAbstractHttpServer {
    Q_OBJECT

public:
    explicit Server(Api& api, QObject* parent = nullptr);

    /// Emits idle() when nobody asked for that long. 0: never.
    void setIdleLimit(Millis limit);

Q_SIGNALS:
    void idle();

protected:
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override;
    void missingHandler(const QHttpServerRequest& request, QTcpSocket* socket) override;

private:
    Api& m_api;
    QTimer m_idle;
};

} // namespace fairlead::rehearsal
