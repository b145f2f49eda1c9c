#pragma once

#include "models/base/instant.h"

#include <QString>

#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace fairlead::metrics {

/// Names that Fairlead itself gives a meaning. A source may deliver any other name too.
inline const QString kErrorRate = QStringLiteral("error_rate"); ///< fraction of calls, 0 to 1
inline const QString kLatencyP50 = QStringLiteral("latency_p50"); ///< seconds
inline const QString kLatencyP95 = QStringLiteral("latency_p95"); ///< seconds
inline const QString kLatencyP99 = QStringLiteral("latency_p99"); ///< seconds
inline const QString kQuality = QStringLiteral("quality_score"); ///< 0 to 1
inline const QString kShare = QStringLiteral("share"); ///< fraction of calls that reach the canary, 0 to 1
inline const QString kCalls = QStringLiteral("calls"); ///< calls in the source's window, a count
inline const QString kTokens = QStringLiteral("tokens_per_call"); ///< mean

enum class Unit { None, Fraction, Seconds, Count };

/// The unit in which values of @p metric are kept. Names that end in _rate or _share are fractions,
/// those with latency or duration seconds; None for what is not known.
Unit unitOf(const QString& metric);

/// The two sides that a canary compares.
enum class Role { Canary, Baseline };

QString toString(Role role);

/// What tells the parts of a metric apart: {"model": "haiku"}. Empty for the whole, which alone is judged.
using Labels = std::map<QString, QString>;

struct SeriesKey {
    QString metric;
    Role role = Role::Canary;
    Labels labels = {};

    bool isPart() const { return !labels.empty(); }

    bool operator==(const SeriesKey&) const = default;
    friend bool operator<(const SeriesKey& a, const SeriesKey& b)
    {
        return std::tie(a.metric, a.role, a.labels) < std::tie(b.metric, b.role, b.labels);
    }
};

struct Sample {
    Instant at;
    double value = 0.0; ///< never NaN: a missing value is a missing sample

    bool operator==(const Sample&) const = default;
};

/// One number that a source answered.
struct Reading {
    SeriesKey key;
    Sample sample;

    bool operator==(const Reading&) const = default;
};

using Readings = std::vector<Reading>;

/// Samples of one series in time order. Late ones are sorted in; a second value for the same
/// millisecond replaces the first. Holds at most @c capacity samples, the oldest go first.
class SeriesWindow {
public:
    explicit SeriesWindow(std::size_t capacity = 100'000);

    void insert(Sample sample);
    const std::vector<Sample>& samples() const { return m_samples; }
    std::optional<Sample> latest() const;
    /// Samples with at ≥ @p from, oldest first.
    std::vector<Sample> since(Instant from) const;

private:
    std::vector<Sample> m_samples;
    std::size_t m_capacity;
};

} // namespace fairlead::metrics
