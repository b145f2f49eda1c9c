#pragma once

#include "models/domain/workspace/workspace.h"
#include "models/ports/metric_source.h"
#include "models/remote/http/http_client.h"
#include "models/remote/settings.h"

#include <QUrl>

#include <memory>
#include <vector>

namespace fairlead::remote::prometheus {

/// One series and the PromQL that gives its newest value, or one that gives those of its parts.
struct Query {
    metrics::SeriesKey key;
    QString promql;
    bool parts = false;
};

/// Settings: url, timeout (10s). The queries come from the source's metrics.
struct Config {
    QString where; ///< "source prometheus-eu", for errors
    QUrl url;
    Millis timeout = std::chrono::seconds(10);
    std::vector<Query> queries;

    /// InvalidInput for settings that do not fit and for a source without any query.
    static Result<Config> fromSettings(const Settings& settings, const std::vector<workspace::MetricQuery>& metrics);
};

/// Reads metrics from a Prometheus server: one instant query a series, all at once. Thread: engine.
/// One query that fails fails the reading, named by its metric: gates must not go on with half of their numbers. Parts are not
/// judged, so that a query for them that fails is said in the log and leaves out the parts alone.
class PrometheusSource final : public ports::MetricSource {
public:
    PrometheusSource(Config config, std::shared_ptr<QNetworkAccessManager> network);
    ~PrometheusSource() override;

    QFuture<Result<metrics::Readings>> read() override;

private:
    HttpRequest requestFor(const Query& query) const;

    Config m_config;
    HttpClient m_client; ///< destroyed first, so that calls in flight end while the rest is there
};

} // namespace fairlead::remote::prometheus
