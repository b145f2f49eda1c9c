#pragma once

#include "ui/rollout/command_dialog.h"

class QButtonGroup;
class QLineEdit;

namespace fairlead::ui {

class CheckLines;

/// "Send all data_analyst traffic back to 1.4.2?" A digit chooses the reason; text is optional except for the last
/// one. No typed name, and no check closes it but the verb itself: going back must stay easy. Thread: GUI.
class RollbackDialog : public CommandDialog {
    Q_OBJECT
public:
    RollbackDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent = nullptr);

    void showSnapshot(const rollout::Snapshot& snapshot) override;

protected:
    QString reason() const override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildColumns();
    void choose(int preset);
    void updateClosed();

    rollout::Snapshot m_snapshot;
    QButtonGroup* m_presets = nullptr;
    QLineEdit* m_text = nullptr;
    CheckLines* m_steps = nullptr;
};

} // namespace fairlead::ui
