#pragma once

#include "models/domain/checklist/checklist.h"
#include "models/domain/gate/rule.h"
#include "models/domain/gate/verdict.h"
#include "models/domain/rollout/snapshot.h"
#include "ui/common/theme.h"

#include <QString>

namespace fairlead::ui {

/// The six meanings that have a colour, an icon and a word.
enum class Status { Pass, Marginal, Fail, NoData, Undecided, NotEffective };

/// How a state is shown: never by colour alone.
struct StatusLook {
    Status status = Status::Undecided; ///< gives the colours
    QString icon; ///< Lucide name
    QString word; ///< translated

    bool operator==(const StatusLook&) const = default;
};

Token textToken(Status status);
Token tintToken(Status status);
Token markToken(Status status);

StatusLook lookOf(gate::Outcome outcome);
/// What a rule does, as a verb: "roll back", "alert the team".
QString wordOf(gate::Action action);

StatusLook lookOf(checklist::State state);
StatusLook lookOf(rollout::Phase phase); ///< of the phase alone; a snapshot knows more
StatusLook lookOf(const rollout::Snapshot& snapshot);

} // namespace fairlead::ui
