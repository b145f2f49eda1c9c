#pragma once

#include "models/domain/metrics/metric.h"
#include "models/remote/http/http_client.h"

#include <optional>
#include <vector>

namespace fairlead::remote::prometheus {

/// Reads the answer to an instant query (Prometheus HTTP API v1, "vector" and "scalar").
/// Nothing for an empty vector and for values that are no finite number ("NaN", "+Inf"): there is no data.
/// Refused with the server's words for an error or any status but 200, and where the query gives more than one
/// series; Corrupt where the text is not what the API promises. @p where goes into the error.
Result<std::optional<metrics::Sample>> readInstant(const HttpAnswer& answer, const QString& where);

/// One sample of a vector, and the labels that tell it from the others.
struct LabelledSample {
    metrics::Labels labels;
    metrics::Sample sample;
};

/// As readInstant(), for a query that may give many series. A series without labels is left out: it is the whole. Refused for more
/// than kMostParts.
Result<std::vector<LabelledSample>> readParts(const HttpAnswer& answer, const QString& where);
inline constexpr int kMostParts = 100;

} // namespace fairlead::remote::prometheus
