#pragma once

#include "ui/rollout/command_dialog.h"

#include <optional>

class QLineEdit;
class QPlainTextEdit;

namespace fairlead::ui {

class CheckLines;

/// "Send 50 % of data_analyst traffic to 2.0.0?" for Start and Promote, and the same for the activation. The checks
/// are read again with every snapshot; when one gets worse, the button closes and says which. Thread: GUI.
class PromoteDialog : public CommandDialog {
    Q_OBJECT
public:
    PromoteDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent = nullptr);

    void showSnapshot(const rollout::Snapshot& snapshot) override;

protected:
    QString reason() const override;

private:
    void buildColumns();
    void updateWords();
    void updateClosed();
    QString worseThanOpened() const;

    rollout::Snapshot m_snapshot;
    rollout::Snapshot m_opened; ///< what the person saw when it opened
    int m_step = -1; ///< the plan's step that this would begin
    TextLabel* m_checkedAt = nullptr;
    CheckLines* m_checks = nullptr;
    TextLabel* m_reasonLabel = nullptr;
    QPlainTextEdit* m_reason = nullptr;
    TextLabel* m_nameLabel = nullptr;
    QLineEdit* m_name = nullptr;
    TextLabel* m_nameState = nullptr;
    TextLabel* m_recorded = nullptr;
};

} // namespace fairlead::ui
