#pragma once

#include "tests/lab/tiny_http.h"

#include <array>

namespace fairlead::lab {

/// How a lab service behaves; changed while it runs by PUT /control?error_rate=0.1&latency_ms=20&quality=0.8.
struct Behaviour {
    double errorRate = 0.0; ///< fraction of requests that answer 500, evenly spread
    double latencyMs = 12.0; ///< mean time to an answer; single ones take 0.6 to 1.4 of it
    double quality = 0.872;
    double tokens = 1286.0;
};

/// One version of a service that really serves: GET / takes its time and answers 200 or 500,
/// GET /metrics tells what it did in Prometheus's text format.
class LabService final : public QObject {
    Q_OBJECT

public:
    LabService(QString version, Behaviour behaviour, QObject* parent = nullptr);

    bool listen(quint16 port) { return m_http.listen(port); }
    QString url() const { return m_http.url(); }

private:
    void handle(const TinyRequest& request, const TinyHttp::Send& send);
    void serve(const TinyHttp::Send& send);
    void control(const TinyRequest& request, const TinyHttp::Send& send);
    void record(bool good, double seconds);
    QByteArray metricsText() const;

    static constexpr std::array kBounds{0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5};

    QString m_version;
    Behaviour m_behaviour;
    TinyHttp m_http;
    double m_errorsDue = 0.0;
    double m_place = 0.0; ///< walks evenly through [0, 1): the next request's place in the spread of latencies
    qint64 m_good = 0;
    qint64 m_bad = 0;
    double m_seconds = 0.0;
    std::array<qint64, kBounds.size()> m_upTo{};
};

} // namespace fairlead::lab
