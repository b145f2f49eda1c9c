#pragma once

#include "app/wiring/report_writer.h"
#include "app/wiring/session.h"
#include "ui/common/theme.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <set>

namespace fairlead::ui {
class CalendarPanel;
class ChecklistPanel;
class HistoryPanel;
class MainWindow;
class RegistryPanel;
class RolloutsPanel;
class RulesPanel;
} // namespace fairlead::ui

namespace fairlead::console {

class RuleDesk;

/// The window and its panels, wired to a session. Chooses and connects; decides nothing. Thread: GUI.
class Console : public QObject {
    Q_OBJECT
public:
    /// @p theme and @p session outlive this.
    Console(ui::Theme& theme, wiring::Session& session, workspace::Workspace workspace);
    ~Console() override;

    ui::MainWindow& window() { return *m_window; }
    ui::RolloutsPanel& rollouts() { return *m_rollouts; }
    ui::ChecklistPanel& checklists() { return *m_checklists; }
    ui::HistoryPanel& history() { return *m_history; }
    ui::RegistryPanel& registry() { return *m_registry; }
    ui::RulesPanel& rules() { return *m_rules; }

    /// The newest snapshot of a release.
    const std::map<ReleaseId, rollout::Snapshot>& snapshots() const { return m_snapshots; }

    /// Asks the engine to open the workspace. Connect before.
    void begin();
    void writeReport(const ReleaseId& release, wiring::ReportFormat format, const QString& file);

Q_SIGNALS:
    void snapshotShown(const fairlead::rollout::Snapshot& snapshot);
    void runShown(const fairlead::checklist::Run& run);
    void reportWritten(const fairlead::wiring::WrittenReport& report);
    void verified(const fairlead::audit::Verification& verification);

private:
    void buildPanels();
    void buildMenu(const ui::Theme& theme);
    void connectRollouts();
    void connectChecklists();
    void connectHistory();
    void connectFailures();
    void takeSnapshot(const rollout::Snapshot& snapshot);
    void reloadComponents();
    void takeRun(const checklist::Run& run);
    void loadOlder(const ReleaseId& release);
    void takeRecords(const std::vector<audit::Record>& records);
    void refreshFacts();
    void refreshCounts();
    void showReleases();
    QStringList underWay() const; ///< titles
    void askForReport(const ReleaseId& release);
    void showFailure(const Error& error);

    wiring::Session& m_session;
    workspace::Workspace m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::RegistryPanel* m_registry;
    ui::ChecklistPanel* m_checklists;
    ui::RolloutsPanel* m_rollouts;
    ui::RulesPanel* m_rules;
    ui::CalendarPanel* m_calendar;
    ui::HistoryPanel* m_history;
    RuleDesk* m_ruleDesk;
    wiring::ReportWriter m_reports;
    std::map<ReleaseId, rollout::Snapshot> m_snapshots;
    std::map<QString, checklist::Run> m_runs;
    std::optional<audit::Verification> m_verification;
    qint64 m_rows = 0;
    qint64 m_firstRow = 0; ///< of the records that the engine told of
    std::set<ReleaseId> m_loaded; ///< releases whose older records were fetched
    bool m_openNext = false; ///< somebody prepared a release again: the new attempt comes to the front
    QTimer m_facts;
};

} // namespace fairlead::console
