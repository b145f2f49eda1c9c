#include "ui/rollout/train_words.h"

#include "ui/common/formatters.h"
#include "ui/rollout/verb_words.h"

#include <QCoreApplication>

namespace fairlead::ui {

using train::Stage;
using train::Standing;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("TrainWords", text);
}

} // namespace

QString textOf(TrainVerb verb)
{
    switch (verb) {
    case TrainVerb::Start: return tr("Start train…");
    case TrainVerb::Resume: return tr("Resume train…");
    case TrainVerb::RollBack: break;
    }
    return tr("Roll back train…");
}

QString iconOf(TrainVerb verb)
{
    switch (verb) {
    case TrainVerb::Start: return QStringLiteral("play");
    case TrainVerb::Resume: return QStringLiteral("skip-forward");
    case TrainVerb::RollBack: break;
    }
    return QStringLiteral("undo-2");
}

QString whyClosed(const train::Snapshot& train, TrainVerb verb)
{
    switch (verb) {
    case TrainVerb::Start: return train.verbs.start;
    case TrainVerb::Resume: return train.verbs.resume;
    case TrainVerb::RollBack: break;
    }
    return train.verbs.rollBack;
}

StatusLook lookOf(Stage stage)
{
    switch (stage) {
    case Stage::NotStarted: break;
    case Stage::UnderWay: return {Status::Undecided, QStringLiteral("circle-play"), tr("Under way")};
    case Stage::Held: return {Status::Marginal, QStringLiteral("circle-pause"), tr("Held")};
    case Stage::GoingBack: return {Status::Fail, QStringLiteral("undo-2"), tr("Goes back")};
    case Stage::Completed: return {Status::Pass, QStringLiteral("circle-check"), tr("Arrived")};
    case Stage::RolledBack: return {Status::Fail, QStringLiteral("shield-x"), tr("Rolled back")};
    }
    return {Status::NoData, QStringLiteral("calendar-clock"), tr("Not started")};
}

StatusLook lookOf(Standing standing)
{
    switch (standing) {
    case Standing::Unknown: break;
    case Standing::Waits: return {Status::NoData, QStringLiteral("hourglass"), tr("waits")};
    case Standing::UnderWay: return {Status::Undecided, QStringLiteral("circle-play"), tr("under way")};
    case Standing::HeldBack: return {Status::Marginal, QStringLiteral("circle-pause"), tr("grows no further")};
    case Standing::Failed: return {Status::Fail, QStringLiteral("octagon-x"), tr("needs a person")};
    case Standing::GoingBack: return {Status::Fail, QStringLiteral("undo-2"), tr("goes back")};
    case Standing::Back: return {Status::Fail, QStringLiteral("shield-x"), tr("rolled back")};
    case Standing::Activated: return {Status::Pass, QStringLiteral("circle-check"), tr("activated")};
    case Standing::Stays: return {Status::Marginal, QStringLiteral("lock"), tr("stays activated")};
    }
    return {Status::NoData, QStringLiteral("circle-question-mark"), tr("not prepared")};
}

std::vector<Check> carLines(const train::Snapshot& train)
{
    std::vector<Check> lines;
    lines.reserve(train.cars.size());
    for (const train::CarView& view : train.cars) {
        const StatusLook look = lookOf(view.standing);
        const QString rest = view.why.isEmpty() ? look.word + QLatin1Char('.') : look.word + QStringLiteral(": ") + sentenceText(view.why);
        lines.push_back({view.car.name, look.status, view.car.title, rest, look.icon, true});
    }
    return lines;
}

QString carsText(const train::Snapshot& train)
{
    QStringList cars;
    for (const train::CarView& view : train.cars) {
        cars += view.car.title + QLatin1Char(' ') + lookOf(view.standing).word;
    }
    return cars.join(QStringLiteral("  →  "));
}

QString trainText(const train::Snapshot& train)
{
    if (!train.why.isEmpty()) {
        return sentenceText(train.why);
    }
    if (train.stage == Stage::RolledBack && !train.stays.isEmpty()) {
        return tr("Stays activated: %1.").arg(train.stays.join(QStringLiteral(", ")));
    }
    if (train.stage == Stage::NotStarted) {
        return train.verbs.start.isEmpty() ? tr("%1 cars.").arg(train.cars.size()) : train.verbs.start;
    }
    return train.started ? tr("Started by %1, %2.").arg(train.started->who, utcText(train.started->at, false)) : QString();
}

} // namespace fairlead::ui
