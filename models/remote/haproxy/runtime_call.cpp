#include "models/remote/haproxy/runtime_call.h"

#include "models/base/duration.h"

#include <QLocalSocket>
#include <QLoggingCategory>
#include <QTcpSocket>

namespace fairlead::remote::haproxy {

namespace {

Q_LOGGING_CATEGORY(log, "fairlead.remote.haproxy", QtInfoMsg)

constexpr qsizetype kMaxAnswer = qsizetype(1) << 20;

bool isWhole(const QByteArray& answer, const QByteArray& line)
{
    const bool endsWithEmptyLine = answer == "\n" || answer.endsWith("\n\n");
    return endsWithEmptyLine && answer.count('\n') > line.count(';');
}

} // namespace

void RuntimeCall::start(const Address& address, const QByteArray& line, Millis timeout, Done done, QObject* parent)
{
    auto* call = new RuntimeCall(address, line, timeout, std::move(done), parent);
    call->open();
}

RuntimeCall::RuntimeCall(Address address, QByteArray line, Millis timeout, Done done, QObject* parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_line(std::move(line))
    , m_timeout(timeout)
    , m_done(std::move(done))
{
    m_took.start();
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &RuntimeCall::giveUp);
    m_deadline.start(timeout);
}

RuntimeCall::~RuntimeCall()
{
    broken(QStringLiteral("the call was given up"));
}

void RuntimeCall::open()
{
    if (m_address.isUnix()) {
        auto* socket = new QLocalSocket(this);
        m_socket = socket;
        connect(socket, &QLocalSocket::connected, this, &RuntimeCall::send);
        connect(socket, &QLocalSocket::disconnected, this, &RuntimeCall::closed);
        connect(socket, &QLocalSocket::errorOccurred, this, [this, socket](QLocalSocket::LocalSocketError error) {
            if (error != QLocalSocket::PeerClosedError) {
                broken(socket->errorString());
            }
        });
        connect(socket, &QIODevice::readyRead, this, &RuntimeCall::take);
        socket->connectToServer(m_address.path);
        return;
    }
    auto* socket = new QTcpSocket(this);
    m_socket = socket;
    connect(socket, &QTcpSocket::connected, this, &RuntimeCall::send);
    connect(socket, &QTcpSocket::disconnected, this, &RuntimeCall::closed);
    connect(socket, &QTcpSocket::errorOccurred, this, [this, socket](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError) {
            broken(socket->errorString());
        }
    });
    connect(socket, &QIODevice::readyRead, this, &RuntimeCall::take);
    socket->connectToHost(m_address.host, m_address.port);
}

void RuntimeCall::send()
{
    // From here on HAProxy may have read it, whatever happens to the connection.
    m_sent = true;
    m_socket->write(m_line + '\n');
}

void RuntimeCall::take()
{
    m_answer += m_socket->read(kMaxAnswer + 1 - m_answer.size());
    if (m_answer.size() > kMaxAnswer) {
        finish(fail(
            ErrorCode::Corrupt, QStringLiteral("HAProxy's answer is longer than 1 MiB and was not read further."), m_address.toText()));
    }
}

void RuntimeCall::closed()
{
    take();
    if (isWhole(m_answer, m_line)) {
        finish(m_answer);
    } else {
        broken(QStringLiteral("the connection was closed before the whole answer"));
    }
}

void RuntimeCall::broken(const QString& words)
{
    const QString text = m_sent ? QStringLiteral("Sent to HAProxy, but %1.").arg(words)
                                : QStringLiteral("HAProxy could not be reached, nothing was sent: %1.").arg(words);
    finish(fail(m_sent ? ErrorCode::Unknown : ErrorCode::Unreachable, text, m_address.toText()));
}

void RuntimeCall::giveUp()
{
    broken(QStringLiteral("no whole answer came within %1").arg(fairlead::toText(m_timeout)));
}

void RuntimeCall::finish(Result<QByteArray> result)
{
    if (!m_done) {
        return;
    }
    m_deadline.stop();
    m_socket->disconnect(this);
    qCDebug(log).noquote() << m_address.toText() << m_line << (result ? QStringLiteral("answered") : toString(result.error().code))
                           << m_took.elapsed() << "ms";
    const auto done = std::exchange(m_done, nullptr);
    deleteLater();
    done(std::move(result));
}

} // namespace fairlead::remote::haproxy
