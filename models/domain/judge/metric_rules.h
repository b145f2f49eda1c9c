#pragma once

#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace fairlead::judge {

/// Which deviations of the canary count.
enum class Direction { Either, Increase, Decrease };
/// What is made of points without a value.
enum class NanStrategy {
    Remove, ///< they are dropped
    Replace, ///< they become 0; and a series without any point passes
};
enum class EffectMeasure {
    MeanRatio, ///< mean of the canary over mean of the baseline; 1 is no effect
    Superiority, ///< "cles": the share of pairs in which the canary is above; 0.5 is no effect
};

/// How large a significant deviation must be to count. In the unit of the measure.
struct EffectSize {
    EffectMeasure measure = EffectMeasure::MeanRatio;
    double allowedIncrease = 1;
    double allowedDecrease = 1;
    double criticalIncrease = 1;
    double criticalDecrease = 1;

    /// Every threshold where there is no effect: 1 for ratios, 0.5 for superiority.
    static EffectSize none(EffectMeasure measure);
    bool operator==(const EffectSize&) const = default;
};

/// How one metric is judged: Kayenta's analysisConfigurations.canary, with its defaults.
struct MetricRules {
    Direction direction = Direction::Either;
    NanStrategy nanStrategy = NanStrategy::Remove;
    std::optional<double> outlierFactor; ///< outliers beyond so many interquartile ranges are removed; empty: they are kept
    bool critical = false; ///< a failure beyond the critical thresholds fails everything
    bool mustHaveData = false; ///< no data counts as a failure of the metric
    bool muted = false; ///< judged and shown, not counted
    EffectSize effectSize;

    bool operator==(const MetricRules&) const = default;
};

struct MetricConfig {
    QString name;
    QStringList groups; ///< counts in each; in none when empty
    MetricRules rules;
    QString source; ///< kind of the source that its query is for: "prometheus", "atlas"; empty when not said
    std::optional<QString> directionWord; ///< as written; an unknown word is judged as either

    bool operator==(const MetricConfig&) const = default;
};

/// From which summary scores on (0–100) a run passes, and is marginal.
struct Thresholds {
    double pass = 0;
    double marginal = 0;

    bool operator==(const Thresholds&) const = default;
};

/// What a canary is judged by.
struct CanaryConfig {
    QString name; ///< may be empty
    std::vector<MetricConfig> metrics; ///< of several with one name the first is used
    std::map<QString, double> groupWeights; ///< percent, as given: not normalised
    std::optional<Thresholds> thresholds; ///< written in the configuration; Kayenta's judge is given its own with each run

    const MetricConfig* find(const QString& metric) const;
    bool operator==(const CanaryConfig&) const = default;
};

/// Kayenta's words. Any other word, also in other case, means either, and remove.
Direction directionFrom(const QString& word);
NanStrategy nanStrategyFrom(const QString& word);

} // namespace fairlead::judge
