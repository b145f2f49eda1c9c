#pragma once

#include "models/base/clock.h"
#include "models/domain/rollout/snapshot.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QWidget>

class QMenu;

namespace fairlead::ui {

enum class EnvironmentKind {
    Practice, ///< nothing real is touched: life-buoy
    Production, ///< lock
    Other,
};

/// Outlined chip with icon and name; production is always named.
class EnvironmentChip : public QWidget {
    Q_OBJECT
public:
    explicit EnvironmentChip(const Theme& theme, QWidget* parent = nullptr);
    void setEnvironment(const QString& name, EnvironmentKind kind);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString icon() const;

    const Theme& m_theme;
    QString m_name;
    EnvironmentKind m_kind = EnvironmentKind::Other;
};

/// Initials in a circle; the name is its tooltip and its accessible name.
class PersonBadge : public QWidget {
    Q_OBJECT
public:
    explicit PersonBadge(const Theme& theme, QWidget* parent = nullptr);
    void setPerson(const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_initials;
};

/// Menu, mark, workspace, environment; time, person and Stop the line at the right.
class HeaderBar : public QWidget {
    Q_OBJECT
public:
    HeaderBar(const Theme& theme, const Clock& clock, QWidget* parent = nullptr);
    void setWorkspace(const QString& name);
    void setEnvironment(const QString& name, EnvironmentKind kind);
    void setPerson(const QString& name);
    /// While the line is stopped, the button is filled and leads to its release.
    void showLine(const std::optional<rollout::LineStop>& stop);
    QMenu* menu() const { return m_menu; }
    void openMenu();
    void focusMenu();

Q_SIGNALS:
    void stopLineWanted();
    void releaseLineWanted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    ActionButton* m_menuButton;
    QMenu* m_menu;
    TextLabel* m_workspace;
    EnvironmentChip* m_environment;
    PersonBadge* m_person;
    ActionButton* m_stopLine;
    ActionButton* m_lineStopped;
};

} // namespace fairlead::ui
