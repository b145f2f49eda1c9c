#pragma once

#include "models/domain/sequential/effect.h"
#include "models/domain/sequential/mean_difference.h"
#include "models/domain/sequential/proportion_difference.h"
#include "models/domain/sequential/quantile_difference.h"
#include "models/domain/sequential/verdict.h"

#include <optional>
#include <variant>

namespace fairlead::sequential {

/// What is compared.
enum class Kind { Mean, Proportion, P50, P95 };

/// "mean", "proportion", "p50", "p95".
QString toString(Kind kind);
/// InvalidInput for another word.
Result<Kind> kindFrom(const QString& text);

/// Samples an arm that a kind's interval is tuned for unless asked otherwise: 1,000, and 5,000 for proportions, of which a
/// release sees one a request.
double defaultHorizon(Kind kind);

/// What is known at one look.
struct Decision {
    bool decided = false;
    Direction direction = Direction::None; ///< None while undecided, and when the effect is proven not to be there
    double low = -std::numeric_limits<double>::infinity(); ///< of canary - baseline, in the samples' unit
    double high = std::numeric_limits<double>::infinity();
    double estimate = std::numeric_limits<double>::quiet_NaN();
    Interval relative; ///< of (canary - baseline) / |baseline|, as fractions; unbounded where the baseline may be 0
    qint64 samples = 0; ///< used, of both arms
    qint64 baselineSamples = 0;
    qint64 canarySamples = 0;
    qint64 refused = 0; ///< not used: NaN, infinite, or not 0 or 1 where a proportion is judged
    qint64 lookedAt = 0; ///< looks up to and including this one
    /// How many more samples, of both arms in their present shares, until it is decided if means and variances stay as they
    /// are. Empty when decided, and when that cannot be said (below the minimum, or the estimate lies on the border).
    std::optional<qint64> moreSamples;
    QString sentence; ///< value, interval, alpha, samples; when undecided how many more

    bool operator==(const Decision&) const = default;
};

/// A canary compared with a baseline as samples arrive, that may be looked at as often as one likes. A value; not thread-safe.
class Comparison {
public:
    Comparison(Kind kind, Settings settings, Effect effect);

    /// False, and counted as refused, for a sample that cannot be used.
    bool add(Arm arm, double value);
    /// Looks: O(1) for means and proportions, O(sqrt n) for quantiles. True from the first look on at which it is decided.
    bool look();

    /// At the present samples: interval, estimate and direction of now. What an earlier look decided stays decided, with its
    /// direction where the present samples alone would not settle it. Inverts tests for the interval, which takes up to a
    /// millisecond: for reports and screens, not for every sample.
    Decision decision() const;
    /// The first look that decided; empty while undecided.
    const std::optional<Decision>& first() const { return m_first; }

    Kind kind() const { return m_kind; }
    const Effect& effect() const { return m_effect; }
    const Settings& settings() const { return m_settings; }

private:
    using Difference = std::variant<MeanDifference, ProportionDifference, QuantileDifference>;
    static Difference differenceFor(Kind kind, const Settings& settings);
    Decision snapshot(const Verdict& verdict) const;
    std::optional<qint64> moreSamples(qint64 samples) const;

    Kind m_kind;
    Settings m_settings;
    Effect m_effect;
    Difference m_difference;
    qint64 m_looks = 0;
    Verdict m_verdict; ///< of the first look that decided
    std::optional<Decision> m_first;
};

} // namespace fairlead::sequential
