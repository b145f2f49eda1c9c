#pragma once

#include "models/domain/metrics/metric.h"
#include "models/storage/connection.h"
#include "models/storage/samples/sample_store.h"

#include <optional>

namespace fairlead::storage {

/// Samples as versions before the file of samples kept them: a row each, in the history. In time order, series after series;
/// those after @p after alone.
Result<metrics::Readings> selectOldSamples(const Connection& history, const QString& release, std::optional<Instant> after = {});

/// Moves them from @p history to @p samples, where there are any. A crash in between moves them once more, which changes nothing.
Result<void> moveOldSamples(Connection& history, SampleStore& samples);

} // namespace fairlead::storage
