#pragma once

#include "models/domain/rollout/snapshot.h"
#include "ui/course/course_words.h"

#include <QString>

#include <vector>

namespace fairlead::ui {

/// One cell of the step track with its words.
struct TrackCell {
    CellState state = CellState::ToCome;
    double progress = 0.0; ///< 0 to 1, of the soak
    QString title; ///< "25 %", "Activate"
    QString note; ///< "15 min soak", "passed", "not reached"
    QString below; ///< clock times

    bool operator==(const TrackCell&) const = default;
};

/// The cells of @p snapshot's plan, equal however long their soak is. Without @p course nothing is said of when cells are to come.
std::vector<TrackCell> trackOf(const rollout::Snapshot& snapshot, const rollout::Course* course = nullptr);

} // namespace fairlead::ui
