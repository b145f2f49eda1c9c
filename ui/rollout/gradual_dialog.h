#pragma once

#include "ui/rollout/verb_dialog.h"

class QSpinBox;

namespace fairlead::ui {

class NumberField;

/// "Take data_analyst traffic back to 1.4.2 in 5 steps over 10 min?" Shows each weight with its time. Thread: GUI.
class GradualDialog : public VerbDialog {
    Q_OBJECT
public:
    GradualDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent = nullptr);

protected:
    void updateWords() override;
    void fill(VerbRequest& request) const override;

private:
    void follow(QSpinBox& box, int least, int most, int value);
    rollout::Descent descent() const; ///< if it were sent now

    NumberField* m_minutes;
    NumberField* m_steps;
};

} // namespace fairlead::ui
