#include "ui/history/timeline_view.h"

#include "ui/common/formatters.h"
#include "ui/common/status.h"
#include "ui/history/record_words.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace fairlead::ui {

namespace {

using rollout::Phase;
constexpr int kReach = 7; ///< how near to a ring a click must be
constexpr double kRingStep = 10.0; ///< least distance of two rings

} // namespace

TimelineView::TimelineView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Timeline"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void TimelineView::setTimeline(items::ReleaseTimeline timeline, Instant now)
{
    m_line = std::move(timeline);
    // An axis that begins at a round time reads better, if that costs little.
    constexpr qint64 kRound = 15LL * 60'000;
    const qint64 extra = m_line.from.ms() % kRound;
    if (!m_line.isEmpty() && extra * 20 < (m_line.to - m_line.from).count()) {
        m_line.from = m_line.from - Millis(extra);
    }
    m_now = now;
    m_mark = std::min(m_mark, static_cast<int>(m_line.marks.size()) - 1);
    setAccessibleDescription(sentence());
    update();
}

QSize TimelineView::sizeHint() const
{
    return {600, lane(3).bottom() + metric::kSpace3};
}

QSize TimelineView::minimumSizeHint() const
{
    return {300, sizeHint().height()};
}

double TimelineView::xOfMark(int mark) const
{
    double x = 0.0;
    for (int i = 0; i <= mark; ++i) {
        const double own = xOf(m_line.marks[static_cast<std::size_t>(i)].at);
        x = i == 0 ? own : std::max(own, x + kRingStep);
    }
    return x;
}

int TimelineView::labelWidth() const
{
    const QFontMetrics metrics(m_theme.font(Type::Small));
    return std::max({metrics.horizontalAdvance(tr("Plan")), metrics.horizontalAdvance(tr("Happened")), 90}) + metric::kSpace6;
}

QRect TimelineView::lane(int index) const
{
    const int text = QFontMetrics(m_theme.font(Type::Small)).height();
    const int bar = text + metric::kSpace1;
    const int ring = metric::kSpace4;
    const int tops[] = {0, text + metric::kSpace2, text + bar + metric::kSpace2, text + bar + ring + metric::kSpace2 + 2};
    const int heights[] = {text, bar, ring, bar};
    const int left = labelWidth();
    return {left, tops[index], std::max(0, width() - left - metric::kSpace6), heights[index]};
}

double TimelineView::xOf(Instant at) const
{
    const QRect box = lane(1);
    const auto length = static_cast<double>((m_line.to - m_line.from).count());
    const double part = length > 0 ? static_cast<double>((at - m_line.from).count()) / length : 0.0;
    return box.left() + part * box.width();
}

QString TimelineView::markText(const items::TimelineMark& mark) const
{
    const QString at = utcText(mark.at);
    switch (mark.kind) {
    case items::TimelineMarkKind::Command: return tr("Command sent at %1, row %2").arg(at, countText(mark.row));
    case items::TimelineMarkKind::Verdict: return tr("Verdict at %1: %2, row %3").arg(at, lookOf(mark.outcome).word, countText(mark.row));
    case items::TimelineMarkKind::Promoted: return tr("Promoted by a person at %1, row %2").arg(at, countText(mark.row));
    case items::TimelineMarkKind::Rollback: return tr("Rollback decided at %1, row %2").arg(at, countText(mark.row));
    case items::TimelineMarkKind::Ended: return tr("Ended at %1, row %2").arg(at, countText(mark.row));
    }
    return {};
}

QString TimelineView::endText() const
{
    const rollout::State& state = m_line.state;
    const QString held = m_line.held.count() > 0 ? tr(" (%1 held or paused)").arg(lengthText(m_line.held)) : QString();
    if (state.phase == Phase::RolledBack || state.phase == Phase::RollingBack) {
        const Instant at = state.endedAt.value_or(m_now);
        return state.endedAt ? tr("rolled back, 0 % seen at %1").arg(utcText(at)) : tr("rolling back");
    }
    if (!state.startedAt) {
        return tr("not started");
    }
    const qint64 minutes = std::abs(m_line.behind.count()) / 60'000;
    const QString drift = minutes == 0
        ? tr("on plan")
        : (m_line.behind.count() > 0 ? tr("%1 behind the plan") : tr("%1 ahead of the plan")).arg(lengthText(Millis(minutes * 60'000)));
    return (state.endedAt ? tr("activated, %1") : tr("now, %1")).arg(drift) + held;
}

bool TimelineView::showsEnd() const
{
    if (m_line.isEmpty() || !m_line.state.startedAt || m_line.state.endedAt) {
        return false;
    }
    constexpr double kRoomFrom = 0.55;
    return static_cast<double>((m_now - m_line.from).count()) < kRoomFrom * static_cast<double>((m_line.to - m_line.from).count());
}

QString TimelineView::sentence() const
{
    if (m_line.isEmpty()) {
        return tr("Nothing of this release has happened yet.");
    }
    QStringList parts;
    for (const items::TimelineBar& bar : m_line.happened) {
        const QString what = bar.activation ? tr("activation") : percentText(bar.weight.value());
        parts << tr("%1 from %2 to %3").arg(what, timeText(bar.from), utcText(bar.to));
    }
    parts << endText();
    return parts.join(QStringLiteral("; "));
}

std::optional<int> TimelineView::markAt(const QPoint& position) const
{
    const QRect rings = lane(2);
    for (int i = static_cast<int>(m_line.marks.size()) - 1; i >= 0; --i) {
        const double x = xOfMark(i);
        if (std::abs(position.x() - x) <= kReach && rings.adjusted(0, -2, 0, 2).contains(rings.center().x(), position.y())) {
            return i;
        }
    }
    return std::nullopt;
}

void TimelineView::mousePressEvent(QMouseEvent* event)
{
    if (const auto mark = markAt(event->position().toPoint())) {
        m_mark = *mark;
        update();
        Q_EMIT rowChosen(m_line.marks[static_cast<std::size_t>(m_mark)].row);
        return;
    }
    QWidget::mousePressEvent(event);
}

void TimelineView::keyPressEvent(QKeyEvent* event)
{
    const int count = static_cast<int>(m_line.marks.size());
    if (count == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left: m_mark = m_mark <= 0 ? 0 : m_mark - 1; break;
    case Qt::Key_Right: m_mark = std::min(count - 1, m_mark + 1); break;
    case Qt::Key_Home: m_mark = 0; break;
    case Qt::Key_End: m_mark = count - 1; break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_mark >= 0) {
            Q_EMIT rowChosen(m_line.marks[static_cast<std::size_t>(m_mark)].row);
        }
        return;
    default: QWidget::keyPressEvent(event); return;
    }
    setAccessibleDescription(markText(m_line.marks[static_cast<std::size_t>(m_mark)]));
    update();
}

bool TimelineView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto mark = markAt(help->pos());
        if (mark) {
            QToolTip::showText(help->globalPos(), markText(m_line.marks[static_cast<std::size_t>(*mark)]), this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace fairlead::ui
