#include "ui/charts/limit_line.h"

#include "ui/charts/kept_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPen>

#include <algorithm>
#include <cmath>

namespace fairlead::ui {

namespace {

constexpr double kForbiddenTint = 0.07;
constexpr double kWordsFrom = 0.24; ///< of the plot's width
constexpr double kLineWidth = 1.25;

double crisp(double at)
{
    return std::floor(at) + 0.5;
}

QPen penOf(const Theme& theme, const LimitLine& limit)
{
    QPen pen(theme.color(Token::Limit), kLineWidth, Qt::SolidLine, Qt::FlatCap);
    if (limit.mild) {
        pen.setStyle(Qt::CustomDashLine);
        pen.setDashPattern({6.0, 2.5, 1.5, 2.5});
    }
    return pen;
}

} // namespace

void paintForbiddenSides(QPainter& painter, const Theme& theme, const PlotMap& map, const std::vector<LimitLine>& limits)
{
    QColor tint = theme.color(Token::Limit);
    tint.setAlphaF(float(kForbiddenTint));
    for (const LimitLine& limit : limits) {
        const double y = std::clamp(map.y(limit.bound), map.plot.top(), map.plot.bottom());
        QRectF side = map.plot;
        if (limit.forbidsAbove)
            side.setBottom(y);
        else
            side.setTop(y);
        painter.fillRect(side, tint);
    }
}

void paintLimitLines(QPainter& painter, const Theme& theme, const PlotMap& map, const std::vector<LimitLine>& limits)
{
    const QFont font = theme.font(Type::Caption);
    const QFontMetricsF metrics(font);
    for (const LimitLine& limit : limits) {
        const double y = crisp(map.y(limit.bound));
        if (y < map.plot.top() - 1 || y > map.plot.bottom() + 1)
            continue;
        painter.setPen(penOf(theme, limit));
        painter.drawLine(QPointF(map.plot.left(), y), QPointF(map.plot.right(), y));
        painter.setPen(theme.color(Token::FailText));
        const double left = map.plot.left() + std::max(8.0, map.plot.width() * kWordsFrom);
        // The words stand on the forbidden side, where good lines are not.
        const bool above = limit.forbidsAbove ? y - metrics.height() > map.plot.top() : y + metrics.height() > map.plot.bottom();
        KeptText(font, limit.words).draw(painter, QPointF(left, above ? y - metrics.descent() - 1 : y + metrics.ascent() + 1));
    }
}

} // namespace fairlead::ui
