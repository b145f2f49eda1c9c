#include "ui/common/style.h"

#include "ui/common/theme.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>

namespace fairlead::ui {

namespace {

constexpr int kRing = 2; ///< thickness of the focus ring, and its distance
constexpr auto kInstalled = "fairlead.style";

void drawRing(QPainter& painter, const QRectF& outer, const QPalette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.color(QPalette::Link), kRing));
    painter.setBrush(Qt::NoBrush);
    const double half = kRing / 2.0;
    painter.drawRoundedRect(outer.adjusted(half, half, -half, -half), metric::kRadiusCard, metric::kRadiusCard);
    painter.restore();
}

void drawComboBox(QPainter& painter, const QStyleOptionComplex& option)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(option.palette.color(QPalette::Dark), 1));
    painter.setBrush(option.palette.color(QPalette::Base));
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), metric::kRadiusControl, metric::kRadiusControl);
    const QPointF centre(option.rect.right() - 14, option.rect.center().y() + 1);
    QPainterPath chevron(centre + QPointF(-4, -2));
    chevron.lineTo(centre + QPointF(0, 2));
    chevron.lineTo(centre + QPointF(4, -2));
    painter.setPen(QPen(option.palette.color(QPalette::Text), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(chevron);
    painter.restore();
}

/// A scroll bar is opaque: it takes the ground of what it scrolls.
QColor scrollGround(const QWidget* bar, const QStyleOption& option)
{
    for (const QWidget* parent = bar ? bar->parentWidget() : nullptr; parent; parent = parent->parentWidget()) {
        if (const auto* area = qobject_cast<const QAbstractScrollArea*>(parent)) {
            const QWidget* viewport = area->viewport();
            return viewport->palette().color(viewport->backgroundRole());
        }
    }
    return option.palette.color(QPalette::Base);
}

void drawScrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRect& slider)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const bool active = option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider) || option.state.testFlag(QStyle::State_Sunken);
    painter.setBrush(option.palette.color(active ? QPalette::Dark : QPalette::Mid));
    const int margin = 3;
    const QRectF box = QRectF(slider).adjusted(margin, margin, -margin, -margin);
    const double radius = qMin(box.width(), box.height()) / 2;
    painter.drawRoundedRect(box, radius, radius);
    painter.restore();
}

} // namespace

Style::Style()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_SmallIconSize: return metric::kIcon;
    case PM_ListViewIconSize: return metric::kIconNavigation;
    case PM_ScrollBarExtent: return 12;
    case PM_SplitterWidth: return 1;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin: return 2 * kRing;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents, const QWidget* widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_ComboBox)
        size = QSize(size.width() + metric::kSpace4, qMax(size.height(), metric::kInput));
    return size;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const
{
    QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        rect.setLeft(option->rect.left() + metric::kSpace2);
    return rect;
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_FocusFrame_AboveWidget: return 1;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
    case SH_ComboBox_Popup: return 0;
    default: break;
    }
    if (hint == SH_FocusFrame_Mask) {
        // The ring alone: the frame is a widget above the one in focus, and would hide it.
        auto* mask = qstyleoption_cast<QStyleHintReturnMask*>(data);
        if (mask && option) {
            mask->region = QRegion(option->rect) - QRegion(option->rect.adjusted(kRing, kRing, -kRing, -kRing));
            // The ring's round corners reach inwards.
            for (const QPoint corner : {option->rect.topLeft(), option->rect.topRight() - QPoint(6, 0),
                     option->rect.bottomLeft() - QPoint(0, 6), option->rect.bottomRight() - QPoint(6, 6)})
                mask->region += QRect(corner, QSize(7, 7)).intersected(option->rect);
            return 1;
        }
    }
    return QProxyStyle::styleHint(hint, option, widget, data);
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    if (element == CE_FocusFrame) {
        drawRing(*painter, option->rect, option->palette);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    // The ring is drawn outside by FocusRing, rows draw their own: Fusion's inner rectangle would be a second one.
    if (element == PE_FrameFocusRect)
        return;
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    if (control == CC_ComboBox) {
        const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        if (combo && !combo->editable) {
            drawComboBox(*painter, *combo);
            return;
        }
    }
    if (control == CC_ScrollBar) {
        const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (slider) {
            painter->fillRect(option->rect, scrollGround(widget, *option));
            if (slider->minimum < slider->maximum)
                drawScrollBar(*painter, *slider, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void installStyle()
{
    if (qApp->property(kInstalled).toBool())
        return;
    qApp->setProperty(kInstalled, true);
    QApplication::setStyle(new Style);
}

} // namespace fairlead::ui
