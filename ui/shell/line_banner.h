#pragma once

#include "models/domain/rollout/snapshot.h"
#include "ui/common/widgets.h"

namespace fairlead::ui {

/// Red, above every page, while the line is stopped: who, why, since when, and the way out. Thread: GUI.
class LineBanner : public Banner {
    Q_OBJECT
public:
    using Banner::Banner;

    /// Empty hides it.
    void showLine(const std::optional<rollout::LineStop>& stop);
};

} // namespace fairlead::ui
