#pragma once

#include "models/domain/sequential/settings.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fairlead::sequential {

/// The point between @p inside, where @p holds, and @p outside, where it does not, at which it ceases to hold; to 12 digits
/// of their distance. Returns the side where it holds no longer, so an interval made of two edges is never too narrow.
template <typename Holds> double edgeBetween(double inside, double outside, const Holds& holds)
{
    const double enough = 1e-12 * std::abs(outside - inside);
    while (std::abs(outside - inside) > enough) {
        const double middle = inside + (outside - inside) / 2.0;
        if (middle == inside || middle == outside) {
            break;
        }
        (holds(middle) ? inside : outside) = middle;
    }
    return outside;
}

/// The first edge from @p start in steps of @p step that double; infinity of the step's sign where there is none within 60.
template <typename Holds> double edgeFrom(double start, double step, const Holds& holds)
{
    double inside = start;
    for (int doubling = 0; doubling < 60; ++doubling) {
        const double next = inside + step;
        if (!holds(next)) {
            return edgeBetween(inside, next, holds);
        }
        inside = next;
        step *= 2.0;
    }
    return std::copysign(std::numeric_limits<double>::infinity(), step);
}

/// The ratios that @p difference cannot rule out, by inverting its test of canary - ratio * baseline.
template <typename Difference> Interval ratioOf(const Difference& difference)
{
    Interval interval;
    const double baseline = difference.baselineEstimate();
    if (difference.baselineSamples() == 0 || difference.canarySamples() == 0 || baseline == 0.0 || !std::isfinite(baseline)) {
        return interval;
    }
    interval.estimate = difference.canaryEstimate() / baseline;
    if (difference.baselineSign() == 0) {
        return interval;
    }
    const auto unproven = [&](double ratio) { return difference.prove({ratio, 0.0}) == Proof::Unproven; };
    if (!unproven(interval.estimate)) { // both series constant: nothing but the estimate is left
        interval.low = interval.high = interval.estimate;
        return interval;
    }
    const double step = std::max(std::abs(interval.estimate), 1e-6) / 64.0;
    interval.low = edgeFrom(interval.estimate, -step, unproven);
    interval.high = edgeFrom(interval.estimate, step, unproven);
    return interval;
}

} // namespace fairlead::sequential
