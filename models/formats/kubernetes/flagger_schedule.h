#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace fairlead::formats::kubernetes {

/// spec.analysis of a Flagger Canary as far as it decides the traffic; what is not written is not set.
struct FlaggerAnalysis {
    QString provider; ///< spec.provider; a provider of the whole controller is not known here
    QString interval;
    std::optional<int> threshold;
    std::optional<int> maxWeight;
    std::optional<int> stepWeight;
    std::vector<int> stepWeights;
    std::optional<int> stepWeightPromotion;
    std::optional<int> iterations;
    int matches = 0; ///< entries of match: header routes of an A/B test
    bool mirror = false;

    bool operator==(const FlaggerAnalysis&) const = default;
};

/// Iterations beyond this are not listed one by one.
inline constexpr int kMostListedIterations = 10'000;

/// What the controller does with it while every check passes.
struct FlaggerSchedule {
    QString strategy; ///< "canary", "blueGreen", "abTesting"
    double intervalSeconds = 60.0; ///< between two checks
    int failedChecksToRollback = 1;
    std::vector<int> weights; ///< % of the canary after each passed check, in order; the last may overshoot the maximum
    // Canary only.
    int effectiveMaxWeight = 100;
    bool mirrorStepFirst = false; ///< one check with mirrored traffic before the first weight
    std::vector<int> promotionWeights; ///< % of the canary while the primary takes over; ends with 0
    bool neverPromotes = false; ///< the last weight stays for ever
    // Blue/green and A/B only.
    int iterations = 0;
    bool iterationsForcedByProvider = false;

    bool operator==(const FlaggerSchedule&) const = default;
};

/// Source: pkg/controller/scheduler.go and pkg/apis/flagger/v1beta1/canary.go of fluxcd/flagger.
FlaggerSchedule scheduleOf(const FlaggerAnalysis& analysis);

/// thresholdRange of a metric; a bound that is not set does not bind.
struct ThresholdRange {
    std::optional<double> min;
    std::optional<double> max;

    bool operator==(const ThresholdRange&) const = default;
};

/// Does @p value pass the check of metric @p name? Bounds themselves pass. Without a range the old threshold decides: a lower
/// bound for request-success-rate, an upper one for every other metric, 0 where none is written. No value does not pass.
/// Source: pkg/controller/scheduler_metrics.go of fluxcd/flagger.
bool passes(std::optional<double> value, const QString& name, const std::optional<ThresholdRange>& range, std::optional<double> threshold);

} // namespace fairlead::formats::kubernetes
