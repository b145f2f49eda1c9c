#pragma once

#include <QtGlobal>

#include <vector>

namespace fairlead::ui {

/// A value axis whose ends lie on whole steps.
struct ValueScale {
    double min = 0.0;
    double max = 1.0;
    double step = 0.5;

    int decimals() const; ///< enough to tell two ticks apart
    bool operator==(const ValueScale&) const = default;
};

/// A scale of at most 4 steps of 1, 2, 2.5 or 5 × 10ⁿ that holds [lo, hi]. A range without width is widened.
ValueScale niceScale(double lo, double hi);

/// The step in milliseconds for time labels at least @p minPixels apart: 10 s to a day.
qint64 timeStep(qint64 span, double width, double minPixels);

/// Multiples of @p step in [from, to], UTC.
std::vector<qint64> timeTicks(qint64 from, qint64 to, qint64 step);

/// By how much a live axis moves at once, so that it is not laid out anew at every sample.
qint64 axisGrain(qint64 span);

} // namespace fairlead::ui
