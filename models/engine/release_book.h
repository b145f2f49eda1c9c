#pragma once

#include "models/domain/checklist/checklist.h"
#include "models/domain/rollout/snapshot.h"
#include "models/domain/train/run.h"
#include "models/domain/workspace/workspace.h"

#include <map>
#include <optional>
#include <vector>

namespace fairlead::engine {

/// All releases and their checklists, folded from the history.
struct ReleaseBook {
    std::map<ReleaseId, rollout::State> releases;
    std::map<QString, checklist::Run> runs; ///< by ReleaseId text
    std::optional<rollout::LineStop> lineStop; ///< while the line is stopped
    train::Runs trains; ///< the newest run of each train that was started
    Problems unreadable; ///< records of a newer or damaged kind: said, never dropped silently
};

/// Folds one record into the book.
void take(ReleaseBook& book, const audit::Record& record);
ReleaseBook readBook(const std::vector<audit::Record>& records);

/// The newest attempt that @p planned stands for; null when there is none yet.
const rollout::State* newestAttempt(const ReleaseBook& book, const workspace::PlannedRelease& planned);

/// The newest quarantine of the version that @p release brings, by whichever attempt at it; in every environment.
std::optional<rollout::Quarantine> quarantineOf(const ReleaseBook& book, const rollout::Release& release);
/// The attempts whose rollback put the version of @p release into quarantine.
std::vector<ReleaseId> quarantining(const ReleaseBook& book, const rollout::Release& release);

/// Texts of the items of @p run that hold the start; empty for a release without a checklist.
QStringList blockersOf(const ReleaseBook& book, const QString& release);

/// What the parts of its checklist that steps of @p release wait for still lack, by their titles; nothing where they are settled.
std::map<QString, QString> openParts(const ReleaseBook& book, const rollout::Release& release);

/// Why an activated @p release cannot be taken back: a later one of its component there was started since and is not back itself.
/// Empty where nothing stands in the way.
QString supersededBy(const ReleaseBook& book, const rollout::Release& release);

/// May what happens to one decide about the other, trains aside: is it of the same version, or another attempt at the same place?
bool areRelated(const rollout::Release& one, const rollout::Release& other);

/// The entries that prepare a release: its values, and the checklist it walks (none when it has none).
std::vector<audit::Entry> preparationEntries(
    const workspace::Workspace& workspace, const rollout::Release& release, const QString& who, const QString& why);

} // namespace fairlead::engine
