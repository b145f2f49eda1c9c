#pragma once

#include "ui/rollout/verb_dialog.h"

namespace fairlead::ui {

/// "Skip the soak of 15 min at 25 %?" Says what it goes on with. Thread: GUI.
class SkipDialog : public VerbDialog {
    Q_OBJECT
public:
    SkipDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent = nullptr);

protected:
    void updateWords() override;
    bool hasGoneOn() const override;
};

/// "Abort the rollout of data_analyst 2.0.0?" Traffic goes back, the plan is kept. Thread: GUI.
class AbortDialog : public VerbDialog {
    Q_OBJECT
public:
    AbortDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent = nullptr);

protected:
    void updateWords() override;
};

/// "Try data_analyst 2.0.0 again from 10 %?" Thread: GUI.
class RetryDialog : public VerbDialog {
    Q_OBJECT
public:
    RetryDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent = nullptr);

protected:
    void updateWords() override;
};

} // namespace fairlead::ui
