#pragma once

#include "models/domain/judge/metric_classifier.h"

#include <QString>
#include <QStringList>

#include <map>
#include <vector>

namespace fairlead::judge {

/// What the score needs to know of a metric's result.
struct Counted {
    QStringList groups;
    Label label = Label::Pass;
    QString reason;
    bool critical = false;
    bool muted = false;

    bool operator==(const Counted&) const = default;
};

struct GroupScore {
    QString name;
    double score = 0; ///< 0–100: the share of its metrics that passed, of those with a verdict; not rounded
    bool noData = false; ///< none has a verdict: the score is 0, and the group counts as 100 in the summary

    bool operator==(const GroupScore&) const = default;
};

/// The summary of a run.
struct Score {
    double summary = 0; ///< 0–100 with sensible weights, rounded to two places
    QString reason; ///< why the summary is 0 whatever the groups say; else empty
    std::vector<GroupScore> groups; ///< sorted by name

    bool operator==(const Score&) const = default;
};

/// Kayenta's WeightedSumScorer. Muted metrics do not count. A critical failure (critical, and not Pass) makes the summary 0,
/// and so does half of the metrics or more without data. Else it is the weighted sum of the groups: @p weights are percent
/// and used as given; groups without a weight share evenly what is left to 100, which may be 0 or less; the weight of a
/// group without metrics is lost.
Score scoreOf(const std::vector<Counted>& results, const std::map<QString, double>& weights);

/// @p value at two decimals, halves away from 0, by the shortest decimal number that stands for @p value: 2.675 is 2.68,
/// though the double is a little less.
double roundedToCents(double value);

enum class Verdict { Pass, Marginal, Fail };
QString toString(Verdict verdict);

/// From a threshold on, that threshold included. A score of 0 for a critical failure passes where 0 does.
Verdict verdictOf(double score, const Thresholds& thresholds);

} // namespace fairlead::judge
