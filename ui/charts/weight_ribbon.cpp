#include "ui/charts/weight_ribbon.h"

#include "ui/charts/hatch.h"

#include <QPainter>

#include <algorithm>

namespace fairlead::ui {

void paintRibbon(QPainter& painter, const Theme& theme, const PlotMap& map, const ChartTimeline& timeline, const QRectF& box)
{
    painter.fillRect(box, theme.color(Token::NoDataTint));
    const qint64 end = std::min(timeline.now, map.to);
    for (std::size_t i = 0; i < timeline.asked.size(); ++i) {
        const AskedWeight& weight = timeline.asked[i];
        const qint64 to = i + 1 < timeline.asked.size() ? std::min(timeline.asked[i + 1].at, end) : end;
        const qint64 from = std::max(weight.at, map.from);
        if (to <= from)
            continue;
        QRectF step(QPointF(map.x(from), box.top()), QPointF(map.x(to), box.bottom()));
        if (!weight.fraction) {
            paintHatch(painter, step, theme.color(Token::Canary), 4.0, 1.0);
            continue;
        }
        const double least = *weight.fraction > 0.0 ? 2.0 : 0.0; // 1 % is seen as well
        step.setTop(box.bottom() - std::max(least, box.height() * std::clamp(*weight.fraction, 0.0, 1.0)));
        painter.fillRect(step, theme.color(Token::Canary));
    }
}

} // namespace fairlead::ui
