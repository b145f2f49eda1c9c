#include "models/reports/pdf/marks.h"

#include <QPainterPath>

namespace fairlead::reports::pdf {

namespace {

void stroke(
    Canvas& canvas, std::initializer_list<QPointF> points, double x, double top, double size, const QColor& color, bool closed = false)
{
    QPainterPath path;
    for (const QPointF& point : points) { // in a square of 24 units, as icons are drawn
        const QPointF at(x + point.x() / 24.0 * size, top + point.y() / 24.0 * size);
        if (path.elementCount() == 0) {
            path.moveTo(at);
        } else {
            path.lineTo(at);
        }
    }
    if (closed) {
        path.closeSubpath();
    }
    canvas.painter().setPen(QPen(color, size * 0.105, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    canvas.painter().setBrush(Qt::NoBrush);
    canvas.painter().drawPath(path);
}

void ring(Canvas& canvas, double x, double top, double size, const QColor& color)
{
    canvas.painter().setPen(QPen(color, size * 0.085));
    canvas.painter().setBrush(Qt::NoBrush);
    canvas.painter().drawEllipse(QRectF(x + size * 0.06, top + size * 0.06, size * 0.88, size * 0.88));
}

} // namespace

void drawMark(Canvas& canvas, Mark mark, double x, double top, double size, const QColor& color)
{
    const auto draw
        = [&](std::initializer_list<QPointF> points, bool closed = false) { stroke(canvas, points, x, top, size, color, closed); };
    switch (mark) {
    case Mark::Check: draw({{4, 12.5}, {9.5, 18}, {20, 6.5}}); break;
    case Mark::Cross:
        draw({{5, 5}, {19, 19}});
        draw({{19, 5}, {5, 19}});
        break;
    case Mark::Triangle:
        draw({{12, 3}, {22, 20}, {2, 20}}, true);
        draw({{12, 9.5}, {12, 13.5}});
        break;
    case Mark::Hourglass: draw({{6, 3}, {18, 3}, {6, 21}, {18, 21}}, true); break;
    case Mark::NoData:
        ring(canvas, x, top, size, color);
        draw({{6, 6}, {18, 18}});
        break;
    case Mark::Pause:
        draw({{8, 5}, {8, 19}});
        draw({{16, 5}, {16, 19}});
        break;
    case Mark::Dot: draw({{6, 12}, {18, 12}}); break;
    }
}

void drawRingMark(Canvas& canvas, Mark mark, double x, double top, double size, const QColor& color)
{
    if (mark == Mark::NoData || mark == Mark::Triangle) {
        drawMark(canvas, mark, x, top, size, color);
        return;
    }
    ring(canvas, x, top, size, color);
    drawMark(canvas, mark, x + size * 0.25, top + size * 0.25, size * 0.5, color);
}

void drawLogo(Canvas& canvas, double x, double top, double size)
{
    QPainter& painter = canvas.painter();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink::kCanary, size * 0.12));
    painter.drawEllipse(QRectF(x + size * 0.18, top + size * 0.18, size * 0.64, size * 0.64));
    QPainterPath rope(QPointF(x, top + size * 0.66));
    rope.cubicTo(
        QPointF(x + size * 0.45, top + size * 0.95), QPointF(x + size * 0.45, top + size * 0.15), QPointF(x + size, top + size * 0.34));
    painter.setPen(QPen(ink::kText, size * 0.12, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(rope);
}

StatusLook lookOf(gate::Outcome outcome)
{
    switch (outcome) {
    case gate::Outcome::Pass: return {Mark::Check, ink::kPass, QStringLiteral("passed")};
    case gate::Outcome::Marginal: return {Mark::Triangle, ink::kMarginal, QStringLiteral("marginal")};
    case gate::Outcome::Fail: return {Mark::Cross, ink::kFail, QStringLiteral("failed")};
    case gate::Outcome::NoData: return {Mark::NoData, ink::kNoData, QStringLiteral("no data")};
    case gate::Outcome::Undecided: return {Mark::Hourglass, ink::kUndecided, QStringLiteral("undecided")};
    }
    Q_UNREACHABLE();
}

StatusLook lookOf(rollout::CommandOutcome outcome)
{
    using rollout::CommandOutcome;
    switch (outcome) {
    case CommandOutcome::Pending: return {Mark::Hourglass, ink::kUndecided, QStringLiteral("pending")};
    case CommandOutcome::Accepted: return {Mark::Check, ink::kPass, QStringLiteral("accepted")};
    case CommandOutcome::Refused: return {Mark::Cross, ink::kFail, QStringLiteral("refused")};
    case CommandOutcome::NotSent: return {Mark::NoData, ink::kNoData, QStringLiteral("not sent")};
    case CommandOutcome::Unknown: return {Mark::Triangle, ink::kMarginal, QStringLiteral("unknown")};
    }
    Q_UNREACHABLE();
}

StatusLook lookOf(rollout::CommandEffect effect)
{
    switch (effect) {
    case rollout::CommandEffect::Awaited: return {Mark::Hourglass, ink::kUndecided, QStringLiteral("not seen yet")};
    case rollout::CommandEffect::Effective: return {Mark::Check, ink::kPass, QStringLiteral("seen")};
    case rollout::CommandEffect::NotEffective: return {Mark::Triangle, ink::kMarginal, QStringLiteral("not effective")};
    }
    Q_UNREACHABLE();
}

StatusLook lookOf(checklist::State state)
{
    using checklist::State;
    switch (state) {
    case State::Open: return {Mark::Dot, ink::kText2, QStringLiteral("open")};
    case State::Done: return {Mark::Check, ink::kPass, QStringLiteral("done")};
    case State::NotApplicable: return {Mark::NoData, ink::kNoData, QStringLiteral("not applicable")};
    case State::Failed: return {Mark::Cross, ink::kFail, QStringLiteral("failed")};
    case State::Waived: return {Mark::Triangle, ink::kMarginal, QStringLiteral("waived")};
    }
    Q_UNREACHABLE();
}

StatusLook lookOfResult(const QString& code)
{
    using rollout::Phase;
    if (code == toString(Phase::Activated)) {
        return {Mark::Check, ink::kPass, {}};
    }
    if (code == toString(Phase::RolledBack) || code == toString(Phase::RollingBack)) {
        return {Mark::Cross, ink::kFail, {}};
    }
    if (code == toString(Phase::Held) || code == toString(Phase::Paused)) {
        return {Mark::Pause, ink::kNoData, {}};
    }
    return {code == toString(Phase::ToStart) ? Mark::Dot : Mark::Hourglass, ink::kUndecided, {}};
}

} // namespace fairlead::reports::pdf
