#pragma once

#include "models/domain/rollout/snapshot.h"

#include <QKeySequence>
#include <QString>
#include <QStringList>

#include <array>

namespace fairlead::ui {

/// Verbs that are seldom needed; they stand in the action bar's More and each has its dialog.
enum class RareVerb { PromoteFully, Skip, SetWeight, Approve, Abort, Retry, RollBackGradually, LiftQuarantine };

inline constexpr std::array kRareVerbs{RareVerb::PromoteFully, RareVerb::Skip, RareVerb::SetWeight, RareVerb::Approve,
    RareVerb::RollBackGradually, RareVerb::Abort, RareVerb::Retry, RareVerb::LiftQuarantine};

/// What a person asks for in a dialog of a rare verb. Only what the verb needs is set.
struct VerbRequest {
    RareVerb verb = RareVerb::Skip;
    QString reason{};
    Percent weight{}; ///< SetWeight
    QString person{}; ///< Approve
    Millis length{}; ///< RollBackGradually
    int steps = 0; ///< RollBackGradually

    bool operator==(const VerbRequest&) const = default;
};

/// "Promote fully…", as buttons and the More menu say it.
QString textOf(RareVerb verb);
QString iconOf(RareVerb verb);
/// Its key in the cockpit; empty where it has none.
QKeySequence keysOf(RareVerb verb);
/// Why @p verb is closed for everybody at this console; empty while its dialog may open. An approval is open as soon as anybody
/// may give one: who that is, the dialog asks.
QString whyClosed(const rollout::Snapshot& snapshot, RareVerb verb);
/// Who may say yes to the current step and has not; empty where anybody may.
QStringList approversLeft(const rollout::State& state);
/// The approval that the release waits at; null when it is at another step.
const rollout::Approval* approvalAt(const rollout::State& state);

} // namespace fairlead::ui
