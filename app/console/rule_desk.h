#pragma once

#include "app/wiring/session.h"
#include "models/domain/rollout/snapshot.h"

#include <QObject>

#include <map>
#include <set>

namespace fairlead::ui {
class MainWindow;
class RulesPanel;
} // namespace fairlead::ui

namespace fairlead::console {

/// Feeds the rules panel: built-in sets and those of the workspace, the samples of releases to try rules on; writes what is
/// saved into the workspace's folder. Thread: GUI.
class RuleDesk : public QObject {
    Q_OBJECT
public:
    /// All outlive this.
    RuleDesk(ui::RulesPanel& panel, ui::MainWindow& window, wiring::Session& session, QString directory, QObject* parent);

    void takeSnapshot(const rollout::Snapshot& snapshot);
    /// The panel is looked at now: asks for the samples of ended releases that are not here yet, and shows what is.
    void refresh();

private:
    struct Samples {
        QString title;
        gate::Series series;
        Instant from;
        Instant to;
        Millis staleAfter{};
        bool ended = false;
    };
    void takeReadings(const ReleaseId& release, const metrics::Readings& readings);
    void showSets();
    void save(const gate::RuleSet& set);
    void importRules();
    void importFile(const QString& file);

    ui::RulesPanel& m_panel;
    ui::MainWindow& m_window;
    wiring::Session& m_session;
    QString m_directory;
    std::map<ReleaseId, Samples> m_samples;
    std::set<ReleaseId> m_asked; ///< whose kept samples were asked for
    bool m_stale = true; ///< samples came since the panel was last shown them
};

} // namespace fairlead::console
