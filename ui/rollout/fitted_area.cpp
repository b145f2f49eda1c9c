#include "ui/rollout/fitted_area.h"

#include "ui/rollout/row_list.h"

#include <QEvent>

#include <algorithm>

namespace fairlead::ui {

FittedArea::FittedArea(RowList& list, int least, QWidget* parent)
    : QScrollArea(parent)
    , m_list(list)
    , m_least(least)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setWidget(&list);
    setFocusPolicy(Qt::NoFocus);
    setFocusProxy(&list);
    viewport()->setAutoFillBackground(false); // the card's colour shows
    list.setAutoFillBackground(false);
}

QSize FittedArea::sizeHint() const
{
    return m_list.sizeHint();
}

QSize FittedArea::minimumSizeHint() const
{
    return {m_list.minimumSizeHint().width(), std::min(sizeHint().height(), m_least)};
}

bool FittedArea::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        updateGeometry(); // the list asks for another height
    return QScrollArea::event(event);
}

void FittedArea::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    updateGeometry();
}

} // namespace fairlead::ui
