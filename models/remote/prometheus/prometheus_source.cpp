#include "models/remote/prometheus/prometheus_source.h"

#include "models/remote/pending.h"
#include "models/remote/prometheus/answer.h"

#include <QLoggingCategory>

namespace fairlead::remote::prometheus {

namespace {

Q_LOGGING_CATEGORY(logPrometheus, "fairlead.remote.prometheus")

/// What one query gave: at most one sample, or for parts any number.
using SampleResult = Result<std::vector<LabelledSample>>;

SampleResult readAnswer(const HttpAnswer& answer, bool parts, const QString& where)
{
    if (parts) {
        return readParts(answer, where);
    }
    const auto sample = readInstant(answer, where);
    if (!sample) {
        return std::unexpected(sample.error());
    }
    return *sample ? std::vector<LabelledSample>{{{}, **sample}} : std::vector<LabelledSample>();
}

/// Answers of one read() as they come in. Finishes when all are there: with the first error in the
/// order of the configuration (so that the same trouble always has the same words), else with all readings.
class Gathering {
public:
    explicit Gathering(const std::vector<Query>& queries)
        : m_queries(queries)
        , m_samples(queries.size())
        , m_missing(queries.size())
    {
    }

    QFuture<Result<metrics::Readings>> future() const { return m_pending->future(); }

    void take(std::size_t place, SampleResult sample)
    {
        m_samples[place] = std::move(sample);
        if (--m_missing == 0) {
            m_pending->finish(conclude());
        }
    }

private:
    Result<metrics::Readings> conclude() const
    {
        metrics::Readings readings;
        for (std::size_t i = 0; i < m_queries.size(); ++i) {
            const metrics::SeriesKey& key = m_queries[i].key;
            if (!m_samples[i]) {
                const Error& error = m_samples[i].error();
                if (m_queries[i].parts) {
                    qCWarning(logPrometheus, "Parts of %s: %s", qUtf8Printable(key.metric), qUtf8Printable(error.message));
                    continue;
                }
                return fail(
                    error.code, QStringLiteral("%1, %2: %3").arg(key.metric, metrics::toString(key.role), error.message), error.where);
            }
            for (const LabelledSample& found : *m_samples[i]) {
                readings.push_back({{key.metric, key.role, found.labels}, found.sample});
            }
        }
        return readings;
    }

    const std::vector<Query> m_queries;
    std::vector<SampleResult> m_samples;
    std::size_t m_missing;
    std::shared_ptr<Pending<metrics::Readings>> m_pending = Pending<metrics::Readings>::create();
};

} // namespace

Result<Config> Config::fromSettings(const Settings& settings, const std::vector<workspace::MetricQuery>& metrics)
{
    using namespace std::chrono_literals;
    const auto known = settings.expectOnly({QStringLiteral("url"), QStringLiteral("timeout")});
    const auto url = settings.httpUrl(QStringLiteral("url"));
    const auto timeout = settings.length(QStringLiteral("timeout"), 10s, 100ms, 60s);
    if (!known || !url || !timeout) {
        return std::unexpected(!known ? known.error() : !url ? url.error() : timeout.error());
    }
    Config config{settings.where(), *url, *timeout, {}};
    for (const workspace::MetricQuery& metric : metrics) {
        const auto add = [&](metrics::Role role, const QString& promql, bool parts) {
            if (!promql.trimmed().isEmpty()) {
                config.queries.push_back({{metric.metric, role}, promql.trimmed(), parts});
            }
        };
        add(metrics::Role::Canary, metric.canary, false);
        add(metrics::Role::Baseline, metric.baseline, false);
        add(metrics::Role::Canary, metric.canaryParts, true);
        add(metrics::Role::Baseline, metric.baselineParts, true);
    }
    if (config.queries.empty()) {
        return settings.refuse(QStringLiteral("metrics"), QStringLiteral("has no query. Give PromQL for error_rate at least"));
    }
    return config;
}

PrometheusSource::PrometheusSource(Config config, std::shared_ptr<QNetworkAccessManager> network)
    : m_config(std::move(config))
    , m_client(std::move(network))
{
}

PrometheusSource::~PrometheusSource() = default;

QFuture<Result<metrics::Readings>> PrometheusSource::read()
{
    auto gathering = std::make_shared<Gathering>(m_config.queries);
    for (std::size_t i = 0; i < m_config.queries.size(); ++i) {
        m_client.send(requestFor(m_config.queries[i]),
            [gathering, i, parts = m_config.queries[i].parts, where = m_config.where](const Result<HttpAnswer>& answer) {
                gathering->take(i, answer ? readAnswer(*answer, parts, where) : SampleResult(std::unexpected(answer.error())));
            });
    }
    return gathering->future();
}

HttpRequest PrometheusSource::requestFor(const Query& query) const
{
    HttpRequest request;
    request.url = m_config.url;
    request.url.setPath(request.url.path() + QStringLiteral("/api/v1/query"));
    // Encoded here and whole: QUrlQuery leaves "+" as it is, which a server reads as a space.
    request.url.setQuery(QStringLiteral("query=") + QString::fromLatin1(QUrl::toPercentEncoding(query.promql)), QUrl::StrictMode);
    request.timeout = m_config.timeout;
    request.maxBytes = qint64(4) << 20;
    return request;
}

} // namespace fairlead::remote::prometheus
