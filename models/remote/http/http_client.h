#pragma once

#include "models/base/error.h"
#include "models/base/instant.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>
#include <utility>

class QNetworkAccessManager;

namespace fairlead::remote {

struct HttpRequest {
    QByteArray verb = "GET";
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body; ///< JSON when not empty
    Millis timeout = std::chrono::seconds(10); ///< for the whole exchange, so that a dripping answer ends too
    qint64 maxBytes = qint64(1) << 20;
};

struct HttpAnswer {
    int status = 0;
    QByteArray body;
    QByteArray etag;
};

/// Sends HTTP requests; redirects are not followed. Thread: the one it was made on (engine).
/// Every request ends: with an answer of any status, with Unreachable (no connection, nothing was sent), Unknown (no
/// whole answer in time, connection lost, or the client was destroyed) or Corrupt (longer than the cap). Logs verb, address without its
/// query, status and time; never headers or bodies.
class HttpClient {
public:
    using Done = std::function<void(Result<HttpAnswer>)>;

    explicit HttpClient(std::shared_ptr<QNetworkAccessManager> network);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// @p done is called exactly once, never before send() returns unless the client is destroyed meanwhile.
    void send(const HttpRequest& request, Done done);

private:
    std::shared_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<QObject> m_calls; ///< parent of the calls in flight
};

} // namespace fairlead::remote
