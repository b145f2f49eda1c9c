#include "ui/rollout/shift_plot.h"

#include "ui/common/accessible.h"
#include "ui/rollout/judge_words.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace fairlead::ui {

namespace {

constexpr double kReach = 4.0; ///< times the widest thing that must be seen: no axis is longer for one wide interval
constexpr double kAir = 0.06; ///< of the axis, beyond its outermost value
constexpr double kBandHeight = 10.0;
constexpr double kPoint = 4.5; ///< radius of an estimate
constexpr double kArrow = 7.0;
constexpr float kBandTint = 0.22F;
constexpr float kForbiddenTint = 0.07F;
constexpr int kLeastRow = 28;
constexpr double kNamesShare = 0.32; ///< of the width; longer names go above their bars

double crisp(double at)
{
    return std::floor(at) + 0.5;
}

bool harmsAbove(jury::Harm harm)
{
    return harm != jury::Harm::Decrease;
}

bool harmsBelow(jury::Harm harm)
{
    return harm != jury::Harm::Increase;
}

/// The farther finite end of @p shift from zero.
double reachOf(const jury::Shift& shift)
{
    if (!std::isfinite(shift.low) || !std::isfinite(shift.high))
        return std::numeric_limits<double>::infinity();
    return std::max(std::abs(shift.low), std::abs(shift.high));
}

} // namespace

ValueScale shiftScaleOf(const ShiftPicture& picture)
{
    double lo = 0.0;
    double hi = 0.0;
    const auto hold = [&](double value) {
        if (std::isfinite(value)) {
            lo = std::min(lo, value);
            hi = std::max(hi, value);
        }
    };
    if (picture.margin && harmsAbove(picture.harm))
        hold(*picture.margin);
    if (picture.margin && harmsBelow(picture.harm))
        hold(-*picture.margin);
    const ShiftBar* narrowest = nullptr;
    for (const ShiftBar& bar : picture.bars) {
        hold(bar.shift.estimate);
        if (narrowest == nullptr || reachOf(bar.shift) < reachOf(narrowest->shift))
            narrowest = &bar;
    }
    if (narrowest != nullptr) {
        hold(narrowest->shift.low);
        hold(narrowest->shift.high);
    }
    const double most = kReach * std::max(-lo, hi);
    for (const ShiftBar& bar : picture.bars) {
        for (const double end : {bar.shift.low, bar.shift.high}) {
            if (std::isfinite(end))
                hold(most > 0.0 ? std::clamp(end, -most, most) : end);
        }
    }
    if (lo == hi)
        return niceScale(-1.0, 1.0);
    const double air = kAir * (hi - lo);
    return niceScale(lo - air, hi + air);
}

