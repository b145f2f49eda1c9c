#include "tests/lab/lab_service.h"

#include <QElapsedTimer>
#include <QTimer>

#include <cmath>

namespace fairlead::lab {

LabService::LabService(QString version, Behaviour behaviour, QObject* parent)
    : QObject(parent)
    , m_version(std::move(version))
    , m_behaviour(behaviour)
    , m_http([this](const TinyRequest& request, const TinyHttp::Send& send) { handle(request, send); })
{
}

void LabService::handle(const TinyRequest& request, const TinyHttp::Send& send)
{
    const QString path = request.target.path();
    if (request.method == "GET" && path == QLatin1String("/metrics")) {
        send(TinyHttp::response(200, "text/plain; version=0.0.4", metricsText()));
    } else if (request.method == "PUT" && path == QLatin1String("/control")) {
        control(request, send);
    } else if (request.method == "GET") {
        serve(send);
    } else {
        send(TinyHttp::response(405, "text/plain", "GET / and /metrics, PUT /control\n"));
    }
}

void LabService::serve(const TinyHttp::Send& send)
{
    m_errorsDue += m_behaviour.errorRate;
    const bool good = m_errorsDue < 1.0 - 1e-9; // ten tenths are one
    m_errorsDue -= good ? 0.0 : 1.0;
    // Steps of the golden ratio fill [0, 1) evenly at any length, so that quantiles settle fast.
    m_place = std::fmod(m_place + 0.6180339887498949, 1.0);
    const auto wait = std::chrono::milliseconds(std::llround(m_behaviour.latencyMs * (0.6 + 0.8 * m_place)));
    QElapsedTimer took;
    took.start();
    QTimer::singleShot(wait, Qt::PreciseTimer, this, [this, send, good, took] {
        record(good, static_cast<double>(took.nsecsElapsed()) / 1e9);
        send(TinyHttp::response(good ? 200 : 500, "text/plain", m_version.toUtf8() + '\n'));
    });
}

void LabService::control(const TinyRequest& request, const TinyHttp::Send& send)
{
    Behaviour wanted = m_behaviour;
    const auto items = QUrlQuery(request.target).queryItems();
    for (const auto& [key, text] : items) {
        bool numeric = false;
        const double value = text.toDouble(&numeric);
        double* place = key == QLatin1String("error_rate") ? &wanted.errorRate
            : key == QLatin1String("latency_ms")           ? &wanted.latencyMs
            : key == QLatin1String("quality")              ? &wanted.quality
                                                           : nullptr;
        if (place == nullptr || !numeric || value < 0.0) {
            send(TinyHttp::response(400, "text/plain", "error_rate, latency_ms and quality take numbers\n"));
            return;
        }
        *place = value;
    }
    m_behaviour = wanted;
    send(TinyHttp::response(200, "text/plain", "ok\n"));
}

void LabService::record(bool good, double seconds)
{
    ++(good ? m_good : m_bad);
    m_seconds += seconds;
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
        m_upTo[i] += seconds <= kBounds[i] ? 1 : 0;
    }
}

QByteArray LabService::metricsText() const
{
    const QByteArray version = "version=\"" + m_version.toUtf8() + '"';
    QByteArray text = "# TYPE lab_requests_total counter\n";
    text += "lab_requests_total{" + version + ",code=\"200\"} " + QByteArray::number(m_good) + '\n';
    text += "lab_requests_total{" + version + ",code=\"500\"} " + QByteArray::number(m_bad) + '\n';
    text += "# TYPE lab_request_duration_seconds histogram\n";
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
        text += "lab_request_duration_seconds_bucket{" + version + ",le=\"" + QByteArray::number(kBounds[i]) + "\"} "
            + QByteArray::number(m_upTo[i]) + '\n';
    }
    const QByteArray count = QByteArray::number(m_good + m_bad);
    text += "lab_request_duration_seconds_bucket{" + version + ",le=\"+Inf\"} " + count + '\n';
    text += "lab_request_duration_seconds_sum{" + version + "} " + QByteArray::number(m_seconds) + '\n';
    text += "lab_request_duration_seconds_count{" + version + "} " + count + '\n';
    text += "# TYPE lab_quality_score gauge\nlab_quality_score{" + version + "} " + QByteArray::number(m_behaviour.quality) + '\n';
    text += "# TYPE lab_tokens_per_call gauge\nlab_tokens_per_call{" + version + "} " + QByteArray::number(m_behaviour.tokens) + '\n';
    return text;
}

} // namespace fairlead::lab
