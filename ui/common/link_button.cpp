#include "ui/common/link_button.h"

#include <QPainter>

namespace fairlead::ui {

LinkButton::LinkButton(const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void LinkButton::setWords(const QString& words, const QString& accessibleName)
{
    setText(words);
    setAccessibleName(accessibleName.isEmpty() ? words : accessibleName);
    setToolTip(words);
    updateGeometry();
    update();
}

QSize LinkButton::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(Type::Body));
    return {metrics.horizontalAdvance(text()) + 2, metrics.height()};
}

void LinkButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QFont font = m_theme.font(Type::Body);
    font.setUnderline(isEnabled() && (underMouse() || hasFocus()));
    painter.setFont(font);
    painter.setPen(m_theme.color(isEnabled() ? Token::Accent : Token::Text2));
    const QString words = painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, width());
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, words);
}

} // namespace fairlead::ui
