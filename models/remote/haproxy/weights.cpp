#include "models/remote/haproxy/weights.h"

#include <algorithm>
#include <cmath>

namespace fairlead::remote::haproxy {

namespace {

constexpr int kMostWeight = 256;
constexpr double kTolerance = 0.1; // percentage points

double offBy(Weights weights, Percent share)
{
    return std::abs(100.0 * weights.canary / (weights.canary + weights.baseline) - share.value());
}

} // namespace

Result<Weights> weightsFor(Percent share)
{
    if (share.value() <= 0.0 || share.value() >= 100.0) {
        return share.value() <= 0.0 ? Weights{100, 0} : Weights{0, 100};
    }
    // Totals from 100 on, so that whole percentages stay readable in HAProxy's own tables.
    Weights best{99, 1};
    for (int total = 100; total <= 2 * kMostWeight; ++total) {
        const int canary = std::clamp(
            static_cast<int>(std::lround(total * share.fraction())), std::max(1, total - kMostWeight), std::min(kMostWeight, total - 1));
        const Weights pair{total - canary, canary};
        if (offBy(pair, share) + 1e-9 < offBy(best, share)) {
            best = pair;
        }
    }
    if (offBy(best, share) > kTolerance) {
        return fail(ErrorCode::InvalidInput,
            QStringLiteral("HAProxy's weights cannot give %1 %: the nearest is %2 %. Choose another weight.")
                .arg(share.value())
                .arg(100.0 * best.canary / (best.canary + best.baseline), 0, 'f', 2));
    }
    return best;
}

} // namespace fairlead::remote::haproxy
