#include "ui/rollout/train_card.h"

#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

TrainButtons::TrainButtons(const Theme& theme, QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSpace1);
    for (const TrainVerb verb : {TrainVerb::Start, TrainVerb::Resume, TrainVerb::RollBack}) {
        auto* button = new ActionButton(theme, iconOf(verb), textOf(verb), ButtonKind::Flat, this);
        button->setButtonSize(ButtonSize::Small);
        button->hide();
        connect(button, &QPushButton::clicked, this, [this, verb] { Q_EMIT wanted(m_train, verb); });
        layout->addWidget(button);
        m_buttons.emplace(verb, button);
    }
}

void TrainButtons::showTrain(const train::Snapshot& train)
{
    m_train = train.name;
    for (const auto& [verb, button] : m_buttons) {
        button->setVisible(whyClosed(train, verb).isEmpty());
        button->setAccessibleName(textOf(verb).chopped(1) + QLatin1Char(' ') + train.name);
    }
}

TrainCard::TrainCard(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_lines(new CheckLines(theme))
    , m_buttons(new TrainButtons(theme, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_lines);
    m_lines->setSeparated(true);
    m_buttons->hide();
    hide();
    connect(m_buttons, &TrainButtons::wanted, this, &TrainCard::wanted);
}

void TrainCard::showTrain(const train::Snapshot& train)
{
    m_trains[train.name] = train;
    Q_EMIT changed();
}

void TrainCard::addPage(std::vector<SidePage>& pages, const ReleaseId& release)
{
    for (const auto& [name, train] : m_trains) {
        if (std::ranges::find(train.cars, release, &train::CarView::release) != train.cars.end()) {
            const StatusLook look = lookOf(train.stage);
            m_lines->setChecks(carLines(train));
            m_buttons->showTrain(train);
            pages.push_back({this, tr("Train %1").arg(name), look.word, look.status, m_buttons, 0});
            return;
        }
    }
}

} // namespace fairlead::ui
