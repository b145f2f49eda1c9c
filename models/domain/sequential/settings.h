#pragma once

#include "models/base/error.h"

#include <limits>

namespace fairlead::sequential {

/// Whose sample it is.
enum class Arm { Baseline, Canary };

/// An estimate with the interval around it. Unknown until there are samples: NaN between minus and plus infinity.
struct Interval {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    double estimate = std::numeric_limits<double>::quiet_NaN();

    bool operator==(const Interval&) const = default;
};

/// The linear combination canary - factor * baseline - offset of two parameters (means, proportions or quantiles). Factor 1
/// and offset 0 ask for a difference; factor 1.02 asks whether the canary is more than 2 % above the baseline, with the
/// baseline's own uncertainty taken into account (Fieller's way to a ratio).
struct Contrast {
    double factor = 1.0;
    double offset = 0.0;
};

/// What a confidence sequence says of a contrast.
enum class Proof {
    Below = -1, ///< the contrast is below 0
    Unproven = 0,
    Above = 1, ///< the contrast is above 0
};

/// The level of a confidence sequence and the sample size that it is tuned for; fixed before the first sample, since neither
/// may depend on the data.
///
/// Alpha is the probability that the interval EVER misses the truth, at any look, however many looks there are. It is spent
/// on both sides evenly: alpha / 2 that the interval is ever too high, alpha / 2 that it is ever too low, so a claim of one
/// direction made from a two-sided interval is wrong with probability alpha / 2 at most.
class Settings {
public:
    /// Alpha 0.05, tuned for 1,000 samples an arm.
    Settings() = default;
    /// InvalidInput unless 0 < @p alpha < 1 and 1 <= @p horizon <= 1e12. @p horizon is the number of samples an arm at which
    /// the interval is narrowest for its alpha; a guess within a factor of ten costs little, and no guess costs validity.
    static Result<Settings> create(double alpha, double horizon);

    double alpha() const { return m_alpha; }
    double horizon() const { return m_horizon; }

    /// Samples an arm that the mixing distribution is worth: 1 / rho^2 with rho^2 = (-2 ln a + ln(1 - 2 ln a)) / horizon, the
    /// closed form that is near the best (Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas 2024, appendix on choosing rho).
    double priorSamples() const;
    /// ln(1 / alpha): Ville's bound for the logarithm of a test martingale that starts at 1.
    double logThreshold() const;

    bool operator==(const Settings&) const = default;

private:
    Settings(double alpha, double horizon)
        : m_alpha(alpha)
        , m_horizon(horizon)
    {
    }
    double m_alpha = 0.05;
    double m_horizon = 1000.0;
};

} // namespace fairlead::sequential