ShiftPlot::ShiftPlot(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void ShiftPlot::setPicture(const ShiftPicture& picture)
{
    if (picture == m_picture)
        return;
    const bool resized = picture.bars.size() != m_picture.bars.size() || picture.bars.empty();
    m_picture = picture;
    m_scale = shiftScaleOf(picture);
    QStringList words;
    words.reserve(qsizetype(picture.bars.size()) + 1);
    for (const ShiftBar& bar : picture.bars) {
        words += tr("%1: %2, %3 interval %4 to %5")
                     .arg(bar.name, shiftText(bar.shift.estimate, picture.unit), levelText(bar.shift.level),
                         shiftText(bar.shift.low, picture.unit), shiftText(bar.shift.high, picture.unit));
    }
    if (picture.bars.empty())
        words += picture.empty;
    else if (picture.margin)
        words += marginText();
    setSpokenText(*this, tr("Canary less baseline. %1.").arg(words.join(QStringLiteral("; "))));
    if (resized)
        updateGeometry();
    update();
}

QString ShiftPlot::nameText(const ShiftBar& bar) const
{
    return QStringLiteral("%1 %2").arg(bar.name, levelText(bar.shift.level));
}

QString ShiftPlot::marginText() const
{
    switch (m_picture.harm) {
    case jury::Harm::Increase: return tr("worse above %1").arg(shiftText(*m_picture.margin, m_picture.unit));
    case jury::Harm::Decrease: return tr("worse below %1").arg(shiftText(-*m_picture.margin, m_picture.unit));
    case jury::Harm::Either: break;
    }
    return tr("allowed: %1").arg(QChar(0xB1) + shiftText(*m_picture.margin, m_picture.unit).mid(1));
}

int ShiftPlot::lineHeight(Type type) const
{
    return QFontMetrics(m_theme.font(type)).height();
}

int ShiftPlot::namesWidth() const
{
    const QFontMetrics metrics(m_theme.font(Type::Small));
    int widest = 0;
    for (const ShiftBar& bar : m_picture.bars)
        widest = std::max(widest, metrics.horizontalAdvance(nameText(bar)));
    return widest + metric::kSpace3;
}

bool ShiftPlot::namesAbove(int width) const
{
    return namesWidth() > int(kNamesShare * width);
}

int ShiftPlot::barRow(int width) const
{
    const int name = lineHeight(Type::Small);
    return namesAbove(width) ? name + kLeastRow - metric::kSpace2 : std::max(kLeastRow, name + metric::kSpace2);
}

QRectF ShiftPlot::plotRect(int width) const
{
    // Two lines of words above: the baseline's and the margin's, which may be close to each other.
    const int caption = lineHeight(Type::Caption);
    const int left = namesAbove(width) ? metric::kSpace2 : namesWidth();
    const int words = m_picture.margin ? 2 * caption : caption;
    return QRectF(left, words + 2, width - left - metric::kSpace2, int(m_picture.bars.size()) * barRow(width) + metric::kSpace2);
}

double ShiftPlot::xOf(double value) const
{
    const QRectF plot = plotRect(width());
    const double x = plot.left() + (value - m_scale.min) / (m_scale.max - m_scale.min) * plot.width();
    return std::clamp(x, plot.left(), plot.right());
}

double ShiftPlot::yOf(int bar) const
{
    const QRectF plot = plotRect(width());
    const int row = barRow(width());
    const int name = namesAbove(width()) ? lineHeight(Type::Small) : 0;
    return plot.top() + metric::kSpace1 + bar * row + name + (row - name) / 2.0;
}

int ShiftPlot::heightForWidth(int width) const
{
    if (m_picture.bars.empty()) {
        const QFontMetrics metrics(m_theme.font(Type::Small));
        return metrics.boundingRect(QRect(0, 0, width, 1000), Qt::TextWordWrap, m_picture.empty).height() + metric::kSpace2;
    }
    return int(plotRect(width).bottom()) + metric::kSpace1 + lineHeight(Type::Caption) + 2;
}

QSize ShiftPlot::sizeHint() const
{
    constexpr int kUsual = 480;
    return {kUsual, heightForWidth(width() > 0 ? width() : kUsual)};
}

QSize ShiftPlot::minimumSizeHint() const
{
    constexpr int kLeast = 240;
    return {kLeast, lineHeight(Type::Caption)};
}

void ShiftPlot::paintGround(QPainter& painter, const QRectF& plot) const
{
    painter.fillRect(plot, m_theme.color(Token::Raised));
    if (!m_picture.margin)
        return;
    QColor tint = m_theme.color(Token::Limit);
    tint.setAlphaF(kForbiddenTint);
    if (harmsAbove(m_picture.harm))
        painter.fillRect(QRectF(QPointF(xOf(*m_picture.margin), plot.top()), plot.bottomRight()), tint);
    if (harmsBelow(m_picture.harm))
        painter.fillRect(QRectF(plot.topLeft(), QPointF(xOf(-*m_picture.margin), plot.bottom())), tint);
}

void ShiftPlot::paintAxis(QPainter& painter, const QRectF& plot) const
{
    const QFont font = m_theme.font(Type::Caption);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    const int last = int(std::lround((m_scale.max - m_scale.min) / m_scale.step));
    const auto textAt = [&](int tick) { return tickText(m_scale.min + tick * m_scale.step, m_scale, m_picture.unit); };
    double widest = 0.0;
    for (int tick = 0; tick <= last; ++tick)
        widest = std::max(widest, metrics.horizontalAdvance(textAt(tick)));
    // Where words would touch, only the ends and zero are said, or zero alone.
    const bool all = (widest + metric::kSpace2) * last <= plot.width();
    for (int tick = 0; tick <= last; ++tick) {
        const double value = m_scale.min + tick * m_scale.step;
        const double x = xOf(value);
        painter.setPen(m_theme.color(Token::Line));
        painter.drawLine(QPointF(crisp(x), plot.top()), QPointF(crisp(x), plot.bottom()));
        if (!all && tick != 0 && tick != last)
            continue;
        painter.setPen(m_theme.color(Token::Text3));
        const double wide = metrics.horizontalAdvance(textAt(tick));
        const double left = std::clamp(x - wide / 2, 0.0, std::max(0.0, width() - wide));
        painter.drawText(QPointF(left, plot.bottom() + metric::kSpace1 + metrics.ascent()), textAt(tick));
    }
}

void ShiftPlot::paintMarginWords(QPainter& painter, double margin) const
{
    const QFontMetricsF metrics(painter.font());
    const double wide = metrics.horizontalAdvance(marginText());
    const double x = xOf(margin);
    // On the harmful side, as a limit's words in a chart; else towards the baseline.
    const bool outwards = margin > 0 ? x + metric::kSpace1 + wide <= width() : x - metric::kSpace1 - wide >= 0.0;
    const bool right = (margin > 0) == outwards;
    const double left = std::clamp(right ? x + metric::kSpace1 : x - metric::kSpace1 - wide, 0.0, std::max(0.0, width() - wide));
    // They may stand across the baseline's line.
    painter.fillRect(QRectF(left - 1, metrics.height(), wide + 2, metrics.height()), m_theme.color(Token::Panel));
    painter.setPen(m_theme.color(Token::FailText));
    painter.drawText(QPointF(left, metrics.height() + metrics.ascent()), marginText());
}

void ShiftPlot::paintLines(QPainter& painter, const QRectF& plot) const
{
    const QFont font = m_theme.font(Type::Caption);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    const double zero = crisp(xOf(0.0));
    painter.setPen(QPen(m_theme.color(Token::Baseline), 2));
    painter.drawLine(QPointF(zero, metrics.height() + 1), QPointF(zero, plot.bottom()));
    const QString words = tr("baseline");
    const double wide = metrics.horizontalAdvance(words);
    painter.setPen(m_theme.color(Token::Text2));
    painter.drawText(QPointF(std::clamp(zero - wide / 2, 0.0, std::max(0.0, width() - wide)), metrics.ascent()), words);
    if (!m_picture.margin)
        return;
    QPen dashed(m_theme.color(Token::Limit), 1.25, Qt::CustomDashLine, Qt::FlatCap);
    dashed.setDashPattern({3.2, 2.4});
    const auto line = [&](double margin) {
        painter.setPen(dashed);
        const double x = crisp(xOf(margin));
        painter.drawLine(QPointF(x, plot.top() - metrics.height() - 1), QPointF(x, plot.bottom()));
    };
    if (harmsAbove(m_picture.harm))
        line(*m_picture.margin);
    if (harmsBelow(m_picture.harm))
        line(-*m_picture.margin);
    paintMarginWords(painter, harmsAbove(m_picture.harm) ? *m_picture.margin : -*m_picture.margin);
}

void ShiftPlot::paintBar(QPainter& painter, const QRectF& plot, int index) const
{
    const ShiftBar& bar = m_picture.bars[std::size_t(index)];
    const QFont font = m_theme.font(Type::Small);
    const QFontMetricsF metrics(font);
    const double y = yOf(index);
    const bool above = namesAbove(width());
    painter.setFont(font);
    painter.setPen(m_theme.color(Token::Text));
    const double nameBase
        = above ? plot.top() + metric::kSpace1 + index * barRow(width()) + metrics.ascent() : y - metrics.height() / 2 + metrics.ascent();
    painter.drawText(QPointF(above ? plot.left() + metric::kSpace1 : 0.0, nameBase), nameText(bar));

    const QColor ink = m_theme.color(Token::Canary);
    QColor band = ink;
    band.setAlphaF(kBandTint);
    const double left = xOf(bar.shift.low);
    const double right = xOf(bar.shift.high);
    const bool outLeft = !(bar.shift.low >= m_scale.min);
    const bool outRight = !(bar.shift.high <= m_scale.max);
    painter.fillRect(QRectF(QPointF(left, y - kBandHeight / 2), QPointF(right, y + kBandHeight / 2)), band);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(left, y), QPointF(right, y));
    const auto end = [&](double x, bool out, double towards) {
        if (!out) {
            painter.drawLine(QPointF(x, y - kBandHeight / 2), QPointF(x, y + kBandHeight / 2));
            return;
        }
        QPainterPath head(QPointF(x - towards * kArrow, y - kArrow));
        head.lineTo(QPointF(x, y));
        head.lineTo(QPointF(x - towards * kArrow, y + kArrow));
        painter.drawPath(head);
    };
    end(left, outLeft, -1.0);
    end(right, outRight, 1.0);
    if (std::isfinite(bar.shift.estimate)) {
        painter.setPen(QPen(m_theme.color(Token::Raised), 1.5));
        painter.setBrush(ink);
        painter.drawEllipse(QPointF(xOf(bar.shift.estimate), y), kPoint, kPoint);
        painter.setBrush(Qt::NoBrush);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void ShiftPlot::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    if (m_picture.bars.empty()) {
        painter.setFont(m_theme.font(Type::Small));
        painter.setPen(m_theme.color(Token::Text3));
        painter.drawText(rect(), Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, m_picture.empty);
        return;
    }
    const QRectF plot = plotRect(width());
    paintGround(painter, plot);
    paintAxis(painter, plot);
    paintLines(painter, plot);
    for (int i = 0; i < int(m_picture.bars.size()); ++i)
        paintBar(painter, plot, i);
}

} // namespace fairlead::ui
