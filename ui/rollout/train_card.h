#pragma once

#include "models/domain/train/snapshot.h"
#include "ui/rollout/side_panel.h"
#include "ui/rollout/train_words.h"

#include <QWidget>

#include <map>

namespace fairlead::ui {

class ActionButton;
class CheckLines;

/// The verbs of a train that are open now, as small buttons. Thread: GUI.
class TrainButtons : public QWidget {
    Q_OBJECT
public:
    explicit TrainButtons(const Theme& theme, QWidget* parent = nullptr);
    void showTrain(const train::Snapshot& train);

Q_SIGNALS:
    void wanted(const QString& train, fairlead::ui::TrainVerb verb);

private:
    QString m_train;
    std::map<TrainVerb, ActionButton*> m_buttons;
};

/// The train of the release in the cockpit: its cars in their order, how each stands and what it waits for. Thread: GUI.
class TrainCard : public QWidget {
    Q_OBJECT
public:
    explicit TrainCard(const Theme& theme, QWidget* parent = nullptr);

    /// Keeps the newest of each train.
    void showTrain(const train::Snapshot& train);
    /// Adds the page of the train that @p release is a car of; nothing where it goes alone.
    void addPage(std::vector<SidePage>& pages, const ReleaseId& release);

Q_SIGNALS:
    void changed();
    void wanted(const QString& train, fairlead::ui::TrainVerb verb);

private:
    CheckLines* m_lines;
    TrainButtons* m_buttons;
    std::map<QString, train::Snapshot> m_trains;
};

} // namespace fairlead::ui
