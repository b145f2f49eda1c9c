#pragma once

#include "models/base/error.h"

#include <compare>

namespace fairlead {

/// A share of 0 to 100 %. Traffic weights and observed shares; a fraction is value() / 100.
class Percent {
public:
    constexpr Percent() = default; ///< 0 %

    /// InvalidInput unless 0 ≤ @p value ≤ 100 (NaN is refused).
    static Result<Percent> create(double value);
    /// Nearest legal value; for numbers that measurement noise may push over an edge. NaN becomes 0.
    static constexpr Percent clamped(double value) { return Percent(value > 100.0 ? 100.0 : (value > 0.0 ? value : 0.0)); }

    constexpr double value() const { return m_value; }
    constexpr double fraction() const { return m_value / 100.0; }

    constexpr auto operator<=>(const Percent&) const = default;

private:
    explicit constexpr Percent(double value)
        : m_value(value)
    {
    }
    double m_value = 0.0;
};

} // namespace fairlead
