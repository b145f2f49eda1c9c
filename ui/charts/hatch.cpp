#include "ui/charts/hatch.h"

#include <QLineF>
#include <QList>
#include <QPainter>
#include <QPen>

#include <cmath>

namespace fairlead::ui {

void paintHatch(QPainter& painter, const QRectF& box, const QColor& color, double spacing, double width)
{
    painter.save();
    painter.setClipRect(box, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap));
    // Anchored to the origin, not to the box, so that a box that grows does not make the lines crawl.
    QList<QLineF> lines;
    const double first = std::floor((box.left() + box.top()) / spacing) * spacing;
    for (double sum = first; sum < box.right() + box.bottom() + spacing; sum += spacing)
        lines.append(QLineF(sum - box.top() + width, box.top() - width, sum - box.bottom() - width, box.bottom() + width));
    painter.drawLines(lines);
    painter.restore();
}

} // namespace fairlead::ui
