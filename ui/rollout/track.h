#pragma once

#include "models/domain/rollout/snapshot.h"
#include "ui/common/theme.h"

#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace fairlead::ui {

enum class CellState {
    Done,
    Now, ///< filled as far as the soak has come
    Held, ///< hatched: the clock does not count
    Failed, ///< red stripes
    ToCome,
    NotReached, ///< will not come any more
};

/// One cell of the step track with its words.
struct TrackCell {
    CellState state = CellState::ToCome;
    double progress = 0.0; ///< 0 to 1, of the soak
    QString title; ///< "25 %", "Activate"
    QString note; ///< "15 min soak", "passed", "not reached"
    QString below; ///< clock times

    bool operator==(const TrackCell&) const = default;
};

/// The cells of @p snapshot's plan, equal however long their soak is.
std::vector<TrackCell> trackOf(const rollout::Snapshot& snapshot);

/// The bar of one cell in @p box: fill, hatch, stripes and border by its state.
void paintTrackBar(QPainter& painter, const Theme& theme, const QRectF& box, const TrackCell& cell);

} // namespace fairlead::ui
