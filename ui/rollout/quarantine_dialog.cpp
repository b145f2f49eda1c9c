#include "ui/rollout/quarantine_dialog.h"

#include "ui/common/check_lines.h"
#include "ui/rollout/verb_words.h"
#include "ui/rollout/words.h"

namespace fairlead::ui {

QuarantineDialog::QuarantineDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent)
    : VerbDialog(theme, RareVerb::LiftQuarantine, ButtonKind::Danger, snapshot, parent)
{
    addList(tr("Why it is there, and what changes"));
    addReason();
    addTyped(snapshot.state.release.manifest.version);
    addRecorded();
    begin();
}

void QuarantineDialog::updateWords()
{
    setQuestion(tr("Release %1 %2 from quarantine?").arg(name(), version()),
        tr("%1 It may get traffic again, in this release and in every new attempt.").arg(place()));
    std::vector<Check> lines;
    if (snapshot().quarantine)
        lines.push_back({QStringLiteral("why"), Status::Marginal,
            tr("Since %1:").arg(whenText(snapshot().quarantine->since, snapshot().at)), snapshot().quarantine->why, {}});
    lines.push_back(
        {QStringLiteral("same"), Status::Marginal, tr("It is still %1:").arg(version()), tr("what made it fail may still be in it."), {}});
    lines.push_back({QStringLiteral("nothing"), Status::Pass, tr("Nothing is sent"),
        tr("by this. A new attempt begins with its checklist and is started by a person."), QStringLiteral("circle-minus")});
    list().setChecks(lines);
    setButtons(tr("Release %1").arg(version()), tr("Keep it there"), true);
}

} // namespace fairlead::ui
