#pragma once

#include "ui/rollout/verb_dialog.h"

namespace fairlead::ui {

/// "Release data_analyst 2.0.0 from quarantine?" Says why it is there; the version has to be typed. Thread: GUI.
class QuarantineDialog : public VerbDialog {
    Q_OBJECT
public:
    QuarantineDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent = nullptr);

protected:
    void updateWords() override;
};

} // namespace fairlead::ui
