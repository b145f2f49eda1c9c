#include "ui/common/accessible.h"
#include "ui/common/icons.h"
#include "ui/common/widgets.h"

#include <QPainter>

namespace fairlead::ui {

namespace {

struct PillSizes {
    int height;
    int icon;
    int padding;
    int gap;
    Type type;
};

PillSizes sizesOf(bool large)
{
    if (large)
        return {metric::kPillLarge, metric::kIcon, 12, metric::kSpace2, Type::Section};
    return {metric::kPill, metric::kIconSmall, metric::kSpace2, 5, Type::Small};
}

} // namespace

StatusPill::StatusPill(const Theme& theme, bool large, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_large(large)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void StatusPill::setLook(const StatusLook& look)
{
    m_look = look;
    setSpokenText(*this, look.word);
    updateGeometry();
    update();
}

QSize StatusPill::sizeHint() const
{
    if (m_look.word.isEmpty())
        return {0, 0};
    const PillSizes sizes = sizesOf(m_large);
    const QFontMetrics metrics(m_theme.font(sizes.type, true));
    return {
        2 * sizes.padding + sizes.icon + sizes.gap + metrics.horizontalAdvance(m_look.word) + 2, qMax(sizes.height, metrics.height() + 4)};
}

void StatusPill::paintEvent(QPaintEvent*)
{
    if (m_look.word.isEmpty())
        return;
    const PillSizes sizes = sizesOf(m_large);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor ink = m_theme.color(textToken(m_look.status));
    const bool outlined = m_theme.scheme() == Scheme::HighContrast;
    painter.setPen(outlined ? QPen(ink, 1) : QPen(Qt::NoPen));
    painter.setBrush(m_theme.color(tintToken(m_look.status)));
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);

    const QRect icon(sizes.padding, (height() - sizes.icon) / 2, sizes.icon, sizes.icon);
    paintIcon(painter, m_theme, m_look.icon, icon, textToken(m_look.status));
    painter.setPen(ink);
    painter.setFont(m_theme.font(sizes.type, true));
    painter.drawText(rect().adjusted(icon.right() + 1 + sizes.gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_look.word);
}

} // namespace fairlead::ui
