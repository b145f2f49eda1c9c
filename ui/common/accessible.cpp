#include "ui/common/accessible.h"

#include "ui/common/widgets.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace fairlead::ui {

namespace {

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    if (auto* pill = qobject_cast<StatusPill*>(object))
        return new QAccessibleWidget(pill, QAccessible::StaticText);
    if (auto* banner = qobject_cast<Banner*>(object))
        return new QAccessibleWidget(banner, QAccessible::AlertMessage);
    if (auto* figure = qobject_cast<Figure*>(object))
        return new QAccessibleWidget(figure, QAccessible::StaticText);
    if (auto* card = qobject_cast<Card*>(object))
        return new QAccessibleWidget(card, QAccessible::Grouping);
    return nullptr;
}

} // namespace

void installAccessibility()
{
    // installFactory ignores a factory that is already there.
    QAccessible::installFactory(makeInterface);
}

void setSpokenText(QWidget& widget, const QString& text)
{
    if (widget.accessibleName() == text)
        return;
    widget.setAccessibleName(text);
}

} // namespace fairlead::ui
