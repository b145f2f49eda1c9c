#pragma once

#include "models/domain/audit/record.h"
#include "models/domain/metrics/metric.h"
#include "models/domain/rollout/snapshot.h"
#include "ui/common/theme.h"

#include <QPointer>
#include <QWidget>

#include <optional>
#include <vector>

class QHBoxLayout;
class QScrollArea;

namespace fairlead::ui {

class ActionBar;
class ActionButton;
class CheckLines;
class CockpitHeader;
class CommandDialog;
class EventFeed;
class GateList;
class ReleaseCharts;
class SidePanel;
class StepTrack;

/// Everything of one release on one screen: state, track, charts, gates, events, verbs. Values in, wishes out:
/// it decides nothing. Thread: GUI.
class Cockpit : public QWidget {
    Q_OBJECT
public:
    explicit Cockpit(const Theme& theme, QWidget* parent = nullptr);
    ~Cockpit() override;

    /// The newest values of a release; the first one of another release begins anew, without readings and records.
    void showSnapshot(const rollout::Snapshot& snapshot);
    void addReadings(const metrics::Readings& readings); ///< of this release, in any order
    void addRecords(const std::vector<audit::Record>& records); ///< of this release; known rows are ignored
    void clear();

    const std::optional<rollout::Snapshot>& snapshot() const { return m_snapshot; }
    CommandDialog* dialog() const; ///< the one that is open, else null
    ReleaseCharts* charts() const { return m_charts; }

    /// Opens the dialog of the verb; nothing while the verb is closed.
    void askStartOrPromote();
    void askRollBack();

Q_SIGNALS:
    void startRequested(const fairlead::ReleaseId& release, const QString& reason);
    void promoteRequested(const fairlead::ReleaseId& release, const QString& reason);
    void pauseRequested(const fairlead::ReleaseId& release, const QString& reason);
    void resumeRequested(const fairlead::ReleaseId& release);
    void rollBackRequested(const fairlead::ReleaseId& release, const QString& reason);
    void prepareAgainRequested(const fairlead::ReleaseId& release);
    void reportRequested(const fairlead::ReleaseId& release);
    void checklistRequested(const fairlead::ReleaseId& release);
    void backRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void connectVerbs();
    void addShortcuts();
    void arrange();
    void showSide();
    void showEvents();
    void openDialog(CommandDialog* dialog);
    ReleaseId id() const;

    const Theme& m_theme;
    std::optional<rollout::Snapshot> m_snapshot;
    std::vector<audit::Record> m_records;
    qint64 m_linesOfRow = -1;
    std::size_t m_linesOfCount = 0;

    QWidget* m_page;
    CockpitHeader* m_header;
    StepTrack* m_track;
    QHBoxLayout* m_body;
    QScrollArea* m_scroll;
    ReleaseCharts* m_charts;
    SidePanel* m_side;
    GateList* m_gates;
    EventFeed* m_events;
    CheckLines* m_next;
    CheckLines* m_blockers;
    ActionButton* m_copyRequest;
    ActionButton* m_openChecklist;
    ActionBar* m_actions;
    QPointer<CommandDialog> m_dialog;
};

} // namespace fairlead::ui
