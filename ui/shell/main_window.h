#pragma once

#include "models/base/clock.h"
#include "models/domain/rollout/snapshot.h"
#include "ui/common/status.h"
#include "ui/common/theme.h"
#include "ui/shell/custody_banner.h"
#include "ui/shell/header_bar.h"

#include <QMainWindow>

#include <functional>
#include <optional>

class QMenu;
class QStackedWidget;

namespace fairlead::ui {

class Banner;
class FactBar;
class LineBanner;
class Navigation;
class ToastStack;

/// The frame round the panels: header, navigation, page, status bar. Knows no panel by name: app adds those that exist.
/// Thread: GUI. Theme and clock outlive it.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Theme& theme, const Clock& clock, QWidget* parent = nullptr);

    void setWorkspace(const QString& name); ///< also the window's title
    void setEnvironment(const QString& name, EnvironmentKind kind);
    void setPerson(const QString& name);

    /// Adds a page with its row in the navigation; Alt+1…9 in the order of adding. The first is shown. Takes ownership.
    void addPanel(const QString& id, const QString& icon, const QString& title, QWidget* panel);
    void showPanel(const QString& id); ///< an id that does not exist is ignored
    QString currentPanel() const;
    /// Things that wait for a person; 0 hides the count. A tint only while something needs care.
    void setCount(const QString& id, int count, std::optional<Status> tint = {});

    void setCollapsed(bool collapsed);
    /// The whole screen for the page: no header, navigation or status bar; banners stay. Another panel ends it.
    void setBare(bool bare);
    bool isBare() const { return m_bare; }
    bool isCollapsed() const;

    /// A fact of the status bar; look.word is its words. Replaces the one of the same id.
    void setFact(const QString& id, const StatusLook& look);
    void setFact(const QString& id, const QString& icon, const QString& text); ///< neutral
    void removeFact(const QString& id);
    QString fact(const QString& id) const;

    /// Only for things done; 6 s, with one action where there is one ("Undo").
    void showToast(const QString& text, const QString& label = {}, std::function<void()> action = {});
    /// Above every page, until its cause is gone.
    void showBanner(const StatusLook& look, const QString& boldClause, const QString& rest, const QString& action = {});
    void hideBanner();
    /// Whether the line is stopped: a red banner above every page, and the header's button.
    void showLine(const std::optional<rollout::LineStop>& stop);
    /// Whether this console only watches another one: a banner above every page.
    void showFollowing(const std::optional<Following>& following);

    /// Add what belongs to the whole window (Verify history, Open workspace…); shown above the appearance entries.
    void addMenuAction(QAction* action);

Q_SIGNALS:
    void panelShown(const QString& id);
    void factActivated(const QString& id);
    void bannerActionTriggered();
    void stopLineWanted();
    void releaseLineWanted();
    void takeOverWanted();
    void schemeChosen(fairlead::ui::Scheme scheme); ///< by the person, already applied; for the settings
    void collapsedChosen(bool collapsed); ///< by the person; for the settings

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildMenu();
    void addShortcuts();
    void chooseScheme(Scheme scheme);
    void nextRegion();

    Theme& m_theme;
    HeaderBar* m_header;
    Navigation* m_navigation;
    CustodyBanner* m_custody;
    LineBanner* m_line;
    Banner* m_banner;
    QStackedWidget* m_pages;
    FactBar* m_facts;
    ToastStack* m_toasts;
    QAction* m_menuAnchor = nullptr;
    bool m_bare = false;
    Qt::WindowStates m_before; ///< the bare window
};

} // namespace fairlead::ui
