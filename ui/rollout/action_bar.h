#pragma once

#include "models/domain/rollout/snapshot.h"
#include "ui/common/widgets.h"
#include "ui/rollout/rare_verb.h"

#include <QWidget>

namespace fairlead::ui {

class MoreMenu;

/// The verbs of a release. One primary button, the rare verbs in More; Roll back now stands alone at the bottom right, always.
/// Thread: GUI.
class ActionBar : public QWidget {
    Q_OBJECT
public:
    explicit ActionBar(const Theme& theme, QWidget* parent = nullptr);

    void showSnapshot(const rollout::Snapshot& snapshot);
    void setOnlyRollBack(bool only); ///< from the next snapshot on

    // Carry out a verb as its button would: nothing while it is closed.
    void triggerPrimary();
    void triggerPause();
    void openMore();

    QSize sizeHint() const override;

Q_SIGNALS:
    void startWanted();
    void promoteWanted();
    void pauseWanted();
    void resumeWanted();
    void rollBackWanted();
    void checklistWanted();
    void reportWanted();
    void prepareAgainWanted();
    void rareVerbWanted(fairlead::ui::RareVerb verb);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void connectButtons();

    const Theme& m_theme;
    ActionButton* m_start;
    ActionButton* m_promote;
    ActionButton* m_approve;
    ActionButton* m_retry;
    ActionButton* m_report;
    ActionButton* m_pause;
    ActionButton* m_resume;
    ActionButton* m_resend; ///< Resume where nobody has paused it: what was asked for is sent again
    ActionButton* m_checklist;
    ActionButton* m_again;
    ActionButton* m_more;
    MoreMenu* m_menu;
    QLabel* m_note;
    bool m_onlyRollBack = false;
    ActionButton* m_rollBack;
};

} // namespace fairlead::ui
