#pragma once

#include "models/domain/metrics/metric.h"
#include "models/storage/connection.h"

#include <optional>
#include <vector>

namespace fairlead::storage {

struct ReleaseReadings {
    QString release;
    metrics::Readings readings;
};

/// Keeps all of @p batch with @p transaction, or nothing. A second value for the same millisecond replaces the first;
/// values that are not finite numbers are left out.
Result<void> keepSamples(Connection& connection, Transaction transaction, const std::vector<ReleaseReadings>& batch);

/// Samples of @p release in time order, series after series; those after @p after alone.
Result<metrics::Readings> selectSamples(const Connection& connection, const QString& release, std::optional<Instant> after = {});

} // namespace fairlead::storage
