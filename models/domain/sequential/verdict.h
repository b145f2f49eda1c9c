#pragma once

#include "models/domain/sequential/effect.h"
#include "models/domain/sequential/settings.h"

#include <cmath>

namespace fairlead::sequential {

/// What the confidence sequence settles about an effect.
struct Verdict {
    bool decided = false;
    /// Undecided: None. Decided: what the canary does; None when it is proven not to have the effect.
    Direction direction = Direction::None;

    bool operator==(const Verdict&) const = default;
};

/// Settles @p effect on @p difference (MeanDifference, ProportionDifference, QuantileDifference), with @p scale times as many
/// samples of the same kind. O(1): at most four contrasts.
///
/// One confidence sequence answers all of it, so whichever of these claims is made at whichever look, the probability that a
/// claim made is ever false is at most alpha:
/// - the effect is there (rules of Effect) in the direction asked for, or in either;
/// - it is not there: one direction asked for, the interval wholly short of the size (direction None, or the opposite one
///   where the interval is wholly beyond 0 there); either direction, the interval wholly within the size on both sides.
/// A relative effect is undecided while the baseline is not clearly away from 0, since a percentage of nothing says nothing.
template <typename Difference> Verdict settle(const Difference& difference, const Effect& effect, double scale = 1.0)
{
    const int baselineSign = difference.baselineSign();
    if (!difference.ready(scale) || (effect.relative() && baselineSign == 0)) {
        return {};
    }
    const auto proves = [&](int sign, double size) { // canary - baseline against sign * size
        return effect.relative() ? difference.prove({1.0 + sign * baselineSign * size, 0.0}, scale)
                                 : difference.prove({1.0, sign * size}, scale);
    };
    const auto claim = [](int sign) { return sign > 0 ? Proof::Above : Proof::Below; };
    const double baseline = difference.baselineEstimate();
    const double size = effect.relative() ? effect.size() * std::abs(baseline) : effect.size();
    const double estimate = difference.canaryEstimate() - baseline;
    const auto met = [&](int sign) {
        return effect.rule() == Effect::Rule::AtLeast ? reaches(sign * estimate, size) && proves(sign, 0.0) == claim(sign)
                                                      : proves(sign, effect.size()) == claim(sign);
    };
    if (effect.direction() != Direction::None) {
        const int sign = static_cast<int>(effect.direction());
        if (met(sign)) {
            return {true, effect.direction()};
        }
        if (proves(sign, effect.size()) != claim(-sign)) {
            return {};
        }
        return {true, proves(sign, 0.0) == claim(-sign) ? static_cast<Direction>(-sign) : Direction::None};
    }
    // Only the side of the estimate can be met; asking both would cost twice.
    const int side = estimate < 0.0 ? -1 : 1;
    if (met(side)) {
        return {true, static_cast<Direction>(side)};
    }
    const bool within = proves(side, effect.size()) == claim(-side) && proves(-side, effect.size()) == claim(side);
    return {within, Direction::None};
}

} // namespace fairlead::sequential
