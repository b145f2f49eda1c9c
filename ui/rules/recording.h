#pragma once

#include "models/domain/gate/verdict.h"

#include <QString>

namespace fairlead::ui {

/// The samples of one release, for looking at what a rule would have done with them.
struct Recording {
    QString title; ///< "data_analyst 2.0.0"
    gate::Series series;
    Instant from; ///< when it started
    Instant to; ///< when it ended, or the newest sample
    Millis staleAfter = std::chrono::seconds(60); ///< of its plan
};

} // namespace fairlead::ui
