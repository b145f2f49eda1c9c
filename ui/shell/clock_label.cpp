#include "ui/shell/clock_label.h"

#include "ui/common/accessible.h"
#include "ui/common/figures.h"
#include "ui/common/formatters.h"

#include <QDateTime>
#include <QPainter>

namespace fairlead::ui {

namespace {

constexpr int kSecond = 1000;
constexpr int kMinute = 60 * kSecond;
constexpr int kGap = 10;

} // namespace

ClockLabel::ClockLabel(const Theme& theme, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_clock(clock)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ClockLabel::tick);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    tick();
    m_timer.stop();
}

void ClockLabel::tick()
{
    const Instant before = m_shown;
    m_shown = m_clock.now();
    // A reader would be interrupted by every second; the minute is enough.
    if (before.ms() / kMinute != m_shown.ms() / kMinute || accessibleName().isEmpty())
        setSpokenText(*this, tr("Time %1").arg(utcText(m_shown, false)));
    update();
    m_timer.start(kSecond - static_cast<int>(m_shown.ms() % kSecond));
}

void ClockLabel::showEvent(QShowEvent*)
{
    tick();
}

void ClockLabel::hideEvent(QHideEvent*)
{
    m_timer.stop();
}

QString ClockLabel::localPart() const
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(m_shown.ms());
    if (local.offsetFromUtc() == 0)
        return {};
    return localText(m_shown) + QLatin1Char(' ') + local.timeZoneAbbreviation();
}

QSize ClockLabel::sizeHint() const
{
    const QFont bold = m_theme.font(Type::Body, true);
    const QFontMetrics metrics(m_theme.font(Type::Body));
    double width = figuresWidth(bold, timeText(m_shown)) + metrics.horizontalAdvance(QStringLiteral(" UTC"));
    if (const QString local = localPart(); !local.isEmpty())
        width += 2 * kGap + metrics.horizontalAdvance(local);
    return {static_cast<int>(width) + 4, metrics.height() + metric::kSpace1};
}

void ClockLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont bold = m_theme.font(Type::Body, true);
    const QFont plain = m_theme.font(Type::Body);
    const QFontMetrics metrics(plain);
    const int baseline = (height() + metrics.ascent() - metrics.descent()) / 2;
    const QString time = timeText(m_shown);
    painter.setPen(m_theme.color(Token::Text));
    drawFigures(painter, bold, QPointF(0, baseline), time);
    double x = figuresWidth(bold, time);
    painter.setPen(m_theme.color(Token::Text2));
    painter.setFont(plain);
    const QString zone = QStringLiteral(" UTC");
    painter.drawText(QPointF(x, baseline), zone);
    const QString local = localPart();
    if (local.isEmpty())
        return;
    x += metrics.horizontalAdvance(zone) + kGap;
    painter.fillRect(QRectF(x, 2, 1, height() - 4), m_theme.color(Token::Line));
    drawFigures(painter, plain, QPointF(x + kGap, baseline), local);
}

} // namespace fairlead::ui
