#pragma once

#include "models/base/error.h"

#include <QString>

#include <optional>

namespace fairlead::sequential {

/// Which way the canary differs from the baseline, in Kayenta's words.
enum class Direction { Decrease = -1, None = 0, Increase = 1 };

/// "increase", "decrease", "none".
QString toString(Direction direction);

/// How large a difference matters, and what has to be proven of it.
///
/// | text    | asks for                                                                                       |
/// |---------|------------------------------------------------------------------------------------------------|
/// | `+2%`   | an increase: the estimate is at least 2 % of the baseline AND the interval is wholly above 0    |
/// | `-5%`   | a decrease: the estimate is at least 5 % down AND the interval is wholly below 0                |
/// | `2%`    | a change either way: the interval is wholly beyond +2 % or wholly beyond -2 %                   |
/// | `0.01`  | the same, in the samples' own unit; also with a sign                                            |
/// | `50ms`  | a duration; converted into the samples' unit where that is known, else taken as that unit       |
/// | `0.5pp` | percentage points, 0.005: an absolute difference of shares                                      |
/// | `0`     | any difference: the interval leaves 0 out                                                       |
///
/// A sign asks for an improvement (rule AtLeast: the claim is that there is a difference, and it is estimated to be large
/// enough), no sign watches for a regression (rule Beyond: the claim is that the difference itself is larger). A percentage
/// is relative to the baseline, whose own uncertainty counts.
class Effect {
public:
    enum class Rule {
        AtLeast, ///< estimate at least the size, interval wholly on that side of 0
        Beyond, ///< interval wholly beyond the size
    };

    /// Any difference: "0".
    Effect() = default;
    /// @p sampleUnit is one of ns, us, ms, s, m, h, or empty where it is not known; @p rule replaces the sign's. InvalidInput
    /// names what is wrong with @p text.
    static Result<Effect> parse(const QString& text, const QString& sampleUnit = {}, std::optional<Rule> rule = {});

    /// Increase or Decrease where only that one is asked for; None for either.
    Direction direction() const { return m_direction; }
    Rule rule() const { return m_rule; }
    bool relative() const { return m_relative; }
    /// Not negative: a fraction of the baseline when relative(), else in the samples' unit.
    double size() const { return m_size; }
    const QString& text() const { return m_text; }

    /// "an increase of at least 2%", "a difference of more than 50ms", "any difference".
    QString inWords() const;

    bool operator==(const Effect&) const = default;

private:
    QString m_text = QStringLiteral("0");
    double m_size = 0.0;
    bool m_relative = false;
    Direction m_direction = Direction::None;
    Rule m_rule = Rule::Beyond;
};

/// Whether an estimate is at least as large as an effect; rounding in the last digits does not decide (10.2 is 2 % above 10).
inline bool reaches(double estimate, double size)
{
    return estimate >= size * (1.0 - 1e-9);
}

} // namespace fairlead::sequential
