#include "ui/charts/mark_glyphs.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace fairlead::ui {

namespace {

constexpr double kSize = 10.0;
constexpr double kApart = 13.0; ///< nearer glyphs become one

int weightOf(MarkKind kind)
{
    switch (kind) {
    case MarkKind::Failed: return 5;
    case MarkKind::Rule: return 4;
    case MarkKind::Note: return 3;
    case MarkKind::Verb: return 2;
    case MarkKind::Passed: return 1;
    case MarkKind::Weight: break;
    }
    return 0;
}

Token tokenOf(MarkKind kind)
{
    switch (kind) {
    case MarkKind::Passed: return Token::PassMark;
    case MarkKind::Failed: return Token::FailMark;
    case MarkKind::Rule: return Token::MarginalMark;
    case MarkKind::Note: return Token::Accent;
    case MarkKind::Verb:
    case MarkKind::Weight: break;
    }
    return Token::Text2;
}

QPainterPath shapeOf(MarkKind kind, const QRectF& box)
{
    QPainterPath path;
    switch (kind) {
    case MarkKind::Rule:
        path.addPolygon(QPolygonF{{box.center().x(), box.top()}, box.bottomRight(), box.bottomLeft(), {box.center().x(), box.top()}});
        break;
    case MarkKind::Failed: {
        const double cut = box.width() * 0.3;
        path.addPolygon(QPolygonF{{box.left() + cut, box.top()}, {box.right() - cut, box.top()}, {box.right(), box.top() + cut},
            {box.right(), box.bottom() - cut}, {box.right() - cut, box.bottom()}, {box.left() + cut, box.bottom()},
            {box.left(), box.bottom() - cut}, {box.left(), box.top() + cut}, {box.left() + cut, box.top()}});
        break;
    }
    case MarkKind::Note: {
        path.addRoundedRect(box.adjusted(0, 0, 0, -3), 2, 2);
        QPainterPath tip;
        tip.addPolygon(QPolygonF{{box.left() + 2, box.bottom() - 3.5}, {box.left() + 6, box.bottom() - 3.5}, {box.left() + 2, box.bottom()},
            {box.left() + 2, box.bottom() - 3.5}});
        path = path.united(tip);
        break;
    }
    case MarkKind::Verb: path.addRect(box.adjusted(0.5, 0.5, -0.5, -0.5)); break;
    case MarkKind::Passed:
    case MarkKind::Weight: path.addEllipse(box); break;
    }
    return path;
}

void paintInside(QPainter& painter, const Theme& theme, MarkKind kind, const QRectF& box)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.color(Token::Panel), 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c = box.center();
    if (kind == MarkKind::Passed)
        painter.drawPolyline(QPolygonF{{c.x() - 2.4, c.y()}, {c.x() - 0.6, c.y() + 1.8}, {c.x() + 2.6, c.y() - 1.8}});
    else if (kind == MarkKind::Failed || kind == MarkKind::Rule)
        painter.drawLine(QPointF(c.x(), c.y() - (kind == MarkKind::Rule ? 1.0 : 2.5)), QPointF(c.x(), c.y() + 2.5));
    else if (kind == MarkKind::Note)
        painter.drawLine(QPointF(c.x() - 2.5, c.y() - 1.5), QPointF(c.x() + 2.5, c.y() - 1.5));
}

} // namespace

const ChartMark& MarkGroup::first() const
{
    return **std::ranges::max_element(marks, {}, [](const ChartMark* mark) { return weightOf(mark->kind); });
}

std::vector<MarkGroup> groupMarks(const PlotMap& map, const std::vector<ChartMark>& marks)
{
    std::vector<const ChartMark*> seen;
    for (const ChartMark& mark : marks) {
        if (mark.kind != MarkKind::Weight && mark.at >= map.from && mark.at <= map.to)
            seen.push_back(&mark);
    }
    std::ranges::stable_sort(seen, {}, [](const ChartMark* mark) { return mark->at; });
    std::vector<MarkGroup> groups;
    for (const ChartMark* mark : seen) {
        const double x = map.x(mark->at);
        // From the first of its group, so that a long row of marks does not become one.
        if (groups.empty() || x - map.x(groups.back().marks.front()->at) > kApart)
            groups.push_back({x, {}});
        groups.back().marks.push_back(mark);
    }
    return groups;
}

void paintGlyphs(QPainter& painter, const Theme& theme, const PlotMap& map, const std::vector<ChartMark>& marks)
{
    const std::vector<MarkGroup> groups = groupMarks(map, marks);
    if (groups.empty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = theme.font(Type::Caption, true);
    const QFontMetricsF metrics(font);
    for (const MarkGroup& group : groups) {
        const MarkKind kind = group.first().kind;
        const double x = std::round(std::clamp(group.x, map.plot.left() + kSize / 2, map.plot.right() - kSize / 2));
        const QRectF box(x - kSize / 2, map.plot.bottom() - kSize - 2, kSize, kSize);
        // A rim in the colour of the panel parts it from the lines behind it.
        painter.setPen(QPen(theme.color(Token::Panel), 2.0));
        painter.setBrush(theme.color(tokenOf(kind)));
        const QPainterPath shape = shapeOf(kind, box);
        painter.drawPath(shape);
        painter.setPen(Qt::NoPen);
        painter.drawPath(shape);
        paintInside(painter, theme, kind, box);
        if (group.marks.size() > 1) {
            const QString count = QString::number(group.marks.size());
            const double width = metrics.horizontalAdvance(count) + 4;
            const bool flip = box.right() + width > map.plot.right();
            const QRectF place(flip ? box.left() - width : box.right() + 1, box.top() - 2, width, kSize + 4);
            painter.fillRect(place, theme.color(Token::Panel));
            painter.setFont(font);
            painter.setPen(theme.color(Token::Text2));
            painter.drawText(place, Qt::AlignCenter, count);
        }
    }
    painter.restore();
}

std::vector<const ChartMark*> marksAt(const PlotMap& map, const std::vector<ChartMark>& marks, double x)
{
    std::vector<const ChartMark*> found;
    for (const MarkGroup& group : groupMarks(map, marks)) {
        if (std::abs(group.x - x) <= kApart / 2)
            found.insert(found.end(), group.marks.begin(), group.marks.end());
    }
    for (const ChartMark& mark : marks) {
        if (mark.kind == MarkKind::Weight && std::abs(map.x(mark.at) - x) <= kApart / 2)
            found.push_back(&mark);
    }
    std::ranges::stable_sort(found, {}, [](const ChartMark* mark) { return mark->at; });
    return found;
}

} // namespace fairlead::ui
