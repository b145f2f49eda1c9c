#pragma once

#include "models/domain/rollout/snapshot.h"
#include "ui/charts/scale.h"
#include "ui/common/status.h"

#include <QString>

#include <optional>
#include <vector>

namespace fairlead::ui {

/// "Gate", "Kayenta", "Sequential".
QString nameOf(jury::Judge judge);

/// What the judges of @p snapshot say now; nothing before a step is judged, once it rolls back and after its end, when
/// only what was decided counts.
const std::vector<jury::Deliberation>& judgesHeard(const rollout::Snapshot& snapshot);

/// What one judge says of one metric, as a mark.
struct JudgeMark {
    QString name;
    std::optional<gate::Outcome> outcome; ///< empty: this judge cannot be asked, the condition is about several metrics

    bool operator==(const JudgeMark&) const = default;
};

/// One gate's metric and its judges.
struct JudgeRow {
    QString title; ///< "Error rate"
    std::vector<JudgeMark> marks; ///< always all judges, in the same order
    QString difference; ///< empty while they do not differ

    bool operator==(const JudgeRow&) const = default;
};

std::vector<JudgeRow> judgeRowsOf(const std::vector<jury::Deliberation>& judges);

/// "Error rate: Gate Pass, Kayenta Fail, Sequential Undecided".
QString spokenText(const JudgeRow& row);

/// All gates in two words, and what colour they need.
struct JudgesScope {
    QString text; ///< "all agree", "1 differs", "2 undecided"
    std::optional<Status> worst; ///< Marginal where judges differ

    bool operator==(const JudgesScope&) const = default;
};

JudgesScope scopeOf(const std::vector<jury::Deliberation>& judges);

/// A difference of two values: "+0.2 pp" for shares, "−50 ms", "0 s", "+∞".
QString shiftText(double shift, metrics::Unit unit);
/// A tick of an axis of differences, with all the figures that its step needs: "+0.025 pp"; one unit for the whole axis.
QString tickText(double tick, const ValueScale& scale, metrics::Unit unit);
/// "98 %".
QString levelText(double level);

} // namespace fairlead::ui
