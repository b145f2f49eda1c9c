#pragma once

#include <QColor>

namespace fairlead::tests {

/// WCAG 2 contrast ratio, 1 to 21.
double contrast(const QColor& a, const QColor& b);

enum class Vision { Protanopia, Deuteranopia, Tritanopia };

/// Distance of two colours (CIEDE2000) as they are seen after Machado, Oliveira and Fernandes 2009, severity 1.
double seenDistance(const QColor& a, const QColor& b, Vision vision);

} // namespace fairlead::tests
