#include "models/remote/http/http_client.h"

#include "models/base/duration.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QThread>
#include <QTimer>

#include <algorithm>

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

/// A body that can be read once. QNetworkAccessManager sends a request again by itself when its connection breaks before an
/// answer came; a command must not go out more often than its records say. What cannot be read again cannot be sent again:
/// the exchange then ends with ContentReSendError. Not a QBuffer: Qt looks through that and rewinds the bytes itself.
class OnceOnly final : public QIODevice {
public:
    OnceOnly(QByteArray body, QObject* parent)
        : QIODevice(parent)
        , m_left(std::move(body))
    {
        open(QIODevice::ReadOnly);
    }
    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    qint64 bytesAvailable() const override { return m_left.size() + QIODevice::bytesAvailable(); }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 count = std::min<qint64>(most, m_left.size());
        std::copy_n(m_left.constData(), count, data);
        m_left.remove(0, count);
        return count;
    }
    qint64 writeData(const char* /*data*/, qint64 /*count*/) override { return -1; }

private:
    QByteArray m_left;
};

/// A manager beside @p network, and with its life, for what must not go out twice. Managers keep connections open and share them:
/// one that breaks while it is read from must not take a command with it.
QNetworkAccessManager& commandsOf(QNetworkAccessManager& network)
{
    auto* commands = network.findChild<QNetworkAccessManager*>(QString(), Qt::FindDirectChildrenOnly);
    return commands == nullptr ? *new QNetworkAccessManager(&network) : *commands;
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
        if (request.body.isEmpty()) {
            m_reply = network.sendCustomRequest(wire, request.verb);
        } else {
            wire.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
            wire.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
            m_reply = network.sendCustomRequest(wire, request.verb, new OnceOnly(request.body, this));
        }
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
    new HttpCall(request.body.isEmpty() ? *m_network : commandsOf(*m_network), request, std::move(done), m_calls.get());
}

} // namespace fairlead::remote
