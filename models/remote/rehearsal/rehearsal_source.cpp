#include "models/remote/rehearsal/rehearsal_source.h"

#include "models/remote/pending.h"

namespace fairlead::remote::rehearsal {

RehearsalSource::RehearsalSource(Config config, std::shared_ptr<QNetworkAccessManager> network)
    : m_config(std::move(config))
    , m_client(std::move(network))
{
}

RehearsalSource::~RehearsalSource() = default;

QFuture<Result<metrics::Readings>> RehearsalSource::read()
{
    auto pending = Pending<metrics::Readings>::create();
    HttpRequest request;
    request.url = m_config.metricsUrl();
    request.timeout = m_config.timeout;
    m_client.send(request, [pending, where = m_config.where](const Result<HttpAnswer>& answer) {
        pending->finish(answer ? readMetrics(*answer, where) : std::unexpected(answer.error()));
    });
    return pending->future();
}

} // namespace fairlead::remote::rehearsal
