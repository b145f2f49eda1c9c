#pragma once

#include "ui/common/theme.h"

#include <QRectF>

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

/// A bar of the step track or the phase calendar in @p box: fill, hatch, stripes and border by its state; @p progress, 0 to 1, is how
/// far it is filled while it is under way.
void paintBar(QPainter& painter, const Theme& theme, const QRectF& box, CellState state, double progress);

} // namespace fairlead::ui
