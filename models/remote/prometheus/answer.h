#pragma once

#include "models/domain/metrics/metric.h"
#include "models/remote/http/http_client.h"

#include <optional>

namespace fairlead::remote::prometheus {

/// Reads the answer to an instant query (Prometheus HTTP API v1, "vector" and "scalar").
/// Nothing for an empty vector and for values that are no finite number ("NaN", "+Inf"): there is no data.
/// Refused with the server's words for an error or any status but 200, and where the query gives more than one
/// series; Corrupt where the text is not what the API promises. @p where goes into the error.
Result<std::optional<metrics::Sample>> readInstant(const HttpAnswer& answer, const QString& where);

} // namespace fairlead::remote::prometheus
