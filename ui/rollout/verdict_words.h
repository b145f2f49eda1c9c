#pragma once

#include "models/domain/rollout/snapshot.h"
#include "ui/common/status.h"
#include "ui/rollout/shift_plot.h"

#include <QString>

#include <optional>
#include <vector>

namespace fairlead::ui {

/// What one judge says, in words.
struct JudgeLine {
    gate::Outcome outcome = gate::Outcome::NoData;
    QString name; ///< "Kayenta"
    QString more; ///< "about 310 samples more"; empty once it has decided
    QString sentence;

    QString head() const; ///< "Sequential: undecided, about 310 samples more."
    bool operator==(const JudgeLine&) const = default;
};

/// One of the things that describe a rule.
struct RuleFact {
    QString label; ///< "As written"
    QString text; ///< "**" around what matters most
    bool code = false; ///< in the fixed font, nothing in it is markup

    bool operator==(const RuleFact&) const = default;
};

/// Everything that a verdict card says of one gate or one rule.
struct VerdictWords {
    QString release; ///< "data_analyst 2.0.0", with the time of what was read
    QString title; ///< "Error rate under 1 %"
    Status status = Status::Undecided;
    QString icon;
    QString word; ///< of the outcome
    QString valueLabel; ///< "Newest value"
    QString value;
    QString proof; ///< "baseline 0.37 %"; may be empty
    bool stale = false; ///< the last value, judged no more
    QString sentence; ///< of the gate or rule; empty where a judge's line says the same
    QString difference; ///< what to make of it where the judges differ
    std::vector<JudgeLine> judges; ///< of a gate while it is judged
    std::optional<ShiftPicture> shifts; ///< while judges are heard
    std::vector<RuleFact> facts; ///< of a rule
    QString foot;

    bool operator==(const VerdictWords&) const = default;
};

/// The words of row @p row of gateRowsOf(@p snapshot); nothing where there is no such row. Pure.
std::optional<VerdictWords> verdictWordsOf(const rollout::Snapshot& snapshot, int row);

/// The card as text, a statement a line.
QString plainText(const VerdictWords& words);

} // namespace fairlead::ui
