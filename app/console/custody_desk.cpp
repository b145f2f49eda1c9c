#include "app/console/custody_desk.h"

#include "ui/rollout/take_over_dialog.h"
#include "ui/shell/custody_banner.h"
#include "ui/shell/main_window.h"

namespace fairlead::console {

CustodyDesk::CustodyDesk(ui::MainWindow& window, wiring::Session& session, const ui::Theme& theme, UnderWay underWay, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_session(session)
    , m_theme(theme)
    , m_underWay(std::move(underWay))
{
    connect(&session, &wiring::Session::custodyChanged, this, &CustodyDesk::take);
    connect(&window, &ui::MainWindow::takeOverWanted, this, &CustodyDesk::askToTakeOver);
    if (!session.custody().isActing()) {
        take(session.custody());
    }
}

void CustodyDesk::take(const wiring::Custody& custody)
{
    if (custody.isActing()) {
        m_window.showFollowing({});
        if (std::exchange(m_watched, false)) {
            m_window.showToast(tr("You carry out the releases now."));
        }
    } else {
        m_watched = true;
        m_window.showFollowing(ui::Following{custody.holder, custody.lost, custody.asking});
    }
    if (m_dialog && custody.isActing()) {
        m_dialog->showOver(tr("The releases are carried out here already."));
    }
}

void CustodyDesk::askToTakeOver()
{
    if (m_dialog) {
        m_dialog->activateWindow();
        return;
    }
    const wiring::Custody& custody = m_session.custody();
    if (custody.isActing()) {
        return;
    }
    m_dialog = new ui::TakeOverDialog(m_theme, custody.holder, custody.lost, m_underWay(), &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ui::CommandDialog::confirmed, this, [this](const QString& reason) { m_session.takeOver(reason); });
    m_dialog->open();
    m_dialog->activateWindow(); // its keys work at once, whatever the window manager thinks
}

} // namespace fairlead::console
