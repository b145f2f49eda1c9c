#include "ui/rollout/verb_dialogs.h"

#include "ui/rollout/approve_dialog.h"
#include "ui/rollout/gradual_dialog.h"
#include "ui/rollout/promote_fully_dialog.h"
#include "ui/rollout/quarantine_dialog.h"
#include "ui/rollout/step_dialogs.h"
#include "ui/rollout/weight_dialog.h"

namespace fairlead::ui {

VerbDialog* makeVerbDialog(const Theme& theme, RareVerb verb, const rollout::Snapshot& snapshot, const QString& person, QWidget* parent)
{
    switch (verb) {
    case RareVerb::PromoteFully: return new PromoteFullyDialog(theme, snapshot, parent);
    case RareVerb::Skip: return new SkipDialog(theme, snapshot, parent);
    case RareVerb::SetWeight: return new WeightDialog(theme, snapshot, parent);
    case RareVerb::Approve: return new ApproveDialog(theme, snapshot, person, parent);
    case RareVerb::Abort: return new AbortDialog(theme, snapshot, parent);
    case RareVerb::Retry: return new RetryDialog(theme, snapshot, parent);
    case RareVerb::RollBackGradually: return new GradualDialog(theme, snapshot, parent);
    case RareVerb::LiftQuarantine: return new QuarantineDialog(theme, snapshot, parent);
    }
    return nullptr;
}

} // namespace fairlead::ui
