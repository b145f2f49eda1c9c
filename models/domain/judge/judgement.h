#pragma once

#include "models/base/error.h"
#include "models/domain/judge/metric_classifier.h"
#include "models/domain/judge/metric_rules.h"
#include "models/domain/judge/mixer.h"
#include "models/domain/judge/scorer.h"
#include "models/domain/statistics/descriptive.h"

#include <QString>

#include <vector>

namespace fairlead::judge {

/// How one metric of a run came out.
struct MetricResult {
    QString name;
    QString id;
    Tags tags;
    QStringList groups;
    bool muted = false;
    Classification classification;
    statistics::Summary experiment; ///< after the transforms
    statistics::Summary control;

    bool operator==(const MetricResult&) const = default;
};

/// How a run came out.
struct Judgement {
    Score score;
    Verdict verdict = Verdict::Fail;
    std::vector<MetricResult> results; ///< in the order of the pairs

    bool operator==(const Judgement&) const = default;
};

/// Judges one run as Kayenta's NetflixACAJudge-v1.0 does: each pair by transform() and classify() with its metric's rules,
/// then the score and its class. A thresholds.marginal above thresholds.pass is no error: then nothing is marginal.
/// InvalidInput, and nothing is judged, for a pair without a configured metric and for an outlier factor that is not above 0.
Result<Judgement> judge(const CanaryConfig& config, const Thresholds& thresholds, const std::vector<MetricPair>& pairs);

/// One metric of it. @p config has been checked by judge() as above.
MetricResult judgeMetric(const MetricConfig& config, const MetricPair& pair);

} // namespace fairlead::judge
