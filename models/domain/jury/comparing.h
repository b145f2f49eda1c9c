#pragma once

#include "models/domain/judge/metric_classifier.h"
#include "models/domain/jury/jury.h"
#include "models/domain/sequential/comparison.h"

#include <vector>

namespace fairlead::jury {

/// The samples of one metric since a step took effect, in the order of time.
struct Sides {
    std::vector<metrics::Sample> canary;
    std::vector<metrics::Sample> baseline;

    bool comparable() const { return !canary.empty() && !baseline.empty(); }
};

/// What is asked of one metric's samples.
struct Asked {
    metrics::Unit unit = metrics::Unit::None;
    Harm harm = Harm::Either;
    sequential::Kind kind = sequential::Kind::Mean; ///< what the gate's condition makes of samples, where it is one of these
    double margin = 0.0; ///< in the unit of the metric
    bool relative = true; ///< the margin is the settings' share of the baseline, whose own uncertainty counts
    Settings settings;
};

/// Kayenta's label on @p sides with the margin as allowed effect.
judge::Classification classify(const Sides& sides, const Asked& asked);

/// The sequential judge after it has looked at every sample of @p sides in the order of time.
sequential::Decision watch(const Sides& sides, const Asked& asked);

} // namespace fairlead::jury
