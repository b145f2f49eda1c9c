#include "ui/course/phase_calendar.h"

#include "ui/charts/hatch.h"
#include "ui/common/accessible.h"
#include "ui/common/formatters.h"
#include "ui/common/icons.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kWidestLabel = 150;
constexpr double kBarInset = 3.0;
constexpr double kNarrowestBar = 3.0; ///< what takes no time is seen all the same
constexpr int kMostClosed = 400;
constexpr double kSeenClosed = 3.0; ///< pixels below which closed hours would only be noise

bool hasUnits(const CourseScene& scene)
{
    const auto& steps = scene.snapshot.state.release.plan.steps;
    return std::ranges::any_of(steps, [](const rollout::Step& step) { return step.kind == rollout::StepKind::Unit; });
}

} // namespace

PhaseCalendar::PhaseCalendar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    measure();
    connect(&theme, &Theme::changed, this, [this] {
        layOut();
        updateGeometry();
    });
}

void PhaseCalendar::showScene(const CourseScene& scene)
{
    const std::size_t rows = m_units.size();
    m_scene = scene;
    m_phases = phaseLines(scene);
    m_units = hasUnits(scene) ? partLines(scene) : std::vector<CourseLine>();
    layOut();
    say();
    if (rows != m_units.size())
        updateGeometry();
}

void PhaseCalendar::layOut()
{
    measure();
    const rollout::Stretch whole = m_scene.course.whole();
    const rollout::Plan& plan = m_scene.snapshot.state.release.plan;
    m_axis = CourseAxis(whole, m_scene.course.startedAt, plan.zone, grid().width());
    m_closed.clear();
    const auto hour = std::chrono::hours(1);
    if (grid().width() * m_axis.at(m_axis.begin() + hour) >= kSeenClosed)
        m_closed = rollout::closedHours(plan, m_axis.begin(), m_axis.end(), kMostClosed);
    update();
}

void PhaseCalendar::say()
{
    QStringList words;
    for (const std::vector<CourseLine>* lines : {&m_phases, &m_units}) {
        for (const CourseLine& line : *lines)
            words += QStringLiteral("%1 %2 %3").arg(line.name, line.look.word, line.since).trimmed();
    }
    setSpokenText(*this, tr("Phases: %1").arg(words.join(QStringLiteral("; "))));
}

void PhaseCalendar::measure()
{
    const QFontMetrics small(m_theme.font(Type::Small));
    const int caption = QFontMetrics(m_theme.font(Type::Caption)).height();
    int widest = small.horizontalAdvance(tr("Happened"));
    for (const CourseLine& unit : m_units)
        widest = std::max(widest, small.horizontalAdvance(unit.name));
    m_labels = std::min(widest + metric::kSpace3 + metric::kSpace2, kWidestLabel);
    m_head = QFontMetrics(m_theme.font(Type::Small, true)).height() + caption + metric::kSpace2;
    m_row = caption + metric::kSpace2;
}

QRectF PhaseCalendar::grid() const
{
    return QRectF(m_labels, m_head, std::max(width() - m_labels - metric::kSpace2, 1), std::max(height() - m_head, 1));
}

double PhaseCalendar::xOf(Instant at) const
{
    return grid().left() + grid().width() * std::clamp(m_axis.at(at), 0.0, 1.0);
}

QRectF PhaseCalendar::rowBox(int row) const
{
    const int apart = row > 1 ? metric::kSpace2 : 0;
    return QRectF(grid().left(), m_head + row * m_row + apart, grid().width(), m_row);
}

QRectF PhaseCalendar::barIn(int row, Instant begin, Instant end) const
{
    const QRectF box = rowBox(row).adjusted(0, kBarInset, 0, -kBarInset);
    const double left = xOf(begin);
    const double right = std::max(xOf(end), left + kNarrowestBar);
    return {left, box.top(), right - left, box.height()};
}

Instant PhaseCalendar::endOf(const rollout::Stretch& stretch) const
{
    return stretch.end.value_or(m_axis.end());
}

QSize PhaseCalendar::sizeHint() const
{
    const int units = m_units.empty() ? 0 : int(m_units.size()) * m_row + metric::kSpace2;
    return {640, m_head + 2 * m_row + units + metric::kSpace2};
}

QSize PhaseCalendar::minimumSizeHint() const
{
    return {320, sizeHint().height()};
}

