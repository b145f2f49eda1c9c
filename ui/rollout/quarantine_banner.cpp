#include "ui/rollout/quarantine_banner.h"

#include "ui/rollout/rare_verb.h"
#include "ui/rollout/verb_words.h"

namespace fairlead::ui {

void QuarantineBanner::showSnapshot(const rollout::Snapshot& snapshot)
{
    setVisible(snapshot.quarantine.has_value());
    if (!snapshot.quarantine)
        return;
    // The header of the release that was rolled back says why already.
    const bool own = snapshot.state.quarantine.has_value();
    setMessage({Status::Marginal, iconOf(RareVerb::LiftQuarantine), {}}, tr("%1 is quarantined.").arg(snapshot.quarantine->version),
        own ? tr("No attempt at it can start until somebody releases it with a reason.")
            : quarantineText(*snapshot.quarantine, snapshot.at));
    setAction(textOf(RareVerb::LiftQuarantine));
}

} // namespace fairlead::ui
