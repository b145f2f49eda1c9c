#pragma once

#include <QByteArray>
#include <QString>

namespace fairlead::lab {

struct HaproxyPorts {
    quint16 front = 0;
    quint16 statistics = 0;
    quint16 runtime = 0;
    quint16 stable = 0; ///< where the services listen
    quint16 canary = 0;
};

/// haproxy.cfg with its Runtime API at @p socket and on TCP.
QByteArray haproxyConfig(const QString& socket, const HaproxyPorts& ports);

/// prometheus.yml that scrapes HAProxy's exporter and both services every second.
QByteArray prometheusConfig(const HaproxyPorts& ports);

} // namespace fairlead::lab
