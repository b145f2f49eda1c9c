#include "ui/rollout/train_bars.h"

#include "ui/common/widgets.h"
#include "ui/rollout/train_card.h"
#include "ui/rollout/train_dialog.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace fairlead::ui {

class TrainBars::Bar final : public Card {
public:
    Bar(const Theme& theme, const QString& name, QWidget* parent)
        : Card(theme, TrainBars::tr("Train %1").arg(name), parent)
        , m_pill(new StatusPill(theme))
        , m_cars(new TextLabel(theme, Type::Small, Token::Text2))
        , m_buttons(new TrainButtons(theme))
    {
        setDense(true);
        header()->addWidget(m_pill);
        header()->addWidget(m_buttons);
        m_cars->setWordWrap(true);
        m_cars->setTextFormat(Qt::PlainText);
        body()->addWidget(m_cars);
    }

    void showTrain(const train::Snapshot& train)
    {
        const StatusLook look = lookOf(train.stage);
        m_pill->setLook(look);
        setScope(trainText(train));
        m_cars->setText(carsText(train));
        m_buttons->showTrain(train);
        setAccessibleName(TrainBars::tr("Train %1: %2").arg(train.name, look.word));
    }

    TrainButtons* buttons() const { return m_buttons; }

private:
    StatusPill* m_pill;
    TextLabel* m_cars;
    TrainButtons* m_buttons;
};

TrainBars::TrainBars(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSpace2);
    hide();
}

TrainDialog* TrainBars::dialog() const
{
    return m_dialog;
}

void TrainBars::showTrain(const train::Snapshot& train)
{
    m_trains[train.name] = train;
    Bar*& bar = m_bars[train.name];
    if (bar == nullptr) {
        bar = new Bar(m_theme, train.name, this);
        layout()->addWidget(bar);
        connect(bar->buttons(), &TrainButtons::wanted, this, &TrainBars::ask);
    }
    bar->showTrain(train);
    show();
    if (m_dialog)
        m_dialog->showTrain(train);
}

void TrainBars::ask(const QString& train, TrainVerb verb)
{
    const auto known = m_trains.find(train);
    if (known == m_trains.end() || m_dialog || !whyClosed(known->second, verb).isEmpty())
        return;
    m_dialog = new TrainDialog(m_theme, verb, known->second, window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        m_dialog, &CommandDialog::confirmed, this, [this, train, verb](const QString& reason) { Q_EMIT requested(train, verb, reason); });
    m_dialog->open();
    m_dialog->activateWindow(); // its keys work at once, whatever the window manager thinks
}

} // namespace fairlead::ui
