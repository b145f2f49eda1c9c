#pragma once

#include "models/domain/rollout/snapshot.h"
#include "ui/common/widgets.h"

namespace fairlead::ui {

/// Stands in the cockpit while the release's version is quarantined: since when, why, and the way out. Thread: GUI.
class QuarantineBanner : public Banner {
    Q_OBJECT
public:
    using Banner::Banner;

    void showSnapshot(const rollout::Snapshot& snapshot);
};

} // namespace fairlead::ui
