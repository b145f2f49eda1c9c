#include "ui/common/focus_ring.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFocusFrame>
#include <QMenuBar>
#include <QPointer>

namespace fairlead::ui {

FocusRing::FocusRing(QObject* parent)
    : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { follow(now); });
}

FocusRing::~FocusRing()
{
    follow(nullptr);
}

void FocusRing::follow(QWidget* now)
{
    // QFocusFrame becomes a sibling of the widget it frames, and dies with that parent: a new one each time.
    if (m_frame) {
        m_frame->setWidget(nullptr);
        m_frame->deleteLater();
        m_frame = nullptr;
    }
    if (!now || now->isWindow() || !(now->focusPolicy() & Qt::TabFocus) || qobject_cast<QAbstractItemView*>(now))
        return;
    m_frame = new QFocusFrame(now);
    connect(m_frame, &QObject::destroyed, this, [this, frame = m_frame] {
        if (m_frame == frame)
            m_frame = nullptr;
    });
    m_frame->setWidget(now);
}

} // namespace fairlead::ui
