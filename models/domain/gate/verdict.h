#pragma once

#include "models/domain/condition/condition.h"
#include "models/domain/condition/words.h"
#include "models/domain/metrics/metric.h"

#include <QJsonObject>

#include <map>
#include <optional>
#include <vector>

namespace fairlead::gate {

using condition::inWords;
using condition::titleOf;

/// A condition that must hold before traffic grows.
struct Gate {
    QString metric; ///< what "< 0.01" is about
    condition::Condition condition;

    bool operator==(const Gate&) const = default;
};

enum class Outcome { Pass, Marginal, Fail, NoData, Undecided };

QString toString(Outcome outcome); ///< "pass", "marginal", "fail", "no-data", "undecided"

/// How a gate reads its samples.
struct Policy {
    int minSamples = 3; ///< fewer since the step began: undecided
    int failAfter = 3; ///< samples in a row beyond the bound before the gate fails
    Millis staleAfter = std::chrono::seconds(60); ///< newest sample older than this: no data

    bool operator==(const Policy&) const = default;
};

/// What one gate says now, with all that is needed to explain it.
struct Verdict {
    QString metric;
    QString condition; ///< as written
    Outcome outcome = Outcome::NoData;
    std::optional<double> value; ///< newest canary sample
    std::optional<double> baseline; ///< newest baseline sample
    double bound = 0.0; ///< 0 where the condition has more than one number
    int samples = 0; ///< canary samples since the step began
    int beyondInRow = 0; ///< newest samples in a row that break the bound
    std::optional<double> calls; ///< canary calls in the source's newest window
    Instant at; ///< of the newest sample; the judging time when there is none
    QString sentence; ///< value, bound, samples and time, for people

    bool operator==(const Verdict&) const = default;
};

using Verdicts = std::vector<Verdict>;
using Series = std::map<metrics::SeriesKey, metrics::SeriesWindow>;

/// Judges @p gate at each canary sample of its metric since @p stepBegan (the observed effect of its weight). What else the
/// condition asks for is the newest at that moment, baselines from before the step included; p95(…) and its like are taken
/// over the samples of the step. Samples at which the condition is Unknown neither pass nor fail.
/// Pure: the same samples give the same verdict, sentence included.
Verdict judge(const Gate& gate, const Series& series, Instant stepBegan, Instant now, const Policy& policy);

/// The worst of them in the order Pass, Marginal, Undecided, NoData, Fail; Undecided for none.
Outcome worst(const Verdicts& verdicts);

QJsonObject toJson(const Verdict& verdict);
Verdict verdictFromJson(const QJsonObject& json);

} // namespace fairlead::gate