void PhaseCalendar::write(QPainter& painter, const QRectF& box, const QString& text, Token token) const
{
    const QFont font = m_theme.font(Type::Caption);
    const QFontMetricsF metrics(font);
    const QRectF words = box.adjusted(metric::kSpace1 + 1, 0, -metric::kSpace1, 0);
    const QString fits = metrics.elidedText(text, Qt::ElideRight, words.width());
    if (fits.size() < 3 && fits != text)
        return; // a lone letter says nothing
    painter.setFont(font);
    painter.setPen(m_theme.color(token));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, fits);
}

void PhaseCalendar::paintColumns(QPainter& painter) const
{
    const QRectF area = grid();
    const auto& columns = m_axis.columns();
    const int today = m_axis.isDays() ? m_axis.columnOf(m_scene.snapshot.at) : -1;
    for (int i = 0; i < int(columns.size()); ++i) {
        const double left = xOf(columns[std::size_t(i)].begin);
        const double right = i + 1 < int(columns.size()) ? xOf(columns[std::size_t(i) + 1].begin) : area.right();
        if (i == today)
            painter.fillRect(QRectF(left, 0, right - left, height()), m_theme.color(Token::Selected));
        else if (columns[std::size_t(i)].rest)
            painter.fillRect(QRectF(left, area.top(), right - left, area.height()), m_theme.color(Token::Raised));
        if (!columns[std::size_t(i)].top.isEmpty())
            painter.fillRect(QRectF(left, area.top(), 1, area.height()), m_theme.color(Token::Line));
    }
    for (const rollout::Stretch& closed : m_closed) {
        const double left = xOf(closed.begin);
        painter.fillRect(QRectF(left, area.top(), xOf(endOf(closed)) - left, area.height()), m_theme.color(Token::NoDataTint));
    }
    for (const calendar::Freeze& freeze : m_scene.freezes) {
        const QRectF box(xOf(freeze.span.start()), area.top(), xOf(freeze.span.end()) - xOf(freeze.span.start()), area.height());
        if (box.width() >= 1)
            paintHatch(painter, box, m_theme.color(Token::MarginalMark), 6.0, 1.0);
    }
}

void PhaseCalendar::paintHead(QPainter& painter) const
{
    const QFont bold = m_theme.font(Type::Small, true);
    const QFont small = m_theme.font(Type::Caption);
    const QFontMetricsF boldMetrics(bold);
    const QFontMetricsF smallMetrics(small);
    const auto& columns = m_axis.columns();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const double left = xOf(columns[i].begin);
        const double right = i + 1 < columns.size() ? xOf(columns[i + 1].begin) : grid().right();
        // Days stand in the middle of their column, times at its begin.
        const double shift = m_axis.isDays() ? (right - left) / 2 : 0.0;
        const auto draw = [&](const QFont& font, const QFontMetricsF& metrics, const QString& text, double baseline) {
            const double wide = metrics.horizontalAdvance(text);
            const double x = std::clamp(left + shift - (m_axis.isDays() ? wide / 2 : 0.0), 0.0, width() - wide);
            painter.setFont(font);
            painter.drawText(QPointF(x, baseline), text);
        };
        painter.setPen(m_theme.color(Token::Text));
        draw(bold, boldMetrics, columns[i].top, 2 + boldMetrics.ascent());
        painter.setPen(m_theme.color(Token::Text2));
        draw(small, smallMetrics, columns[i].below, 2 + boldMetrics.height() + smallMetrics.ascent());
    }
}

void PhaseCalendar::paintLabels(QPainter& painter) const
{
    const QFont font = m_theme.font(Type::Small);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    const auto label = [&](int row, const QString& text, Token token) {
        const QRectF box(metric::kSpace3, rowBox(row).top(), grid().left() - metric::kSpace3 - metric::kSpace1, m_row);
        painter.setPen(m_theme.color(token));
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideRight, box.width()));
    };
    label(0, tr("Plan"), Token::Text2);
    label(1, m_scene.snapshot.state.startedAt ? tr("Happened") : tr("Expected"), Token::Text2);
    for (std::size_t i = 0; i < m_units.size(); ++i)
        label(int(i) + 2, m_units[i].name, Token::Text);
    if (!m_units.empty())
        painter.fillRect(QRectF(0, rowBox(2).top() - metric::kSpace1, width(), 1), m_theme.color(Token::Line));
}

