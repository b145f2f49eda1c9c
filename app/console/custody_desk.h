#pragma once

#include "app/wiring/session.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace fairlead::ui {
class MainWindow;
class TakeOverDialog;
class Theme;
} // namespace fairlead::ui

namespace fairlead::console {

/// Who carries out the releases, in the window: the banner while another console does, and the dialog that takes over. Thread: GUI.
class CustodyDesk : public QObject {
    Q_OBJECT
public:
    /// Titles of the releases under way now.
    using UnderWay = std::function<QStringList()>;

    /// All outlive this.
    CustodyDesk(ui::MainWindow& window, wiring::Session& session, const ui::Theme& theme, UnderWay underWay, QObject* parent);

private:
    void take(const wiring::Custody& custody);
    void askToTakeOver();

    ui::MainWindow& m_window;
    wiring::Session& m_session;
    const ui::Theme& m_theme;
    UnderWay m_underWay;
    bool m_watched = false; ///< this console has followed another one
    QPointer<ui::TakeOverDialog> m_dialog;
};

} // namespace fairlead::console
