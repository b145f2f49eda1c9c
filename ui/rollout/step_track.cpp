#include "ui/rollout/step_track.h"

#include "ui/common/accessible.h"
#include "ui/common/icons.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr double kBar = 12.0;
constexpr double kGap = 4.0;
constexpr double kLeastWords = 76.0; ///< a cell narrower than this would only have letters
constexpr double kWide = 150.0; ///< of those that matter where not all have room

QString spoken(CellState state)
{
    switch (state) {
    case CellState::Done: return StepTrack::tr("done");
    case CellState::Now: return StepTrack::tr("now");
    case CellState::Held: return StepTrack::tr("held");
    case CellState::Failed: return StepTrack::tr("failed");
    case CellState::ToCome: return StepTrack::tr("to come");
    case CellState::NotReached: return StepTrack::tr("not reached");
    }
    return {};
}

} // namespace

std::vector<double> cellWidths(int count, int current, double width)
{
    if (count < 1)
        return {};
    const double room = std::max(width - kGap * (count - 1), 1.0);
    std::vector<double> widths(std::size_t(count), room / count);
    if (room / count >= kLeastWords)
        return widths;
    const int first = std::max(current - 1, 0);
    const int last = std::min(current + 1, count - 1);
    const int wide = last - first + 1;
    const double each = std::min(kWide, room / 2 / wide);
    for (int i = 0; i < count; ++i)
        widths[std::size_t(i)] = i >= first && i <= last ? each : (room - each * wide) / (count - wide);
    return widths;
}

StepTrack::StepTrack(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void StepTrack::setCells(std::vector<TrackCell> cells)
{
    if (cells == m_cells)
        return;
    m_cells = std::move(cells);
    QStringList words;
    for (const TrackCell& cell : m_cells)
        words += QStringLiteral("%1 %2 %3").arg(cell.title, spoken(cell.state), cell.below).trimmed();
    setSpokenText(*this, tr("Steps: %1").arg(words.join(QStringLiteral("; "))));
    update();
}

QSize StepTrack::sizeHint() const
{
    const double above = QFontMetricsF(m_theme.font(Type::Section)).height();
    const double below = QFontMetricsF(m_theme.font(Type::Small)).height();
    return {600, int(above + kBar + below + 2 * kGap)};
}

QSize StepTrack::minimumSizeHint() const
{
    return {320, sizeHint().height()};
}

void StepTrack::paintCell(QPainter& painter, const TrackCell& cell, double left, double width) const
{
    const QFont section = m_theme.font(Type::Section);
    const QFont small = m_theme.font(Type::Small);
    const QFontMetricsF sectionMetrics(section);
    const QFontMetricsF smallMetrics(small);
    const bool coming = cell.state == CellState::ToCome || cell.state == CellState::NotReached;
    const bool failed = cell.state == CellState::Failed;
    const double baseline = sectionMetrics.ascent();

    const double top = sectionMetrics.height() + kGap / 2;
    paintBar(painter, m_theme, QRectF(left, top, width, kBar), cell.state, cell.progress);
    if (width < kLeastWords)
        return;
    double x = left;
    if (cell.state == CellState::Done || failed) {
        const QRect icon(int(x), int(baseline - sectionMetrics.capHeight() / 2 - metric::kIcon / 2.0), metric::kIcon, metric::kIcon);
        paintIcon(painter, m_theme, failed ? QStringLiteral("octagon-x") : QStringLiteral("check"), icon,
            failed ? Token::FailText : Token::Accent);
        x += metric::kIcon + metric::kSpace1 + 2;
    }
    painter.setFont(section);
    painter.setPen(m_theme.color(failed ? Token::FailText : coming ? Token::Text3 : Token::Text));
    const QString title = sectionMetrics.elidedText(cell.title, Qt::ElideRight, left + width - x);
    painter.drawText(QPointF(x, baseline), title);
    x += sectionMetrics.horizontalAdvance(title) + metric::kSpace2;
    painter.setFont(small);
    painter.setPen(m_theme.color(failed ? Token::FailText : coming ? Token::Text3 : Token::Text2));
    painter.drawText(QPointF(x, baseline), smallMetrics.elidedText(cell.note, Qt::ElideRight, left + width - x));

    const bool now = cell.state == CellState::Now || cell.state == CellState::Held;
    painter.setPen(m_theme.color(failed ? Token::FailText : now ? Token::Text : Token::Text3));
    painter.drawText(QPointF(left, top + kBar + kGap + smallMetrics.ascent()), smallMetrics.elidedText(cell.below, Qt::ElideRight, width));
}

int StepTrack::current() const
{
    const auto at = std::ranges::find_if(
        m_cells, [](const TrackCell& cell) { return cell.state != CellState::Done && cell.state != CellState::NotReached; });
    return at == m_cells.end() ? int(m_cells.size()) - 1 : int(at - m_cells.begin());
}

void StepTrack::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const std::vector<double> widths = cellWidths(int(m_cells.size()), current(), width());
    double left = 0.0;
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        paintCell(painter, m_cells[i], left, widths[i]);
        left += widths[i] + kGap;
    }
}

bool StepTrack::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const std::vector<double> widths = cellWidths(int(m_cells.size()), current(), width());
    double left = 0.0;
    QString words;
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        if (help->pos().x() >= left && help->pos().x() < left + widths[i])
            words = QStringLiteral("%1: %2 %3").arg(m_cells[i].title, spoken(m_cells[i].state), m_cells[i].below).trimmed();
        left += widths[i] + kGap;
    }
    QToolTip::showText(help->globalPos(), words, this);
    return true;
}

} // namespace fairlead::ui
