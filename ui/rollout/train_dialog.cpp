#include "ui/rollout/train_dialog.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

using train::CarView;
using train::Standing;

namespace {

constexpr int kReasonHeight = 58;

ButtonKind kindOf(TrainVerb verb)
{
    return verb == TrainVerb::RollBack ? ButtonKind::Danger : ButtonKind::Primary;
}

/// What a car that goes back does, the last first.
std::vector<Check> wayBack(const train::Snapshot& train)
{
    std::vector<Check> lines;
    lines.reserve(train.cars.size());
    for (auto place = train.cars.rbegin(); place != train.cars.rend(); ++place) {
        const CarView& view = *place;
        const bool activated = view.phase == rollout::Phase::Activated;
        const bool nothing = !view.phase || view.phase == rollout::Phase::ToStart || view.phase == rollout::Phase::RolledBack;
        const QString rest = activated ? TrainDialog::tr("is activated: it goes back where that is possible, else it stays activated.")
            : nothing                  ? TrainDialog::tr("has no traffic, and is not started.")
                                       : TrainDialog::tr("goes back to 0 %, and the next only when that is seen.");
        lines.push_back({view.car.name,
            activated     ? Status::Marginal
                : nothing ? Status::NoData
                          : Status::Fail,
            view.car.title, rest,
            activated     ? QStringLiteral("lock")
                : nothing ? QStringLiteral("circle-dashed")
                          : QStringLiteral("undo-2"),
            true});
    }
    return lines;
}

/// What a car does when the train starts.
std::vector<Check> wayForth(const train::Snapshot& train)
{
    std::vector<Check> lines;
    lines.reserve(train.cars.size());
    for (const CarView& view : train.cars) {
        const QString rest = view.standing == Standing::Activated ? TrainDialog::tr("is activated already.")
            : view.car.after.isEmpty()                            ? TrainDialog::tr("starts at once, when its checklist allows it.")
                                       : TrainDialog::tr("starts by itself after %1.").arg(view.car.after.join(QStringLiteral(", ")));
        lines.push_back({view.car.name, Status::Undecided, view.car.title, rest,
            view.standing == Standing::Activated ? QStringLiteral("circle-check") : QStringLiteral("play"), true});
    }
    return lines;
}

} // namespace

TrainDialog::TrainDialog(const Theme& theme, TrainVerb verb, const train::Snapshot& train, QWidget* parent)
    : CommandDialog(theme, kindOf(verb), iconOf(verb), parent)
    , m_verb(verb)
    , m_train(train)
    , m_list(new CheckLines(theme))
    , m_reason(new QPlainTextEdit)
{
    setWindowTitle(textOf(verb).chopped(1));
    auto* happens = new TextLabel(theme, Type::Small, Token::Text2);
    happens->setText(tr("What will happen"));
    leftColumn()->addWidget(happens);
    leftColumn()->addWidget(m_list, 1);
    auto* label = new TextLabel(theme, Type::Small, Token::Text2);
    label->setText(verb == TrainVerb::Start ? tr("Reason") : tr("Reason (required)"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(std::max(kReasonHeight, 2 * QFontMetrics(theme.font(Type::Body)).lineSpacing() + 2 * metric::kSpace2 + 6));
    rightColumn()->addWidget(label);
    rightColumn()->addWidget(m_reason);
    rightColumn()->addStretch(1);
    ask();
    connect(m_reason, &QPlainTextEdit::textChanged, this, &TrainDialog::updateClosed);
    updateClosed();
    m_reason->setFocus();
}

void TrainDialog::ask()
{
    m_list->setChecks(whatWillHappen());
    switch (m_verb) {
    case TrainVerb::Start:
        setQuestion(tr("Start the train %1?").arg(m_train.name), tr("Each car starts by itself when all that it follows are activated."));
        return setButtons(tr("Start train"), tr("Cancel"), true);
    case TrainVerb::Resume:
        setQuestion(tr("Let the other cars of %1 go on?").arg(m_train.name), tr("They grow again, although a car failed."));
        return setButtons(tr("Resume train"), tr("Keep it held"), true);
    case TrainVerb::RollBack:
        setQuestion(tr("Roll back the train %1?").arg(m_train.name), tr("Its cars go back in reverse order, and none starts any more."));
        return setButtons(tr("Roll back train"), tr("Cancel"), true);
    }
}

std::vector<Check> TrainDialog::whatWillHappen() const
{
    switch (m_verb) {
    case TrainVerb::Start: return wayForth(m_train);
    case TrainVerb::Resume: return carLines(m_train);
    case TrainVerb::RollBack: break;
    }
    return wayBack(m_train);
}

void TrainDialog::showTrain(const train::Snapshot& train)
{
    if (train.name == m_train.name) {
        m_train = train;
        m_list->setChecks(whatWillHappen());
        updateClosed();
    }
}

void TrainDialog::updateClosed()
{
    if (const QString why = whyClosed(m_train, m_verb); !why.isEmpty())
        return setClosed(why);
    if (m_verb != TrainVerb::Start && reason().isEmpty())
        return setClosed(tr("A reason is missing."));
    setClosed({});
    setFootNote(tr("Recorded with your name"));
}

QString TrainDialog::reason() const
{
    return m_reason->toPlainText().trimmed();
}

} // namespace fairlead::ui
