#pragma once

#include "app/wiring/session.h"
#include "ui/rollout/rare_verb.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

class QAction;

namespace fairlead::ui {
class LineDialog;
class MainWindow;
class RolloutsPanel;
class Theme;
} // namespace fairlead::ui

namespace fairlead::console {

/// Carries rare verbs from their dialogs to the engine, and the line: Ctrl+Shift+S, its dialogs, the banner. Thread: GUI.
class VerbDesk : public QObject {
    Q_OBJECT
public:
    /// Titles of the releases under way now.
    using UnderWay = std::function<QStringList()>;

    /// All outlive this.
    VerbDesk(ui::RolloutsPanel& panel, ui::MainWindow& window, wiring::Session& session, const ui::Theme& theme,
        const workspace::Workspace& workspace, UnderWay underWay, QObject* parent);

private:
    void carryOut(const ReleaseId& release, const ui::VerbRequest& request);
    void takeLine(const std::optional<rollout::LineStop>& stop);
    void askForLine();
    void tellLine(bool stop, const QString& reason);

    ui::MainWindow& m_window;
    wiring::Session& m_session;
    const ui::Theme& m_theme;
    QString m_workspace; ///< its name
    UnderWay m_underWay;
    std::optional<rollout::LineStop> m_stop;
    QAction* m_action;
    QPointer<ui::LineDialog> m_dialog;
};

} // namespace fairlead::console
