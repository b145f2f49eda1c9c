#include "tests/lab/server_files.h"

namespace fairlead::lab {

QByteArray haproxyConfig(const QString& socket, const HaproxyPorts& ports)
{
    return QStringLiteral(R"(global
    stats socket %1 mode 600 level admin
    stats socket ipv4@127.0.0.1:%2 level admin
    stats timeout 1m
    maxconn 1000
    nbthread 1
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
frontend web
    bind 127.0.0.1:%3
    use_backend unit_docs if { path_beg /docs }
    use_backend unit_qa if { path_beg /qa }
    default_backend app
frontend statistics
    bind 127.0.0.1:%4
    http-request use-service prometheus-exporter if { path /metrics }
    stats enable
    stats uri /stats
backend app
    balance roundrobin
    server stable 127.0.0.1:%5 weight 100
    server canary 127.0.0.1:%6 weight 10
backend unit_docs
    balance roundrobin
    server stable 127.0.0.1:%5 weight 100
    server canary 127.0.0.1:%6 weight 100
backend unit_qa
    balance roundrobin
    server stable 127.0.0.1:%5 weight 100
    server canary 127.0.0.1:%6 weight 100
)")
        .arg(socket)
        .arg(ports.runtime)
        .arg(ports.front)
        .arg(ports.statistics)
        .arg(ports.stable)
        .arg(ports.canary)
        .toUtf8();
}

QByteArray prometheusConfig(const HaproxyPorts& ports)
{
    return QStringLiteral(R"(global:
  scrape_interval: 1s
  evaluation_interval: 1s
scrape_configs:
  - job_name: haproxy
    static_configs:
      - targets: ["127.0.0.1:%1"]
  - job_name: services
    static_configs:
      - targets: ["127.0.0.1:%2", "127.0.0.1:%3"]
)")
        .arg(ports.statistics)
        .arg(ports.stable)
        .arg(ports.canary)
        .toUtf8();
}

} // namespace fairlead::lab
