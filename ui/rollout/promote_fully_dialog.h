#pragma once

#include "ui/rollout/verb_dialog.h"

namespace fairlead::ui {

/// "Send 100 % of data_analyst traffic to 2.0.0?" at once; lists each step that is left out. Thread: GUI.
class PromoteFullyDialog : public VerbDialog {
    Q_OBJECT
public:
    PromoteFullyDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent = nullptr);

protected:
    void updateWords() override;
};

} // namespace fairlead::ui
