#include "models/items/calendar_model.h"
#include "ui/calendar/calendar_words.h"
#include "ui/calendar/week_view.h"
#include "ui/common/formatters.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kBar = 3;
constexpr int kAxisStep = 2; ///< hours between two times on the axis

} // namespace

void WeekView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_theme.color(Token::Panel));
    paintGrid(painter);
    paintHead(painter);
    for (const WeekBlock& block : m_blocks) {
        paintBlock(painter, block);
    }
    paintNow(painter);
}

void WeekView::paintHead(QPainter& painter) const
{
    const QFont caption = m_theme.font(Type::Caption);
    const QString zone = zoneText(axisInstant());
    const QRect corner(metric::kSpace2, 0, axisWidth() - metric::kSpace2, headHeight());
    painter.setFont(caption);
    painter.setPen(m_theme.color(Token::Text3));
    painter.drawText(corner, Qt::AlignLeft | Qt::AlignVCenter, zone.isEmpty() ? QStringLiteral("UTC") : QStringLiteral("UTC\n") + zone);

    const QDate today = m_now ? utcDay(*m_now) : QDate();
    for (int day = 0; day < 7; ++day) {
        const QRectF column = dayColumn(day);
        const QRectF head(column.left(), 0, column.width(), headHeight());
        const QDate date = m_monday.addDays(day);
        const bool isToday = date == today;
        if (isToday) {
            painter.fillRect(head, m_theme.color(Token::Selected));
        }
        const QRectF words = head.adjusted(metric::kSpace2, metric::kSpace1 + 2, -metric::kSpace1, -metric::kSpace1 - 2);
        const QFont font = m_theme.font(Type::Body, isToday);
        painter.setFont(font);
        painter.setPen(m_theme.color(Token::Text));
        const QString shortDay = QLocale(QLocale::English).toString(date, QStringLiteral("ddd d"));
        const QString longDay = isToday ? tr("%1 · today").arg(shortDay) : shortDay;
        const bool fits = QFontMetrics(font).horizontalAdvance(longDay) <= words.width();
        painter.drawText(words, Qt::AlignLeft | Qt::AlignTop, fits ? longDay : shortDay);
        const auto count = std::ranges::count(m_blocks, day, &WeekBlock::day);
        QString below = count == 0 ? QStringLiteral("–") : (count == 1 ? tr("1 window") : tr("%1 windows").arg(count));
        // The axis holds for one offset: a day on the other side of a change of the clock says its own.
        const Instant noon = startOf(date) + std::chrono::hours(12);
        if (localOffset(noon) != localOffset(axisInstant())) {
            below += QStringLiteral(" · ") + (zoneText(noon).isEmpty() ? QStringLiteral("UTC") : zoneText(noon));
        }
        painter.setFont(caption);
        painter.setPen(m_theme.color(Token::Text3));
        painter.drawText(words, Qt::AlignLeft | Qt::AlignBottom, below);
    }
}

void WeekView::paintGrid(QPainter& painter) const
{
    const QColor line = m_theme.color(Token::Line);
    const int left = axisWidth() - metric::kSpace1;
    const QFont small = m_theme.font(Type::Caption);
    const int textHeight = QFontMetrics(small).height();
    const bool two = !zoneText(axisInstant()).isEmpty() && yOf(kAxisStep) - yOf(0) >= 2 * textHeight;
    painter.setFont(small);
    for (int hour = 0; hour <= 24; hour += 1) {
        const int y = qRound(yOf(hour));
        if (hour % kAxisStep == 0) {
            painter.fillRect(QRect(left, std::min(y, height() - 1), width() - left, 1), line);
        }
        if (hour % kAxisStep != 0 || hour == 24) {
            continue;
        }
        if (const double nowY = yOfNow(); nowY >= 0 && y < nowY + textHeight && nowY - textHeight < y + (two ? 2 : 1) * textHeight) {
            continue; // the label of the present stands here
        }
        const Instant at = startOf(utcDay(axisInstant())) + std::chrono::hours(hour);
        const QRect words(metric::kSpace2, y + 1, axisWidth() - metric::kSpace2, textHeight);
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, timeText(at, false));
        if (two) {
            // The axis keeps one offset, that of its own day: 02:00 to 02:00 through a night that changes the clock.
            const Instant local = at + std::chrono::seconds(localOffset(axisInstant()));
            painter.setPen(m_theme.color(Token::Text3));
            painter.drawText(words.translated(0, textHeight - 1), Qt::AlignLeft | Qt::AlignVCenter, timeText(local, false));
        }
    }
    for (int day = 0; day < 7; ++day) {
        painter.fillRect(QRect(qRound(dayColumn(day).left()), 0, 1, height()), line);
    }
    painter.fillRect(QRect(0, headHeight() - 1, width(), 1), line);
}

