#pragma once

#include <QObject>

class QFocusFrame;
class QWidget;

namespace fairlead::ui {

/// Draws the 2 px ring round whatever has the keyboard focus, in every window of the application. Item views
/// mark their current row themselves. One instance, owned by the main window. Thread: GUI.
class FocusRing : public QObject {
    Q_OBJECT
public:
    explicit FocusRing(QObject* parent = nullptr);
    ~FocusRing() override;

private:
    void follow(QWidget* now);
    QFocusFrame* m_frame = nullptr;
};

} // namespace fairlead::ui
