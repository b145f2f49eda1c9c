#pragma once

#include "models/domain/rollout/release.h"
#include "ui/charts/chart_data.h"

#include <memory>
#include <vector>

namespace fairlead::ui {

/// No sample for more than this many poll intervals is a gap.
inline constexpr int kGapPolls = 3;

/// The charts of @p release in their order: errors, latency, quality, cost, what else its gates ask for, resources, share, calls.
/// Each with the gate that judges it and the limits of rules; without samples.
std::vector<std::unique_ptr<ChartData>> chartsOf(const rollout::Release& release);

} // namespace fairlead::ui
