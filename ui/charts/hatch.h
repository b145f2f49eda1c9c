#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace fairlead::ui {

/// Lines at 45° over @p box, @p spacing pixels apart: what has no data, is held or paused.
void paintHatch(QPainter& painter, const QRectF& box, const QColor& color, double spacing = 6.0, double width = 1.0);

} // namespace fairlead::ui
