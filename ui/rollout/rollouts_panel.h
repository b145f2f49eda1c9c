#pragma once

#include "models/base/error.h"
#include "models/domain/audit/record.h"
#include "models/domain/metrics/metric.h"
#include "models/domain/rollout/snapshot.h"
#include "models/domain/train/snapshot.h"
#include "ui/common/theme.h"
#include "ui/rollout/rare_verb.h"

#include <QWidget>

#include <map>
#include <vector>

class QModelIndex;
class QStackedWidget;
class QTableView;

namespace fairlead::items {
class RolloutModel;
}

namespace fairlead::ui {

class Cockpit;
class EmptyState;
class RolloutRows;
class Segments;
class TextLabel;
class TrainBars;
enum class TrainVerb;

/// All releases in a table, and the cockpit of the one that is open; Esc or the breadcrumb leads back.
/// Readings and records are kept for every release, so that its cockpit opens complete. Thread: GUI.
class RolloutsPanel : public QWidget {
    Q_OBJECT
public:
    explicit RolloutsPanel(const Theme& theme, QWidget* parent = nullptr);
    ~RolloutsPanel() override;

    /// Adds the release's row or updates it, and its cockpit when that is open.
    void showSnapshot(const rollout::Snapshot& snapshot);
    void addReadings(const ReleaseId& release, const metrics::Readings& readings);
    void addRecords(const ReleaseId& release, const std::vector<audit::Record>& records);
    void showTrain(const train::Snapshot& train); ///< adds its card or updates it, also in the cockpit of its cars
    void clear();
    void setFreezes(std::vector<calendar::Freeze> freezes); ///< of the workspace: they move what a cockpit expects
    void setPerson(const QString& person); ///< who sits at the console

    /// Opens the cockpit of a release that has a snapshot; nothing otherwise.
    void openRelease(const ReleaseId& release);
    void showList();
    bool isCockpitShown() const;

    /// Roll back now (Ctrl+Shift+R, bound by the window), from anywhere: the dialog of the release in front, or of the only one under way;
    /// else the list, where one has to be chosen.
    void rollBackNow();

    Cockpit* cockpit() const { return m_cockpit; }
    TrainBars* trains() const { return m_trains; }

Q_SIGNALS:
    void cockpitShown(bool shown); ///< the shell gives it the room of the navigation meanwhile
    void releaseOpened(const fairlead::ReleaseId& release);
    void startRequested(const fairlead::ReleaseId& release, const QString& reason);
    void promoteRequested(const fairlead::ReleaseId& release, const QString& reason);
    void pauseRequested(const fairlead::ReleaseId& release, const QString& reason);
    void resumeRequested(const fairlead::ReleaseId& release);
    void rollBackRequested(const fairlead::ReleaseId& release, const QString& reason);
    void prepareAgainRequested(const fairlead::ReleaseId& release);
    void reportRequested(const fairlead::ReleaseId& release);
    void checklistRequested(const fairlead::ReleaseId& release);
    void trainVerbRequested(const QString& train, fairlead::ui::TrainVerb verb, const QString& reason);
    void verbRequested(const fairlead::ReleaseId& release, const fairlead::ui::VerbRequest& request);
    void noteRequested(const fairlead::ReleaseId& release, fairlead::Instant at, const QString& words);
    void wallBoardChanged(bool wall); ///< the window leaves it the whole screen
    void readingsWanted(const fairlead::ReleaseId& release); ///< kept samples of another release, to compare with
    void exported(const QString& file); ///< what charts show
    void failed(const fairlead::Error& error); ///< nothing was written

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Past {
        metrics::Readings readings;
        std::vector<audit::Record> records;
    };

    QWidget* buildList();
    QWidget* buildTable();
    void forwardVerbs();
    void updateSummary();
    void openIndex(const QModelIndex& index);
    /// Tells the cockpit which release its component had before, in the same environment.
    void offerPrevious();

    const Theme& m_theme;
    std::map<ReleaseId, Past> m_past;
    items::RolloutModel* m_model;
    RolloutRows* m_rows;
    TextLabel* m_summary = nullptr;
    Segments* m_filter = nullptr;
    TrainBars* m_trains = nullptr;
    QTableView* m_table = nullptr;
    EmptyState* m_empty = nullptr;
    Cockpit* m_cockpit;
    QStackedWidget* m_stack;
    QWidget* m_list;
};

} // namespace fairlead::ui
