#pragma once

#include "models/base/error.h"
#include "models/domain/audit/record.h"
#include "models/domain/metrics/metric.h"
#include "models/domain/rollout/snapshot.h"
#include "ui/common/theme.h"
#include "ui/rollout/rare_verb.h"

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
class JudgeList;
class MainArea;
class NoteDialog;
class QuarantineBanner;
class ReleaseCharts;
class SidePanel;
class StepTrack;
class TrainCard;
class VerdictCard;
struct SidePage;

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
    void setFreezes(std::vector<calendar::Freeze> freezes); ///< of the workspace
    void setPerson(const QString& person); ///< who sits at the console: proposed where a person has to be named

    const std::optional<rollout::Snapshot>& snapshot() const { return m_snapshot; }
    CommandDialog* dialog() const; ///< the one that is open, else null
    VerdictCard* card() const; ///< the verdict card while it is open, else null
    NoteDialog* note() const; ///< the dialog of a note while it is open, else null
    MainArea* main() const { return m_main; }
    ReleaseCharts* charts() const { return m_charts; }
    TrainCard* train() const { return m_train; }

    /// Opens the dialog of the verb; nothing while the verb is closed.
    void askStartOrPromote();
    void askRollBack();
    void askVerb(RareVerb verb);
    /// Only state, figures, gates and charts, and Roll back alone of all buttons: to be read from five metres.
    void setWallBoard(bool wall);
    bool isWallBoard() const { return m_wall; }
    /// Opens the dialog of a note about the moment @p at.
    void askNote(Instant at);
    /// Opens the verdict card of a gate or, after the gates, of a rule; an open card turns to it.
    void openVerdict(int row);

Q_SIGNALS:
    void startRequested(const fairlead::ReleaseId& release, const QString& reason);
    void promoteRequested(const fairlead::ReleaseId& release, const QString& reason);
    void pauseRequested(const fairlead::ReleaseId& release, const QString& reason);
    void resumeRequested(const fairlead::ReleaseId& release);
    void rollBackRequested(const fairlead::ReleaseId& release, const QString& reason);
    void prepareAgainRequested(const fairlead::ReleaseId& release);
    void reportRequested(const fairlead::ReleaseId& release);
    void checklistRequested(const fairlead::ReleaseId& release);
    void verbRequested(const fairlead::ReleaseId& release, const fairlead::ui::VerbRequest& request);
    void noteRequested(const fairlead::ReleaseId& release, fairlead::Instant at, const QString& words);
    void wallBoardChanged(bool wall); ///< the window leaves it the whole screen
    void exported(const QString& file); ///< what the charts show
    void failed(const fairlead::Error& error); ///< nothing was written
    void previousWanted(const fairlead::ReleaseId& release); ///< its samples, to compare with
    void backRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void connectVerbs();
    void connectCharts();
    void addShortcuts();
    void arrange();
    bool isNarrow() const; ///< too narrow for a column beside the charts
    void showSide();
    std::vector<SidePage> alarmPages();
    std::vector<SidePage> usualPages();
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
    QuarantineBanner* m_quarantine;
    StepTrack* m_track;
    QHBoxLayout* m_body;
    MainArea* m_main;
    ReleaseCharts* m_charts;
    SidePanel* m_side;
    GateList* m_gates;
    QScrollArea* m_gatesArea;
    JudgeList* m_judges;
    QScrollArea* m_judgesArea;
    EventFeed* m_events;
    TrainCard* m_train;
    CheckLines* m_next;
    CheckLines* m_blockers;
    ActionButton* m_copyRequest;
    ActionButton* m_openChecklist;
    ActionBar* m_actions;
    QString m_person;
    bool m_wall = false;
    QPointer<CommandDialog> m_dialog;
    QPointer<VerdictCard> m_card;
    QPointer<NoteDialog> m_note;
};

} // namespace fairlead::ui
