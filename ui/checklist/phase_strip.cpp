#include "ui/checklist/phase_strip.h"

#include <QHBoxLayout>
#include <QPainter>

namespace fairlead::ui {

namespace {

constexpr int kBarHeight = 6;
constexpr int kBarGap = 6;

} // namespace

PhaseCell::PhaseCell(const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void PhaseCell::setPhase(const QString& title, int settled, int total)
{
    m_title = title;
    m_settled = settled;
    m_total = total;
    setAccessibleName(tr("%1, %2 of %3").arg(title).arg(settled).arg(total));
    setToolTip(title);
    update();
}

void PhaseCell::setCurrent(bool current)
{
    m_current = current;
    update();
}

QSize PhaseCell::sizeHint() const
{
    return {80, qMax(20, QFontMetrics(m_theme.font(Type::Body)).height()) + kBarGap + kBarHeight};
}

void PhaseCell::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect words(0, 0, width(), height() - kBarGap - kBarHeight);
    const QFont small = m_theme.font(Type::Small);
    const QString count = tr("%1 of %2").arg(m_settled).arg(m_total);
    painter.setFont(small);
    painter.setPen(m_theme.color(Token::Text2));
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, count);

    const QFont font = m_theme.font(Type::Body, m_current);
    const int room = width() - QFontMetrics(small).horizontalAdvance(count) - metric::kSpace2;
    painter.setFont(font);
    painter.setPen(m_theme.color(m_current ? Token::Text : Token::Text2));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(m_title, Qt::ElideRight, room));

    const QRectF bar(0, height() - kBarHeight, width(), kBarHeight);
    painter.setPen(m_theme.scheme() == Scheme::HighContrast ? QPen(m_theme.color(Token::Line)) : QPen(Qt::NoPen));
    painter.setBrush(m_theme.color(Token::NoDataTint));
    painter.drawRoundedRect(bar, 1, 1);
    if (m_settled > 0 && m_total > 0) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::AccentFill));
        painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(bar.width() * m_settled / m_total, kBarHeight)), 1, 1);
    }
}

PhaseStrip::PhaseStrip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_row(new QHBoxLayout(this))
{
    setAccessibleName(tr("Phases"));
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(metric::kSpace4);
}

void PhaseStrip::setPhases(const QList<Phase>& phases)
{
    while (m_cells.size() > phases.size()) {
        PhaseCell* cell = m_cells.takeLast();
        cell->hide();
        cell->deleteLater();
    }
    while (m_cells.size() < phases.size()) {
        auto* cell = new PhaseCell(m_theme);
        const int phase = static_cast<int>(m_cells.size());
        connect(cell, &QAbstractButton::clicked, this, [this, phase] { Q_EMIT chosen(phase); });
        m_row->addWidget(cell, 1);
        m_cells.append(cell);
    }
    for (qsizetype i = 0; i < phases.size(); ++i)
        m_cells.at(i)->setPhase(phases.at(i).title, phases.at(i).settled, phases.at(i).total);
}

void PhaseStrip::setCurrent(int phase)
{
    for (qsizetype i = 0; i < m_cells.size(); ++i)
        m_cells.at(i)->setCurrent(i == phase);
}

} // namespace fairlead::ui
