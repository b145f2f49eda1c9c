#pragma once

namespace fairlead::ui {

/// How a line is dashed; the lengths are design-system.md's.
enum class Stroke { Solid, Dashed, LongDashed, ShortDashed, Dotted };

/// Pixels of a dash and of the gap after it.
struct Dash {
    double on = 0.0;
    double off = 0.0;
};

/// Of a solid line both are 0.
constexpr Dash dashOf(Stroke stroke)
{
    switch (stroke) {
    case Stroke::Dashed: return {4.0, 3.0};
    case Stroke::LongDashed: return {8.0, 3.0};
    case Stroke::ShortDashed: return {2.0, 3.0};
    case Stroke::Dotted: return {1.5, 2.5};
    case Stroke::Solid: break;
    }
    return {};
}

} // namespace fairlead::ui
