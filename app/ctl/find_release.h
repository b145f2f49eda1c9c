#pragma once

#include "models/base/error.h"
#include "models/domain/rollout/state.h"
#include "models/storage/read_only_history.h"

namespace fairlead::ctl {

/// Opens the history of a workspace's folder for looking only.
Result<storage::ReadOnlyHistory> openHistory(const QString& workspace);

/// The release that @p words name: its id or the beginning of it, "data_analyst 2.0.0", "data_analyst", or "latest".
/// The newest attempt where several fit. NotFound lists what there is.
Result<rollout::State> findRelease(const storage::ReadOnlyHistory& history, const QString& words);

} // namespace fairlead::ctl
