#pragma once

#include "models/domain/checklist/checklist.h"

namespace fairlead::tests {

/// The pre-deployment checklist of seed 000: two phases, fourteen items, five of them nested.
checklist::Template sampleChecklist();

/// Nothing answered yet.
checklist::Run emptyWalk(const QString& release);

/// As in the design's walk: eight of ten, one waived, one failed, and two more.
checklist::Run halfWalk(const QString& release);

/// Adds @p state to the item whose text begins with @p text.
void give(checklist::Run& run, const QString& text, checklist::State state, const QString& note = {});

QString idOf(const checklist::Run& run, const QString& text);

} // namespace fairlead::tests
