#include "ui/calendar/week_view.h"

#include "ui/calendar/calendar_words.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kLeastHour = 17;
constexpr double kLeastBlock = 14.0; ///< a window of minutes is still found and hit

} // namespace

WeekView::WeekView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_monday(mondayOf(QDate(1970, 1, 1)))
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Week"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize WeekView::minimumSizeHint() const
{
    return {axisWidth() + 7 * 60, headHeight() + 24 * kLeastHour};
}

void WeekView::setEntries(std::vector<calendar::Entry> entries)
{
    m_entries = std::move(entries);
    rebuild();
}

void WeekView::setWeek(QDate monday)
{
    m_monday = monday;
    rebuild();
}

void WeekView::setNow(Instant now)
{
    m_now = now;
    update();
}

void WeekView::setSelected(const QString& id)
{
    m_selected = id;
    rebuild();
}

void WeekView::rebuild()
{
    m_blocks = layoutWeek(m_entries, m_monday);
    QStringList words;
    int last = -1;
    for (const WeekBlock& block : m_blocks) {
        if (block.entry == last) {
            continue;
        }
        last = block.entry;
        const calendar::Entry& entry = m_entries[static_cast<std::size_t>(block.entry)];
        const QString line = tr("%1 %2 UTC %3").arg(dayText(utcDay(entry.window.start())), windowText(entry), titleText(entry));
        words << (entry.id == m_selected ? tr("%1, selected").arg(line) : line);
    }
    setAccessibleDescription(
        weekText(m_monday) + QStringLiteral(": ") + (words.isEmpty() ? tr("no windows") : words.join(QStringLiteral("; "))));
    update();
}

int WeekView::axisWidth() const
{
    const QFontMetrics metrics(m_theme.font(Type::Small));
    return std::max(metrics.horizontalAdvance(QStringLiteral("00:00")), metrics.horizontalAdvance(zoneText(axisInstant())))
        + metric::kSpace4;
}

int WeekView::headHeight() const
{
    return QFontMetrics(m_theme.font(Type::Body)).height() + QFontMetrics(m_theme.font(Type::Caption)).height() + metric::kSpace4;
}

QRectF WeekView::dayColumn(int day) const
{
    const double left = axisWidth();
    const double column = (width() - left) / 7.0;
    return {left + day * column, static_cast<double>(headHeight()), column, static_cast<double>(height() - headHeight())};
}

double WeekView::yOf(double hour) const
{
    return headHeight() + hour / 24.0 * (height() - headHeight());
}

QRectF WeekView::rectOf(const WeekBlock& block) const
{
    const QRectF column = dayColumn(block.day).adjusted(3, 0, -4, 0);
    const double lane = column.width() / block.lanes;
    const double top = yOf(block.from);
    const double tall = std::max(kLeastBlock, yOf(block.to) - top - 1);
    return {column.left() + block.lane * lane, std::min(top, height() - tall), lane - (block.lanes > 1 ? 2 : 0), tall};
}

QRect WeekView::rectOf(const QString& id) const
{
    const auto found
        = std::ranges::find_if(m_blocks, [&](const WeekBlock& block) { return m_entries[static_cast<std::size_t>(block.entry)].id == id; });
    return found == m_blocks.end() ? QRect() : rectOf(*found).toAlignedRect();
}

const WeekBlock* WeekView::blockAt(const QPointF& position) const
{
    const auto found = std::ranges::find_if(m_blocks, [&](const WeekBlock& block) { return rectOf(block).contains(position); });
    return found == m_blocks.end() ? nullptr : &*found;
}

Instant WeekView::axisInstant() const
{
    // Noon, so that a change of the clock in that night is behind.
    const QDate today = m_now ? utcDay(*m_now) : QDate();
    const bool here = today.isValid() && mondayOf(today) == m_monday;
    return startOf(here ? today : m_monday) + std::chrono::hours(12);
}

void WeekView::mousePressEvent(QMouseEvent* event)
{
    if (const WeekBlock* block = blockAt(event->position())) {
        Q_EMIT entryChosen(m_entries[static_cast<std::size_t>(block->entry)].id);
        return;
    }
    QWidget::mousePressEvent(event);
}

void WeekView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up: Q_EMIT stepRequested(-1); break;
    case Qt::Key_Down: Q_EMIT stepRequested(1); break;
    case Qt::Key_Left: Q_EMIT dayRequested(-1); break;
    case Qt::Key_Right: Q_EMIT dayRequested(1); break;
    case Qt::Key_PageUp: Q_EMIT weekRequested(-1); break;
    case Qt::Key_PageDown: Q_EMIT weekRequested(1); break;
    default: QWidget::keyPressEvent(event);
    }
}

bool WeekView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const WeekBlock* block = blockAt(help->pos())) {
            const calendar::Entry& entry = m_entries[static_cast<std::size_t>(block->entry)];
            QToolTip::showText(help->globalPos(), tr("%1\n%2 UTC").arg(titleText(entry), windowText(entry)), this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace fairlead::ui
