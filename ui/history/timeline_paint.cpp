#include "ui/common/formatters.h"
#include "ui/common/status.h"
#include "ui/history/timeline_view.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace fairlead::ui {

namespace {

constexpr int kTickSpace = 110; ///< least distance of two times on the axis
constexpr int kRing = 4; ///< radius

/// The smallest round step that leaves room for the words.
Millis tickStep(Millis range, int width)
{
    using std::chrono::hours;
    using std::chrono::minutes;
    using std::chrono::seconds;
    const std::array<Millis, 16> steps{seconds(1), seconds(5), seconds(15), seconds(30), minutes(1), minutes(5), minutes(15), minutes(30),
        hours(1), hours(2), hours(4), hours(8), hours(24), hours(48), hours(24 * 7), hours(24 * 30)};
    const auto ticks = std::max(1, width / kTickSpace);
    const auto* fits = std::ranges::find_if(steps, [&](Millis step) { return range / step <= ticks; });
    return fits == steps.end() ? steps.back() : *fits;
}

Token ringToken(const items::TimelineMark& mark)
{
    switch (mark.kind) {
    case items::TimelineMarkKind::Command:
    case items::TimelineMarkKind::Promoted: return Token::UndecidedMark;
    case items::TimelineMarkKind::Verdict: return markToken(lookOf(mark.outcome).status);
    case items::TimelineMarkKind::Rollback: return Token::FailMark;
    case items::TimelineMarkKind::Ended: return Token::NoDataMark;
    }
    return Token::NoDataMark;
}

void drawBarText(QPainter& painter, const QRectF& box, const QString& text)
{
    const QRectF inner = box.adjusted(metric::kSpace2, 0, -metric::kSpace1, 0);
    // A weight that does not fit is left to the axis and the sentence: half a number would be a lie.
    if (painter.fontMetrics().horizontalAdvance(text) <= inner.width()) {
        painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

} // namespace

void TimelineView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(Type::Small));
    painter.setPen(m_theme.color(Token::Text2));
    if (m_line.isEmpty()) {
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignTop, sentence());
        return;
    }
    for (const auto& [index, words] : {std::pair(1, tr("Plan")), std::pair(3, tr("Happened"))}) {
        const QRect box = lane(index);
        painter.drawText(QRect(0, box.top(), labelWidth(), box.height()), Qt::AlignLeft | Qt::AlignVCenter, words);
    }
    paintAxis(painter);
    paintPlan(painter);
    paintHappened(painter);
    paintEnd(painter);
    paintMarks(painter);
}

void TimelineView::paintAxis(QPainter& painter) const
{
    const QRect axis = lane(0);
    const Millis range = m_line.to - m_line.from;
    const Millis step = tickStep(range, axis.width());
    const bool seconds = step < std::chrono::minutes(1);
    const bool days = step >= std::chrono::hours(24);
    const qint64 first = (m_line.from.ms() + step.count() - 1) / step.count() * step.count();
    for (qint64 ms = first; ms <= m_line.to.ms(); ms += step.count()) {
        const Instant at = Instant::fromMs(ms);
        const int x = qRound(xOf(at));
        painter.fillRect(
            QRect(x, axis.bottom() + 4, 1, lane(3).bottom() + metric::kSpace2 - axis.bottom() - 4), m_theme.color(Token::Line));
        painter.setPen(m_theme.color(Token::Text3));
        const QString words = days ? dateText(at).section(QLatin1Char(' '), 0, 1) : timeText(at, seconds);
        painter.drawText(QRect(x - kTickSpace / 2, axis.top(), kTickSpace, axis.height()), Qt::AlignCenter, words);
    }
}

void TimelineView::paintPlan(QPainter& painter) const
{
    const QRect box = lane(1);
    for (const items::TimelineBar& bar : m_line.plan) {
        if (bar.activation) {
            continue;
        }
        const QRectF cell(xOf(bar.from) + 1, box.top() + 0.5, std::max(2.0, xOf(bar.to) - xOf(bar.from) - 2), box.height() - 1);
        painter.setPen(m_theme.color(Token::Control));
        painter.setBrush(m_theme.color(Token::Raised));
        painter.drawRoundedRect(cell, 2, 2);
        painter.setPen(m_theme.color(Token::Text2));
        drawBarText(painter, cell, percentText(bar.weight.value()));
    }
}

