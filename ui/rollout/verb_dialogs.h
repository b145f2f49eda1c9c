#pragma once

#include "ui/rollout/verb_dialog.h"

namespace fairlead::ui {

/// The dialog of @p verb; @p person sits at the console.
VerbDialog* makeVerbDialog(const Theme& theme, RareVerb verb, const rollout::Snapshot& snapshot, const QString& person, QWidget* parent);

} // namespace fairlead::ui
