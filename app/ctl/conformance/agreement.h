#pragma once

#include "models/base/json_number.h"

#include <QJsonValue>

#include <cmath>

namespace fairlead::ctl::conformance {

/// How far a number may be from the expected one.
struct Tolerance {
    double relative = 0;
    double absolute = 0;
};

/// True if @p actual is @p expected within @p tolerance; NaN agrees with NaN, an infinity with itself.
inline bool agrees(double actual, double expected, Tolerance tolerance)
{
    if (std::isnan(actual) || std::isnan(expected)) {
        return std::isnan(actual) && std::isnan(expected);
    }
    return actual == expected || std::abs(actual - expected) <= tolerance.relative * std::abs(expected) + tolerance.absolute;
}

/// The same of JSON numbers; nothing agrees with what is no number, but null with null and with what is not there.
inline bool agrees(const QJsonValue& actual, const QJsonValue& expected, Tolerance tolerance)
{
    const std::optional<double> a = numberFrom(actual);
    const std::optional<double> b = numberFrom(expected);
    return a && b ? agrees(*a, *b, tolerance) : !a && !b;
}

} // namespace fairlead::ctl::conformance