void TimelineView::paintHappened(QPainter& painter) const
{
    const QRect box = lane(3);
    for (const items::TimelineBar& bar : m_line.happened) {
        if (bar.activation) {
            continue;
        }
        const QRectF cell(xOf(bar.from) + 1, box.top(), std::max(2.0, xOf(bar.to) - xOf(bar.from) - 1), box.height());
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::AccentFill));
        painter.drawRoundedRect(cell, 2, 2);
        painter.setPen(m_theme.color(Token::OnAccent));
        drawBarText(painter, cell, percentText(bar.weight.value()));
    }
    for (const items::TimelineMark& mark : m_line.marks) {
        if (mark.kind == items::TimelineMarkKind::Rollback) {
            // Until 0 % was seen, the way back is not proven: tint and border, no fill.
            const double end = xOf(m_line.state.endedAt.value_or(m_now));
            const QRectF cell(xOf(mark.at) + 1, box.top() + 0.5, std::max(3.0, end - xOf(mark.at) - 2), box.height() - 1);
            painter.setPen(m_theme.color(Token::FailMark));
            painter.setBrush(m_theme.color(Token::FailTint));
            painter.drawRoundedRect(cell, 2, 2);
        }
    }
    for (const items::TimelineGap& gap : m_line.gaps) {
        const QRectF cell(xOf(gap.from), box.top(), std::max(3.0, xOf(gap.to) - xOf(gap.from)), box.height());
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::NoDataTint));
        painter.drawRect(cell);
        painter.setBrush(QBrush(m_theme.color(Token::NoDataMark), Qt::BDiagPattern));
        painter.drawRect(cell);
    }
}

void TimelineView::paintMarks(QPainter& painter) const
{
    const QRect box = lane(2);
    for (std::size_t i = 0; i < m_line.marks.size(); ++i) {
        const items::TimelineMark& mark = m_line.marks[i];
        const QPointF centre(xOfMark(static_cast<int>(i)), box.center().y() + 0.5);
        painter.setPen(QPen(m_theme.color(ringToken(mark)), 2));
        // What changed the course is filled, so that it is found without its colour.
        const bool filled = mark.kind == items::TimelineMarkKind::Rollback
            || (mark.kind == items::TimelineMarkKind::Verdict && mark.outcome == gate::Outcome::Fail);
        painter.setBrush(m_theme.color(filled ? Token::FailMark : Token::Panel));
        painter.drawEllipse(centre, kRing, kRing);
        if (hasFocus() && static_cast<int>(i) == m_mark) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(m_theme.color(Token::Accent), 2));
            painter.drawEllipse(centre, kRing + 4, kRing + 4);
        }
    }
}

void TimelineView::paintEnd(QPainter& painter) const
{
    const QRect box = lane(3);
    const Instant at = m_line.state.endedAt.value_or(m_now);
    const bool inside = m_line.from <= at && at <= m_line.to;
    const double x = inside ? xOf(at) : xOf(at < m_line.from ? m_line.from : m_line.to);
    if (inside) {
        painter.fillRect(QRectF(x - 1, lane(1).top() - 6, 2, box.bottom() - lane(1).top() + 12), m_theme.color(Token::Text));
    }
    if (!showsEnd()) {
        return; // the card's header says it
    }
    const QString words = endText();
    const QRectF behind(x + metric::kSpace2, box.top(), painter.fontMetrics().horizontalAdvance(words) + 2.0, box.height());
    painter.fillRect(behind, m_theme.color(Token::Panel));
    painter.setPen(m_theme.color(Token::Text2));
    painter.drawText(behind, Qt::AlignLeft | Qt::AlignVCenter, words);
}

} // namespace fairlead::ui
