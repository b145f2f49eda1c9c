#pragma once

#include <QFont>
#include <QString>

class QPainter;
class QPointF;

namespace fairlead::ui {

/// True if 0 to 9 are equally wide in @p font, as in Noto Sans; Qt 6.4 cannot ask a font for tabular figures.
bool hasEqualDigits(const QFont& font);

/// Width of @p text when every digit takes a cell of the widest one.
double figuresWidth(const QFont& font, const QString& text);

/// Draws @p text from @p baseline with the painter's pen, digits in cells of the widest one.
void drawFigures(QPainter& painter, const QFont& font, const QPointF& baseline, const QString& text);

} // namespace fairlead::ui
