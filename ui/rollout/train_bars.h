#pragma once

#include "ui/rollout/train_words.h"

#include <QPointer>
#include <QWidget>

#include <map>

namespace fairlead::ui {

class TrainDialog;

/// One card a train above the list of rollouts: its state, its cars in their order, what holds it, its verbs. Asks with a dialog and
/// tells what the person said. Thread: GUI.
class TrainBars : public QWidget {
    Q_OBJECT
public:
    explicit TrainBars(const Theme& theme, QWidget* parent = nullptr);

    /// Adds the train's card or brings it up to date.
    void showTrain(const train::Snapshot& train);
    /// Opens the dialog of the verb; nothing while the verb is closed.
    void ask(const QString& train, TrainVerb verb);
    TrainDialog* dialog() const; ///< the one that is open, else null

Q_SIGNALS:
    void requested(const QString& train, fairlead::ui::TrainVerb verb, const QString& reason);

private:
    class Bar;

    const Theme& m_theme;
    std::map<QString, train::Snapshot> m_trains;
    std::map<QString, Bar*> m_bars;
    QPointer<TrainDialog> m_dialog;
};

} // namespace fairlead::ui
