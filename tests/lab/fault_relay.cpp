#include "tests/lab/fault_relay.h"

#include "models/base/clock.h"
#include "tests/lab/fault_call.h"

#include <QUrl>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <tuple>
#include <utility>

namespace fairlead::lab {

namespace {

/// Binds a socket to a free loopback port without listening on it. The kernel refuses connections to such a port, and
/// deals it to nobody else. Returns the descriptor and the port; -1 where none could be had.
std::pair<int, quint16> guardPort()
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    auto* generic = reinterpret_cast<sockaddr*>(&address); // NOLINT: the socket API's own way
    const bool bound = descriptor >= 0 && ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0
        && ::bind(descriptor, generic, length) == 0 && ::getsockname(descriptor, generic, &length) == 0;
    if (!bound) {
        ::close(descriptor);
        return {-1, 0};
    }
    return {descriptor, ntohs(address.sin_port)};
}

/// Requests of one kind ask for the same thing: GET and PUT of an address; commands of a Runtime API that begin alike.
QByteArray kindOf(Wire wire, const QByteArray& request)
{
    const QList<QByteArray> words = request.left(request.indexOf('\n')).simplified().split(' ');
    return wire == Wire::Http ? words.value(1) : words.value(0) + ' ' + words.value(1);
}

} // namespace

FaultRelay::FaultRelay(Wire wire, QString upstream, QObject* parent)
    : QObject(parent)
    , m_wire(wire)
    , m_upstream(std::move(upstream))
{
    connect(&m_server, &QTcpServer::newConnection, this, &FaultRelay::accept);
    m_server.setListenBacklogSize(512);
}

FaultRelay::~FaultRelay()
{
    if (m_guard >= 0) {
        ::close(m_guard);
    }
}

bool FaultRelay::listen()
{
    std::tie(m_guard, m_port) = guardPort();
    return m_guard >= 0 && m_server.listen(QHostAddress(QHostAddress::LocalHost), m_port);
}

QString FaultRelay::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_port);
}

QString FaultRelay::address() const
{
    return QStringLiteral("tcp:127.0.0.1:%1").arg(m_port);
}

void FaultRelay::setDown(bool down)
{
    if (down) {
        m_server.close();
    } else if (!m_server.isListening() && !m_server.listen(QHostAddress(QHostAddress::LocalHost), m_port)) {
        qFatal("The relay cannot listen on its own port %d again.", static_cast<int>(m_port));
    }
}

void FaultRelay::inject(FaultRule rule)
{
    m_rule = std::move(rule);
    m_left = m_rule.times > 0 ? m_rule.times : -1;
}

void FaultRelay::heal()
{
    m_rule = {};
    m_left = 0;
}

void FaultRelay::accept()
{
    while (QTcpSocket* client = m_server.nextPendingConnection()) {
        new FaultCall(*this, client, m_wire, m_upstream);
    }
}

std::pair<FaultRule, std::size_t> FaultRelay::meet(const QByteArray& request)
{
    const bool fits = m_left != 0 && request.startsWith(m_rule.beginning) && request.contains(m_rule.containing);
    const FaultRule rule = fits ? m_rule : FaultRule{};
    if (fits && m_left > 0) {
        --m_left;
    }
    m_seen.push_back({SystemClock().now(), request, rule.fault, false});
    return {rule, m_seen.size() - 1};
}

void FaultRelay::keepFirst(const QByteArray& request, const QByteArray& answer)
{
    const QByteArray kind = kindOf(m_wire, request);
    if (!m_first.contains(kind)) {
        m_first.insert(kind, answer);
    }
}

QByteArray FaultRelay::firstAnswer(const QByteArray& request) const
{
    return m_first.value(kindOf(m_wire, request));
}

QString toString(WireFault fault)
{
    static constexpr std::array kNames{"none", "reset-before", "reset-mid-answer", "late-answer", "late-request", "server-error",
        "server-error-after", "too-many", "garbage", "half-answer", "stale-answer", "trickle"};
    return QLatin1String(kNames.at(static_cast<std::size_t>(fault)));
}

} // namespace fairlead::lab
