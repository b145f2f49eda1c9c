#include "ui/rollout/promote_fully_dialog.h"

#include "models/domain/rollout/verbs.h"
#include "ui/common/check_lines.h"
#include "ui/common/formatters.h"
#include "ui/rollout/checks.h"
#include "ui/rollout/verb_words.h"
#include "ui/rollout/words.h"

namespace fairlead::ui {

PromoteFullyDialog::PromoteFullyDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent)
    : VerbDialog(theme, RareVerb::PromoteFully, ButtonKind::Primary, snapshot, parent)
{
    addList(tr("Left out, and checked now"));
    addReason();
    if (snapshot.state.release.production)
        addTyped(snapshot.state.release.name);
    addRecorded();
    begin();
}

void PromoteFullyDialog::updateWords()
{
    const rollout::State& state = snapshot().state;
    const Percent weight = weightOfStep(state, rollout::fullPromotionStep(state));
    const QString after = percentText(weight.value());
    setQuestion(tr("Send %1 of %2 traffic to %3?").arg(after, name(), version()),
        tr("%1 All at once: what the plan has in between is left out for good.").arg(place()));
    setPicture(state.asked().weight, weight, tr("in one command"), false);

    std::vector<Check> lines{{QStringLiteral("left out"), Status::Marginal, tr("Left out:"),
        snapshot().skippedByFull.isEmpty() ? tr("nothing.") : listText(snapshot().skippedByFull) + QLatin1Char('.'),
        QStringLiteral("skip-forward")}};
    for (const Check& check : promoteChecks(snapshot()))
        lines.push_back(check);
    list().setChecks(lines);
    setTargetRequest(tr("The exact request to <b>%1</b>; Fairlead then reads the weight back until it is observed or %2 pass")
                         .arg(QStringLiteral("%1"), lengthText(state.release.plan.effectDeadline)),
        snapshot().fullRequest);
    setButtons(tr("Send %1 to %2").arg(after, version()), tr("Cancel"), false);
}

} // namespace fairlead::ui
