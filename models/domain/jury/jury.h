#pragma once

#include "models/domain/gate/verdict.h"
#include "models/domain/metrics/metric.h"

#include <QString>

#include <optional>
#include <vector>

namespace fairlead::jury {

/// Who looks at the samples of a step. Only the gate acts; the others are there to be compared with it.
enum class Judge {
    Gate, ///< the success criterion: a fixed bound
    Kayenta, ///< Mann-Whitney on all samples of the step, as Kayenta's judge: is the canary like the baseline?
    Sequential, ///< a confidence sequence, which holds however often it is looked at: the same question
};

QString toString(Judge judge); ///< "gate", "kayenta", "sequential"

/// Which way the canary's metric may not go: a gate "< 2s" is harmed by an increase.
enum class Harm { Increase, Decrease, Either };

/// How far the canary is from the baseline, in the unit of the metric.
struct Shift {
    double low = 0.0; ///< may be infinite while there are too few samples
    double high = 0.0;
    double estimate = 0.0;
    double level = 0.0; ///< of confidence, 0 to 1

    bool operator==(const Shift&) const = default;
};

/// What one judge says of one metric.
struct Opinion {
    Judge judge = Judge::Gate;
    gate::Outcome outcome = gate::Outcome::NoData;
    QString sentence; ///< whole, with value, interval and samples
    std::optional<Shift> shift; ///< of canary less baseline; empty for the gate, and without samples of both
    std::optional<qint64> moreSamples; ///< of both sides, until it is decided at the present shares; while it is undecided

    bool operator==(const Opinion&) const = default;
};

/// What all judges say of one gate's metric, on the same samples: those since the step took effect.
struct Deliberation {
    QString metric;
    metrics::Unit unit = metrics::Unit::None;
    Harm harm = Harm::Either;
    std::optional<double> margin; ///< a shift that is still harmless, in the unit of the metric; empty without a baseline
    std::vector<Opinion> opinions; ///< the gate's first; it alone where the condition is about several metrics
    QString difference; ///< what to make of it where they differ; empty where they do not, or one has not decided

    bool operator==(const Deliberation&) const = default;
};

struct Settings {
    double margin = 0.10; ///< of the baseline: a canary that is worse by no more passes
    double confidence = 0.98; ///< of Kayenta's interval; Kayenta's own
    double alpha = 0.05; ///< probability that the sequential judge is ever wrong in a step

    bool operator==(const Settings&) const = default;
};

/// Hears all judges on the samples since @p stepBegan; @p verdicts are those of @p gates, in their order, and so is the result.
/// Pure, and the same at every call with the same samples: what the sequential judge decided at an earlier look stays.
/// O(n log n) for n samples of the step. Samples are taken as independent of each other; a source that answers means over a
/// long sliding window makes both comparisons surer of themselves than they may be.
std::vector<Deliberation> deliberate(const std::vector<gate::Gate>& gates, const gate::Verdicts& verdicts, const gate::Series& series,
    Instant stepBegan, const Settings& settings = {});

/// Remembers what was said last, since a window asks more often than samples come. A value; not thread-safe.
class Hearing {
public:
    /// deliberate(), anew when @p verdicts, which change with every sample, or the step are others than at the last call.
    const std::vector<Deliberation>& on(
        const std::vector<gate::Gate>& gates, const gate::Verdicts& verdicts, const gate::Series& series, Instant stepBegan);

private:
    gate::Verdicts m_verdicts;
    Instant m_stepBegan;
    std::vector<Deliberation> m_said;
};

} // namespace fairlead::jury
