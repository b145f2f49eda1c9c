#pragma once

#include "models/domain/audit/record.h"
#include "models/domain/rollout/state.h"
#include "ui/common/status.h"

#include <QString>

#include <optional>
#include <vector>

namespace fairlead::ui {

/// One of the three marks of a command: Intent → Accepted → Effective.
struct CommandMark {
    bool reached = false; ///< an empty ring while it is not
    Status status = Status::Pass;
    QString icon;
    QString word;

    bool operator==(const CommandMark&) const = default;
};

/// One line of the feed.
struct EventLine {
    qint64 row = 0; ///< in the history
    Instant at;
    QString bold; ///< first clause
    QString rest; ///< who, why
    std::optional<Status> status; ///< colours the first clause; none for what is normal
    std::vector<CommandMark> marks; ///< three for a command, else none
    bool waits = false; ///< a command whose effect is not observed: tinted

    bool operator==(const EventLine&) const = default;
};

/// The lines of @p records, newest first. A command's intent, outcome and effect become one line, told by @p state.
std::vector<EventLine> linesOf(const std::vector<audit::Record>& records, const rollout::State& state);

/// The three marks of @p command. Never one green tick for all three.
std::vector<CommandMark> marksOf(const rollout::Command& command);

} // namespace fairlead::ui
