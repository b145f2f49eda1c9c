#pragma once

#include "models/domain/workspace/holder.h"
#include "ui/common/widgets.h"

#include <optional>

namespace fairlead::ui {

/// Another console or run carries out the releases, or nobody does: what this window knows of it.
struct Following {
    workspace::Holder holder; ///< the last one when @c lost
    bool lost = false; ///< nobody acts
    bool asking = false; ///< this console is taking over

    bool operator==(const Following&) const = default;
};

/// Above every page while this console only watches: who acts, and the way to take over. Thread: GUI.
class CustodyBanner : public Banner {
    Q_OBJECT
public:
    using Banner::Banner;

    /// Empty hides it.
    void showFollowing(const std::optional<Following>& following);
};

} // namespace fairlead::ui
