#include "ui/course/bar.h"

#include "ui/charts/hatch.h"

#include <QPainter>
#include <QPainterPath>

namespace fairlead::ui {

void paintBar(QPainter& painter, const Theme& theme, const QRectF& box, CellState state, double progress)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(box, 2.0, 2.0);
    const auto fill = [&](Token token) { painter.fillPath(shape, theme.color(token)); };
    Token border = Token::Line;
    switch (state) {
    case CellState::Done:
        fill(Token::AccentFill);
        border = Token::AccentFill;
        break;
    case CellState::Now:
    case CellState::Held: {
        fill(Token::UndecidedTint);
        painter.setClipPath(shape);
        const QRectF done(box.topLeft(), QSizeF(box.width() * progress, box.height()));
        const bool held = state == CellState::Held;
        painter.fillRect(done, theme.color(held ? Token::NoDataMark : Token::AccentFill));
        if (held)
            paintHatch(painter, QRectF(done.topRight(), box.bottomRight()), theme.color(Token::NoDataMark), 6.0, 1.25);
        border = held ? Token::NoDataMark : Token::Accent;
        break;
    }
    case CellState::Failed:
        fill(Token::FailTint);
        painter.setClipPath(shape);
        paintHatch(painter, box, theme.color(Token::FailMark), 8.0, 3.5);
        border = Token::FailMark;
        break;
    case CellState::ToCome:
    case CellState::NotReached: fill(Token::NoDataTint); break;
    }
    painter.setClipping(false);
    painter.setPen(QPen(theme.color(border), 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2.0, 2.0);
    painter.restore();
}

} // namespace fairlead::ui
