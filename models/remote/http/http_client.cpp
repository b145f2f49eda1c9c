#include "models/remote/http/http_client.h"

#include "models/base/duration.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QThread>
#include <QTimer>

namespace fairlead::remote {

namespace {

Q_LOGGING_CATEGORY(log, "fairlead.remote.http", QtInfoMsg)

QString placeOf(const QUrl& url)
{
    return url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
}

bool meansNothingSent(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError: return true;
    default: return false;
    }
}

/// One exchange. Ends itself; destroyed early it ends as Unknown or Unreachable.
class HttpCall final : public QObject {
public:
    HttpCall(QNetworkAccessManager& network, const HttpRequest& request, HttpClient::Done done, QObject* parent)
        : QObject(parent)
        , m_request(request)
        , m_done(std::move(done))
    {
        m_took.start();
        QNetworkRequest wire(request.url);
        wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        wire.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
        if (!request.body.isEmpty()) {
            wire.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
        }
        for (const auto& [name, value] : request.headers) {
            wire.setRawHeader(name, value);
        }
        m_reply = network.sendCustomRequest(wire, request.verb, request.body);
        m_reply->setParent(this);
        connect(m_reply, &QNetworkReply::readyRead, this, &HttpCall::take);
        connect(m_reply, &QNetworkReply::finished, this, &HttpCall::judge);
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, &HttpCall::giveUp);
        m_deadline.start(request.timeout);
    }

    ~HttpCall() override
    {
        finish(fail(ErrorCode::Unknown, QStringLiteral("The request was given up before an answer came."), placeOf(m_request.url)));
    }

private:
    void take()
    {
        m_body += m_reply->read(m_request.maxBytes + 1 - m_body.size());
        if (m_body.size() > m_request.maxBytes) {
            finish(fail(ErrorCode::Corrupt,
                QStringLiteral("The answer is longer than %1 KiB and was not read further.").arg(m_request.maxBytes / 1024),
                placeOf(m_request.url)));
        }
    }

    void judge()
    {
        take();
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const auto error = m_reply->error();
        // Qt reports 4xx and 5xx as errors too; they are answers.
        const bool broken = error != QNetworkReply::NoError && (error < QNetworkReply::ContentAccessDenied || status == 0);
        if (status > 0 && !broken) {
            finish(HttpAnswer{status, m_body, m_reply->rawHeader("ETag")});
            return;
        }
        const bool nothingSent = meansNothingSent(error);
        finish(fail(nothingSent ? ErrorCode::Unreachable : ErrorCode::Unknown,
            nothingSent ? QStringLiteral("No connection, nothing was sent: %1.").arg(m_reply->errorString())
                        : QStringLiteral("Sent, but the answer did not come whole: %1.").arg(m_reply->errorString()),
            placeOf(m_request.url)));
    }

    void giveUp()
    {
        // Qt 6.4 does not tell for every request whether it left (requestSent comes only after a body was uploaded):
        // what is not known to have stayed here is unknown.
        finish(fail(
            ErrorCode::Unknown, QStringLiteral("No whole answer came within %1.").arg(toText(m_request.timeout)), placeOf(m_request.url)));
    }

    void finish(Result<HttpAnswer> result)
    {
        if (!m_done) {
            return;
        }
        m_deadline.stop();
        m_reply->disconnect(this);
        m_reply->abort();
        qCDebug(log).noquote() << m_request.verb << placeOf(m_request.url)
                               << (result ? QString::number(result->status) : toString(result.error().code)) << m_took.elapsed() << "ms";
        const auto done = std::exchange(m_done, nullptr);
        deleteLater();
        done(std::move(result));
    }

    HttpRequest m_request;
    HttpClient::Done m_done;
    QNetworkReply* m_reply = nullptr; ///< a child
    QTimer m_deadline;
    QElapsedTimer m_took;
    QByteArray m_body;
};

} // namespace

HttpClient::HttpClient(std::shared_ptr<QNetworkAccessManager> network)
    : m_network(std::move(network))
    , m_calls(std::make_unique<QObject>())
{
}

HttpClient::~HttpClient() = default;

void HttpClient::send(const HttpRequest& request, Done done)
{
    Q_ASSERT(QThread::currentThread() == m_calls->thread());
    new HttpCall(*m_network, request, std::move(done), m_calls.get());
}

} // namespace fairlead::remote