void WeekView::paintBlock(QPainter& painter, const WeekBlock& block) const
{
    const calendar::Entry& entry = m_entries[static_cast<std::size_t>(block.entry)];
    const items::WindowState state = m_now ? items::windowStateOf(entry, *m_now) : items::WindowState::Ahead;
    const bool selected = entry.id == m_selected;
    const bool over = state == items::WindowState::Over;
    const Token fills[] = {Token::Panel, Token::Selected, Token::NoDataTint};
    const QRectF box = rectOf(block).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath path;
    path.addRoundedRect(box, metric::kRadiusControl, metric::kRadiusControl);
    painter.fillPath(path, m_theme.color(fills[static_cast<int>(state)]));
    painter.save();
    painter.setClipPath(path);
    painter.fillRect(QRectF(box.left(), box.top(), kBar, box.height()), m_theme.color(over ? Token::NoDataMark : Token::AccentFill));
    painter.restore();
    painter.setPen(QPen(m_theme.color(over && !selected ? Token::Control : Token::Accent), selected ? 2 : 1));
    painter.drawPath(path);

    QRectF words = box.adjusted(kBar + (block.lanes > 1 ? metric::kSpace1 : metric::kSpace2), 2, -2, -1);
    const double nowY = m_now && utcDay(*m_now) == m_monday.addDays(block.day) ? yOfNow() : -1.0;
    const QFont bold = m_theme.font(block.lanes > 1 ? Type::Caption : Type::Small, true);
    const QFont plain = m_theme.font(Type::Caption);
    const auto write = [&](const QFont& font, Token token, const QString& text, bool elide) {
        const QFontMetrics metrics(font);
        // A line that does not fit is left out whole; the tool tip and the detail have it.
        const bool wide = elide || metrics.horizontalAdvance(text) <= words.width();
        if (words.top() - 1 < nowY && nowY < words.top() + metrics.height()) {
            words.setTop(nowY + 1); // the line at the present crosses no words
        }
        if (words.height() < metrics.height() - 3 || !wide) {
            return;
        }
        painter.setFont(font);
        painter.setPen(m_theme.color(token));
        painter.drawText(words, Qt::AlignLeft | Qt::AlignTop, metrics.elidedText(text, Qt::ElideRight, static_cast<int>(words.width())));
        words.setTop(words.top() + metrics.height());
    };
    const double lineHeight = QFontMetrics(bold).height();
    if (words.height() < lineHeight) {
        words.adjust(0, -2, 0, 1);
    }
    write(bold, over ? Token::Text2 : Token::Text, shortName(entry), true);
    write(plain, Token::Text2, entry.version, false);
    write(plain, Token::Text2, windowText(entry), false);
    write(plain, Token::Text2, entry.owner, false);
    if (hasFocus() && selected) {
        painter.setPen(QPen(m_theme.color(Token::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), metric::kRadiusCard, metric::kRadiusCard);
    }
}

double WeekView::yOfNow() const
{
    if (!m_now || mondayOf(utcDay(*m_now)) != m_monday) {
        return -1.0;
    }
    return yOf(static_cast<double>((*m_now - startOf(utcDay(*m_now))).count()) / 3'600'000.0);
}

void WeekView::paintNow(QPainter& painter) const
{
    if (yOfNow() < 0) {
        return;
    }
    const QDate today = utcDay(*m_now);
    const int y = qRound(yOfNow());
    const QRectF column = dayColumn(static_cast<int>(m_monday.daysTo(today)));
    painter.fillRect(QRectF(axisWidth() - metric::kSpace1, y, width(), 1), m_theme.color(Token::Control));
    painter.fillRect(QRectF(column.left(), y - 1, column.width(), 2), m_theme.color(Token::Text));
    const QFont small = m_theme.font(Type::Caption, true);
    const QFontMetrics metrics(small);
    const QString words = timeText(*m_now, false);
    const QRectF label(metric::kSpace1, std::clamp(y - metrics.height() / 2.0 - 1, 0.0, height() - metrics.height() - 2.0),
        std::max(axisWidth() - 2.0 * metric::kSpace1, metrics.horizontalAdvance(words) + 4.0), metrics.height() + 2.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Token::Text));
    painter.drawRoundedRect(label, 3, 3);
    painter.setFont(small);
    painter.setPen(m_theme.color(Token::Panel));
    painter.drawText(label, Qt::AlignCenter, words);
}

} // namespace fairlead::ui
