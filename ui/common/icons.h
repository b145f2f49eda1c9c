#pragma once

#include "ui/common/theme.h"

#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRect;

namespace fairlead::ui {

/// The Lucide icon @p name (resources/icons) in the colour of @p token, at the device ratio of where it is drawn;
/// follows theme changes by itself. A name that does not exist asserts.
QIcon themedIcon(const Theme& theme, const QString& name, Token token = Token::Text2);

/// Draws it at once; cached by name, size, ratio and colour.
void paintIcon(QPainter& painter, const Theme& theme, const QString& name, const QRect& box, Token token);

} // namespace fairlead::ui
