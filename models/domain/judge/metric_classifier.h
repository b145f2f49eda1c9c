#pragma once

#include "models/domain/judge/metric_rules.h"
#include "models/domain/statistics/mann_whitney.h"

#include <QString>

#include <optional>
#include <span>

namespace fairlead::judge {

/// The verdict on one metric.
enum class Label {
    Pass,
    High, ///< the canary is above the baseline, significantly and by enough
    Low, ///< below
    Nodata, ///< a side has no values
    NodataFailMetric, ///< the same of a metric that must have some: counts as a failure
    Error, ///< could not be compared; left out of the score
};

/// Kayenta's word: "Pass", "NodataFailMetric", …
QString toString(Label label);
std::optional<Label> labelFrom(const QString& word);

/// What makes a deviation significant. The judge always uses these two numbers.
struct Significance {
    double tolerance = 0.25; ///< the interval must lie beyond this share of the estimated shift, on the same side
    double confidence = 0.98; ///< of the interval, between 0 and 1

    bool operator==(const Significance&) const = default;
};

struct Classification {
    Label label = Label::Pass;
    QString reason; ///< empty when there is none
    bool critical = false;
    std::optional<double> ratio; ///< of the means; NaN if one is 0; nothing when the comparison failed
    std::optional<statistics::ShiftInterval> interval; ///< of canary less baseline, where both were compared

    bool operator==(const Classification&) const = default;
};

/// Compares what is left of both series after transform(): Kayenta's MannWhitneyClassifier.
///
/// One thing differs, where each side holds one value again and again and the two values differ. Kayenta then adds random
/// noise of 1e-5 of the value before it compares, so that two runs may disagree. Here nothing is random: the shift is the
/// difference of the two values, and the label follows from its direction and the effect size as ever. A difference of no
/// more than 1e-5 of the larger value, which is what that noise hides, is none: Pass. A single zero against a single other
/// value is an Error, as it is there.
Classification classify(const QString& metric, std::span<const double> experiment, std::span<const double> control,
    const MetricRules& rules, const Significance& significance = {});

/// The comparison of means alone, without any statistics: Kayenta's MeanInequalityClassifier, made for benchmarks. No
/// reason is given.
Label compareMeans(std::span<const double> experiment, std::span<const double> control, const MetricRules& rules);

} // namespace fairlead::judge
