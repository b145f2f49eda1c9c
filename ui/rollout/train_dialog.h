#pragma once

#include "ui/rollout/command_dialog.h"
#include "ui/rollout/train_words.h"

class QPlainTextEdit;

namespace fairlead::ui {

class CheckLines;

/// "Start the train spring?", "Let the other cars go on?", "Roll back the train spring?": what will happen to each car, and why. Closes its
/// button when the train is another than it was. Thread: GUI.
class TrainDialog : public CommandDialog {
    Q_OBJECT
public:
    TrainDialog(const Theme& theme, TrainVerb verb, const train::Snapshot& train, QWidget* parent = nullptr);

    const QString& train() const { return m_train.name; }
    /// What is true now.
    void showTrain(const train::Snapshot& train);
    void showSnapshot(const rollout::Snapshot& /*snapshot*/) override { }

protected:
    QString reason() const override;

private:
    void ask();
    std::vector<Check> whatWillHappen() const;
    void updateClosed();

    TrainVerb m_verb;
    train::Snapshot m_train;
    CheckLines* m_list;
    QPlainTextEdit* m_reason;
};

} // namespace fairlead::ui
