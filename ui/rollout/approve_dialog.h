#pragma once

#include "ui/rollout/verb_dialog.h"

class QComboBox;
class QLineEdit;

namespace fairlead::ui {

/// "Approve data_analyst 2.0.0 at 25 %?" by one of those who may; a name in own words where anybody may. Thread: GUI.
class ApproveDialog : public VerbDialog {
    Q_OBJECT
public:
    /// @p person sits at the console, and is proposed where that is allowed.
    ApproveDialog(const Theme& theme, const rollout::Snapshot& snapshot, const QString& person, QWidget* parent = nullptr);

protected:
    void updateWords() override;
    QString missing() const override;
    bool hasGoneOn() const override;
    void fill(VerbRequest& request) const override;

private:
    void addPerson();
    QString approver() const;

    QString m_person;
    QComboBox* m_choice = nullptr;
    QLineEdit* m_name = nullptr;
};

} // namespace fairlead::ui
