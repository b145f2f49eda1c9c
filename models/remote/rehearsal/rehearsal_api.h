#pragma once

#include "models/domain/metrics/metric.h"
#include "models/ports/traffic_target.h"
#include "models/remote/http/http_client.h"
#include "models/remote/settings.h"

#include <QByteArray>
#include <QUrl>

#include <optional>

namespace fairlead::remote::rehearsal {

/// The API of the practice target (resources/openapi/rehearsal.yaml). Settings: url, split, timeout (10s),
/// and window (10s) for a source.
struct Config {
    QString where; ///< "target practice", for errors
    QUrl url;
    QString split;
    Millis timeout = std::chrono::seconds(10);
    Millis window = std::chrono::seconds(10); ///< the stretch of time that metrics are taken over

    static Result<Config> forTarget(const Settings& settings);
    static Result<Config> forSource(const Settings& settings);

    QUrl splitUrl() const;
    QUrl metricsUrl() const;
};

struct Split {
    ports::SplitReading reading;
    QByteArray revision; ///< the ETag, quotes included, as If-Match wants it
};

/// The error that an answer stands for: Conflict for 409 and 412, Refused for other 4xx, and for 5xx
/// @p onServerError. The server's own words are in the message.
Error errorOf(const HttpAnswer& answer, ErrorCode onServerError, const QString& where);

/// Refused, or Corrupt where the answer is not what the API says.
Result<Split> readSplit(const HttpAnswer& answer, const QString& where);
Result<metrics::Readings> readMetrics(const HttpAnswer& answer, const QString& where);

} // namespace fairlead::remote::rehearsal
