#pragma once

#include "ui/rollout/verb_dialog.h"

class QSpinBox;

namespace fairlead::ui {

class NumberField;

/// "Send 15 % of data_analyst traffic to 2.0.0, off the plan?" Never more than the plan allows here. Thread: GUI.
class WeightDialog : public VerbDialog {
    Q_OBJECT
public:
    WeightDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent = nullptr);

protected:
    void updateWords() override;
    QString missing() const override;
    void fill(VerbRequest& request) const override;

private:
    Percent weight() const;

    NumberField* m_field;
    QSpinBox* m_weight; ///< in it
    TextLabel* m_deviation;
};

} // namespace fairlead::ui