void PhaseCalendar::paintPlanned(QPainter& painter, const CourseLine& line) const
{
    if (!line.leg.planned)
        return;
    const QRectF box = barIn(0, line.leg.planned->begin, endOf(*line.leg.planned));
    painter.setPen(QPen(m_theme.color(Token::Control), 1.0));
    painter.setBrush(m_theme.color(Token::Raised));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2.0, 2.0);
    write(painter, box, line.name, Token::Text2);
}

void PhaseCalendar::paintHappened(QPainter& painter, int row, const CourseLine& line, bool named) const
{
    if (line.leg.expected) {
        const QRectF box = barIn(row, line.leg.expected->begin, endOf(*line.leg.expected));
        const bool held = line.state == CellState::Held;
        if (held)
            paintHatch(painter, box, m_theme.color(Token::NoDataMark), 6.0, 1.25);
        painter.setPen(QPen(m_theme.color(held ? Token::NoDataMark : Token::Control), 1.0, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2.0, 2.0);
        if (named && !line.leg.happened)
            write(painter, box, line.name, Token::Text3);
    }
    if (!line.leg.happened)
        return;
    const QRectF box = barIn(row, line.leg.happened->begin, line.leg.happened->end.value_or(m_scene.snapshot.at));
    const bool failed = line.state == CellState::Failed;
    paintBar(painter, m_theme, box, line.state == CellState::Now || line.state == CellState::Held ? CellState::Done : line.state, 1.0);
    if (named)
        write(painter, box, line.name, failed ? Token::FailText : Token::OnAccent);
    else if (line.state == CellState::Done && box.width() >= metric::kIconSmall + 4)
        paintIcon(painter, m_theme, QStringLiteral("check"),
            QRect(int(box.left()) + 3, int(box.center().y()) - metric::kIconSmall / 2 + 1, metric::kIconSmall, metric::kIconSmall),
            Token::OnAccent);
}

void PhaseCalendar::paintNow(QPainter& painter) const
{
    const double place = m_axis.at(m_scene.snapshot.at);
    if (place >= 0.0 && place <= 1.0)
        painter.fillRect(QRectF(xOf(m_scene.snapshot.at) - 1, grid().top(), 2, grid().height()), m_theme.color(Token::Text));
}

void PhaseCalendar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintColumns(painter);
    paintHead(painter);
    paintLabels(painter);
    for (const CourseLine& phase : m_phases) {
        paintPlanned(painter, phase);
        paintHappened(painter, 1, phase, true);
    }
    for (std::size_t i = 0; i < m_units.size(); ++i)
        paintHappened(painter, int(i) + 2, m_units[i], false);
    paintNow(painter);
}

void PhaseCalendar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

QString PhaseCalendar::textAt(const QPointF& position) const
{
    const auto in = [&](const std::optional<rollout::Stretch>& stretch, int row, std::optional<Instant> end) {
        return stretch && barIn(row, stretch->begin, end.value_or(endOf(*stretch))).contains(position);
    };
    const auto about
        = [](const CourseLine& line) { return QStringLiteral("%1: %2 %3").arg(line.name, line.look.word, line.since).trimmed(); };
    for (const CourseLine& phase : m_phases) {
        if (in(phase.leg.planned, 0, {}))
            return tr("%1, planned for %2 UTC").arg(phase.name, phase.planned);
    }
    for (std::size_t i = 0; i <= m_units.size(); ++i) {
        const int row = int(i) + 1;
        const std::vector<CourseLine> lines = i == 0 ? m_phases : std::vector<CourseLine>{m_units[i - 1]};
        for (const CourseLine& line : lines) {
            const auto now = line.leg.happened ? std::optional(line.leg.happened->end.value_or(m_scene.snapshot.at)) : std::nullopt;
            if (in(line.leg.happened, row, now) || in(line.leg.expected, row, {}))
                return about(line);
        }
    }
    for (const calendar::Freeze& freeze : m_scene.freezes) {
        const double x = position.x();
        if (x >= xOf(freeze.span.start()) && x < xOf(freeze.span.end()) && position.y() >= grid().top())
            return tr("Frozen: %1 until %2 UTC").arg(freeze.name, momentText(freeze.span.end(), m_scene.snapshot.at));
    }
    return {};
}

bool PhaseCalendar::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), textAt(help->pos()), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace fairlead::ui
