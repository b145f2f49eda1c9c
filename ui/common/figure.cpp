#include "ui/common/accessible.h"
#include "ui/common/figures.h"
#include "ui/common/icons.h"
#include "ui/common/widgets.h"

#include <QPainter>

namespace fairlead::ui {

namespace {

constexpr int kIconGap = 6;

void speak(QWidget& widget, const QString& label, const QString& value, const QString& proof)
{
    setSpokenText(widget, label + QLatin1String(": ") + value + (proof.isEmpty() ? QString() : QLatin1String(", ") + proof));
}

} // namespace

Figure::Figure(const Theme& theme, const QString& label, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_label(label)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    speak(*this, m_label, m_value, m_proof);
}

void Figure::setLabel(const QString& label)
{
    if (m_label == label)
        return;
    m_label = label;
    speak(*this, m_label, m_value, m_proof);
    updateGeometry();
    update();
}

void Figure::setValue(const QString& value, Token token, const QString& trailingIcon)
{
    if (m_value == value && m_token == token && m_icon == trailingIcon)
        return;
    // A countdown changes once a second: no new layout unless its width really changes.
    const bool resized = m_icon != trailingIcon || m_value.size() != value.size();
    m_value = value;
    m_token = token;
    m_icon = trailingIcon;
    speak(*this, m_label, m_value, m_proof);
    if (resized)
        updateGeometry();
    update();
}

void Figure::setProof(const QString& proof)
{
    if (m_proof == proof)
        return;
    m_proof = proof;
    speak(*this, m_label, m_value, m_proof);
    updateGeometry();
    update();
}

void Figure::setLarge(bool large)
{
    if (m_large == large)
        return;
    m_large = large;
    updateGeometry();
    update();
}

QFont Figure::fontOf(Type type) const
{
    QFont font = m_theme.font(type);
    if (m_large)
        font.setPixelSize(2 * font.pixelSize());
    return font;
}

QSize Figure::sizeHint() const
{
    const QFontMetrics small(fontOf(Type::Small));
    const QFontMetrics figure(fontOf(Type::Figure));
    double width = figuresWidth(fontOf(Type::Figure), m_value);
    if (!m_icon.isEmpty())
        width += kIconGap + metric::kIconState;
    width = qMax(width, static_cast<double>(qMax(small.horizontalAdvance(m_label), small.horizontalAdvance(m_proof))));
    return {static_cast<int>(width) + 2, 2 * qMax(16, small.height()) + qMax(44, figure.height()) + 2 * metric::kSpace2};
}

QSize Figure::minimumSizeHint() const
{
    const double value = figuresWidth(fontOf(Type::Figure), m_value) + (m_icon.isEmpty() ? 0 : kIconGap + metric::kIconState);
    return {static_cast<int>(value) + 2, sizeHint().height()};
}

void Figure::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont smallFont = fontOf(Type::Small);
    const QFont figureFont = fontOf(Type::Figure);
    const QFontMetrics small(smallFont);
    const QFontMetrics figure(figureFont);
    const int line = qMax(16, small.height());

    painter.setFont(smallFont);
    painter.setPen(m_theme.color(Token::Text3));
    painter.drawText(QRect(0, 0, width(), line), Qt::AlignLeft | Qt::AlignVCenter, m_label);
    painter.setPen(m_theme.color(Token::Text2));
    painter.drawText(
        QRect(0, height() - line, width(), line), Qt::AlignLeft | Qt::AlignVCenter, small.elidedText(m_proof, Qt::ElideRight, width()));

    const QRect middle(0, line, width(), height() - 2 * line);
    const int baseline = middle.center().y() + figure.capHeight() / 2 + 1;
    painter.setPen(m_theme.color(m_token));
    drawFigures(painter, figureFont, QPointF(-1, baseline), m_value);
    if (!m_icon.isEmpty()) {
        const int x = static_cast<int>(figuresWidth(figureFont, m_value)) + kIconGap;
        const int size = metric::kIconState;
        paintIcon(painter, m_theme, m_icon, QRect(x, baseline - figure.capHeight() / 2 - size / 2, size, size), m_token);
    }
}

} // namespace fairlead::ui
