#pragma once

#include "tests/lab/lab.h"

#include <QStringList>

#include <vector>

namespace fairlead::test {

struct SoakOptions {
    int kills = 20; ///< most for one release; it goes on to its end undisturbed after them
    double soakSeconds = 1.0; ///< of each step of the plan
    std::vector<int> weights{10, 25, 50, 75, 100};
    bool breaches = true; ///< the canary of every third release, in the mean, begins to fail at some moment
};

/// One release that was killed again and again, and what came of it.
struct SoakRound {
    quint32 seed = 0;
    int kills = 0;
    int commands = 0; ///< that the history tells of
    int unknown = 0; ///< of them, those whose answer a kill cut off
    QString end; ///< "activated", "rolled-back", "held"
    QStringList complaints; ///< empty when all is well
};

/// Carries a release out with "fairleadctl rollout run --headless" in the new folder @p folder on @p lab, which has load, and
/// kills it -9 at moments that @p seed picks: anywhere, or within 20 ms of an intent or an outcome. Starts it again each time.
/// Then holds what HAProxy was told against the history, and where both ended against what should be. Blocking.
SoakRound soakRound(lab::Lab& lab, const QString& folder, quint32 seed, const SoakOptions& options);

} // namespace fairlead::test
