#pragma once

#include "models/ports/metric_source.h"
#include "models/remote/rehearsal/rehearsal_api.h"

namespace fairlead::remote::rehearsal {

/// Reads the metrics of one split of the practice target; it answers all of its metrics by itself. Thread: engine.
class RehearsalSource final : public ports::MetricSource {
public:
    RehearsalSource(Config config, std::shared_ptr<QNetworkAccessManager> network);
    ~RehearsalSource() override;

    QFuture<Result<metrics::Readings>> read() override;

private:
    Config m_config;
    HttpClient m_client; ///< destroyed first, so that calls in flight end while the rest is there
};

} // namespace fairlead::remote::rehearsal
