#include "ui/charts/chart_line.h"

#include <QPainter>
#include <QPen>

#include <cmath>

namespace fairlead::ui {

namespace {

constexpr double kWide = 2.0;
constexpr double kThin = 1.5;

} // namespace

Token tokenOf(LineStyle style)
{
    switch (style) {
    case LineStyle::Canary: return Token::Canary;
    case LineStyle::Third: return Token::Series3;
    case LineStyle::Fourth: return Token::Series4;
    case LineStyle::Baseline: return Token::Baseline;
    case LineStyle::Previous: return Token::Text3;
    case LineStyle::Limit: return Token::Limit;
    case LineStyle::Asked: break;
    }
    return Token::Text2;
}

Stroke strokeOf(LineStyle style)
{
    switch (style) {
    case LineStyle::Third: return Stroke::LongDashed;
    case LineStyle::Fourth: return Stroke::ShortDashed;
    case LineStyle::Baseline: return Stroke::Dashed;
    case LineStyle::Previous:
    case LineStyle::Asked: return Stroke::Dotted;
    case LineStyle::Canary:
    case LineStyle::Limit: break;
    }
    return Stroke::Solid;
}

void paintLineSample(QPainter& painter, const Theme& theme, LineStyle style, QPointF left, double length)
{
    const double width = style == LineStyle::Canary ? kWide : kThin;
    QPen pen(theme.color(tokenOf(style)), width, Qt::SolidLine, Qt::FlatCap);
    const Stroke stroke = strokeOf(style);
    if (stroke != Stroke::Solid) {
        const Dash dash = dashOf(stroke);
        pen.setStyle(Qt::CustomDashLine);
        pen.setDashPattern({dash.on / width, dash.off / width});
    }
    painter.setPen(pen);
    const double y = std::floor(left.y()) + 0.5;
    painter.drawLine(QPointF(left.x(), y), QPointF(left.x() + length, y));
}

} // namespace fairlead::ui
