#include "tests/lab/load_generator.h"

#include <QTcpSocket>

#include <algorithm>
#include <chrono>
#include <memory>

namespace fairlead::lab {

using namespace std::chrono_literals;

LoadGenerator::LoadGenerator(LoadOptions options, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
{
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &LoadGenerator::fill);
}

void LoadGenerator::start()
{
    m_clock.start();
    m_tick.start(m_options.rate > 0.0 ? 20ms : 100ms);
    fill();
}

void LoadGenerator::fill()
{
    const bool paced = m_options.rate > 0.0;
    if (paced) {
        // At most one second's worth: what the server was too slow for is not made up for later.
        m_budget = std::min(m_budget + m_options.rate * static_cast<double>(m_clock.restart()) / 1000.0, m_options.rate);
    }
    while (m_sent - m_good - m_failed < m_options.connections && (m_options.total == 0 || m_sent < m_options.total)
        && (!paced || m_budget >= 1.0)) {
        m_budget -= paced ? 1.0 : 0.0;
        request();
    }
}

void LoadGenerator::request()
{
    ++m_sent;
    auto* socket = new QTcpSocket(this);
    auto settled = std::make_shared<bool>(false);
    const auto end = [this, socket, settled] {
        if (*settled) {
            return;
        }
        *settled = true;
        settle(socket->readAll());
        socket->deleteLater();
    };
    connect(socket, &QTcpSocket::connected, socket, [this, socket] {
        socket->write("GET " + m_options.url.path(QUrl::FullyEncoded).toLatin1() + " HTTP/1.1\r\nHost: " + m_options.url.host().toLatin1()
            + "\r\nConnection: close\r\n\r\n");
    });
    connect(socket, &QTcpSocket::disconnected, this, end);
    connect(socket, &QTcpSocket::errorOccurred, this, end);
    QTimer::singleShot(10s, socket, end);
    socket->connectToHost(m_options.url.host(), static_cast<quint16>(m_options.url.port(80)));
}

void LoadGenerator::settle(const QByteArray& answer)
{
    const int status = answer.startsWith("HTTP/1.") ? answer.mid(9, 3).toInt() : 0;
    ++(status >= 200 && status < 400 ? m_good : m_failed);
    if (m_options.total > 0 && m_good + m_failed >= m_options.total) {
        m_tick.stop();
        Q_EMIT finished();
        return;
    }
    if (m_options.rate <= 0.0) {
        fill();
    }
}

} // namespace fairlead::lab
