#pragma once

#include "models/base/error.h"
#include "models/domain/metrics/metric.h"

#include <QString>

#include <expected>

namespace fairlead::gate {

enum class Comparator { Less, LessOrEqual, Greater, GreaterOrEqual };

/// What is wrong with the text of a condition, and where in it.
struct ConditionError {
    int column = 1; ///< 1-based, in the text given to parse()
    QString message;
    QString help;

    bool operator==(const ConditionError&) const = default;
};

/// A comparison with a bound as the seeds write it: "< 0.01", "< 2s", "> 0.85", "<= 1%", ">= 75/100", "< 500ms".
/// Time bounds are kept in seconds, percentages and "/100" as fractions.
class Condition {
public:
    /// @p metric decides which units fit: "2s" for an error rate is an error, and so is "1%" for a latency.
    static std::expected<Condition, ConditionError> parse(const QString& text, const QString& metric);

    Comparator comparator() const { return m_comparator; }
    double bound() const { return m_bound; } ///< seconds for times, fraction for percentages
    metrics::Unit unit() const { return m_unit; }
    const QString& text() const { return m_text; } ///< as written

    bool holds(double value) const;
    /// The bound in words, made from the parsed parts: "under 1 %", "at least 0.85", "under 2 s".
    QString boundInWords() const;

    bool operator==(const Condition&) const = default;

private:
    Condition() = default;
    QString m_text;
    Comparator m_comparator = Comparator::Less;
    double m_bound = 0.0;
    metrics::Unit m_unit = metrics::Unit::None;
};

/// @p value with its unit for people: 0.0042 → "0.42 %", 1.62 → "1.62 s", 0.872 → "0.872", 1286 → "1,286".
/// Figures and units are parted by a no-break space.
QString inWords(double value, metrics::Unit unit);

/// "Error rate" for error_rate, "Latency p95", "Quality score"; other names with their underscores as spaces.
QString titleOf(const QString& metric);

} // namespace fairlead::gate
