#pragma once

#include "models/domain/rollout/snapshot.h"

#include <QString>

#include <optional>
#include <vector>

namespace fairlead::ui {

/// Words of what leaves the plan's usual way: windows, weights by hand, approvals, gradual rollbacks, quarantine. Plain text.

/// The SetWeight at @p step; 0 % where there is none.
Percent weightOfStep(const rollout::State& state, int step);
/// "the soak of 15 min at 25 %", "the gates at 25 %", "the proof that 25 % are observed", "the activation".
QString stepText(const rollout::State& state, int step);
/// Does Promote, or the end of the soak, lead to an approval?
bool leadsToApproval(const rollout::State& state);
/// Is the activation, or nothing, all that is left?
bool leadsToActivation(const rollout::State& state);
/// With a full stop at its end.
QString sentenceText(const QString& text);
/// @p why of a closed verb; where a banner tells it at length already, only what it is: "The line is stopped."
QString shortWhy(const rollout::Snapshot& snapshot, const QString& why);

/// Does the release wait for its hours, its day or the end of a freeze?
bool isHeldByWindow(const rollout::Snapshot& snapshot);
/// "Only 02:00 to 06:00 UTC; opens …. It goes on by itself then if the gates pass."
QString heldByWindowText(const rollout::Snapshot& snapshot);
/// What the window means for a step that begins at @p soakEnds: "The window closes at …, before that."; empty when nothing.
QString windowAheadText(const rollout::Snapshot& snapshot, Instant soakEnds);

/// "m.vogel set 15 % by hand: “…”. The plan says 25 %; Resume goes back to it and begins its soak anew."
QString byHandText(const rollout::State& state);
/// "j.okafor and s.lind have said yes; 1 more of 3. m.vogel started it and cannot."
QString approvalText(const rollout::State& state);
/// "2.0.0 was rolled back at …: why"
QString quarantineText(const rollout::Quarantine& quarantine, Instant now);

/// One weight of a gradual rollback.
struct DescentStep {
    Instant at;
    rollout::Ask ask;

    bool operator==(const DescentStep&) const = default;
};

std::vector<DescentStep> stepsOf(const rollout::Descent& descent);
/// The next lower weight after @p now; empty when 0 % is asked for.
std::optional<DescentStep> nextOf(const rollout::Descent& descent, Instant now);
/// "20 % at 14:41:54, 15 % at 14:44:24, … 0 % at 14:51:54 UTC"
QString descentText(const rollout::Descent& descent);
/// "Goes down in steps: 10 % at 14:45:00, 0 % at 14:51:54 UTC."; empty where it does not.
QString gradualText(const rollout::State& state, Instant now);

} // namespace fairlead::ui
