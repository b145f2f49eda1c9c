#include "models/domain/train/snapshot.h"

#include <algorithm>

namespace fairlead::train {

namespace {

using rollout::Phase;

Standing standingOf(const CarFacts& car, bool goesBack, const QString& hold)
{
    if (!car.phase) {
        return Standing::Unknown;
    }
    switch (*car.phase) {
    case Phase::ToStart: return Standing::Waits;
    case Phase::Activated: return goesBack && !car.rollBackClosed.isEmpty() ? Standing::Stays : Standing::Activated;
    case Phase::RollingBack: return Standing::GoingBack;
    case Phase::RolledBack: return Standing::Back;
    case Phase::Aborted: return Standing::Failed;
    default: break;
    }
    if (car.needsPerson) {
        return Standing::Failed;
    }
    return hold.isEmpty() ? Standing::UnderWay : Standing::HeldBack;
}

QString whyOf(const CarFacts& car, const QString& hold)
{
    if (!car.phase || *car.phase == Phase::Activated) {
        return {};
    }
    if (*car.phase == Phase::ToStart) {
        return hold.isEmpty() ? car.startClosed : hold;
    }
    return car.why.isEmpty() ? hold : car.why;
}

Stage stageOf(const Run* run, const std::vector<Fault>& faults)
{
    if (run == nullptr) {
        return Stage::NotStarted;
    }
    if (run->ending) {
        return *run->ending == Ending::Completed ? Stage::Completed : Stage::RolledBack;
    }
    if (run->rollback) {
        return Stage::GoingBack;
    }
    return faults.empty() ? Stage::UnderWay : Stage::Held;
}

QString startClosed(const Train& train, const Run* run, const Facts& facts)
{
    if (run != nullptr && run->underWay()) {
        return QStringLiteral("It is under way since %1.")
            .arg(run->started.at.toIso().left(16).replace(QLatin1Char('T'), QLatin1Char(' ')));
    }
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const QString& title = train.cars[i].title;
        if (!facts[i].phase) {
            return QStringLiteral("No release is prepared for %1.").arg(title);
        }
        if (*facts[i].phase == Phase::RolledBack || *facts[i].phase == Phase::RollingBack) {
            return QStringLiteral("%1 was rolled back; prepare it again first.").arg(title);
        }
    }
    const bool arrived = std::ranges::all_of(facts, [](const CarFacts& car) { return car.phase == Phase::Activated; });
    return arrived ? QStringLiteral("All its cars are activated.") : QString();
}

QString resumeClosed(const Run* run, const std::vector<Fault>& faults)
{
    if (run == nullptr || !run->underWay()) {
        return QStringLiteral("It is not under way.");
    }
    if (run->rollback) {
        return QStringLiteral("It is being rolled back.");
    }
    return faults.empty() ? QStringLiteral("No car holds it.") : QString();
}

QString rollBackClosed(const Run* run, const Facts& facts)
{
    if (run == nullptr) {
        return QStringLiteral("It has not started.");
    }
    if (run->underWay()) {
        return run->rollback ? QStringLiteral("It is being rolled back.") : QString();
    }
    if (*run->ending == Ending::RolledBack) {
        return QStringLiteral("It was rolled back.");
    }
    const bool any
        = std::ranges::any_of(facts, [](const CarFacts& car) { return car.phase == Phase::Activated && car.rollBackClosed.isEmpty(); });
    return any ? QString() : QStringLiteral("All its cars are activated, and stay so.");
}

QString whyOf(const Train& train, const Run* run, const Facts& facts, const std::vector<Fault>& faults)
{
    if (run == nullptr || !run->underWay()) {
        return {};
    }
    if (run->rollback) {
        return QStringLiteral("%1: %2").arg(run->rollback->who, run->rollback->why);
    }
    if (faults.empty()) {
        return {};
    }
    const auto index = static_cast<std::size_t>(std::max(indexOf(train, faults.front().car), 0));
    return QStringLiteral("%1: %2").arg(train.cars[index].title, facts[index].why);
}

} // namespace

QString toString(Standing standing)
{
    switch (standing) {
    case Standing::Unknown: break;
    case Standing::Waits: return QStringLiteral("waits");
    case Standing::UnderWay: return QStringLiteral("under-way");
    case Standing::HeldBack: return QStringLiteral("held-back");
    case Standing::Failed: return QStringLiteral("failed");
    case Standing::GoingBack: return QStringLiteral("going-back");
    case Standing::Back: return QStringLiteral("back");
    case Standing::Activated: return QStringLiteral("activated");
    case Standing::Stays: return QStringLiteral("stays-activated");
    }
    return QStringLiteral("unknown");
}

QString toString(Stage stage)
{
    switch (stage) {
    case Stage::NotStarted: break;
    case Stage::UnderWay: return QStringLiteral("under-way");
    case Stage::Held: return QStringLiteral("held");
    case Stage::GoingBack: return QStringLiteral("going-back");
    case Stage::Completed: return QStringLiteral("completed");
    case Stage::RolledBack: return QStringLiteral("rolled-back");
    }
    return QStringLiteral("not-started");
}

Snapshot snapshotOf(const Train& train, const Run* run, const Facts& facts)
{
    Snapshot snapshot;
    snapshot.name = train.name;
    if (run != nullptr) {
        snapshot.started = run->started;
        snapshot.stays = run->stays;
        snapshot.faults = run->underWay() && !run->rollback ? faults(*run, facts) : std::vector<Fault>();
    }
    snapshot.stage = stageOf(run, snapshot.faults);
    snapshot.why = whyOf(train, run, facts, snapshot.faults);
    const bool goesBack = run != nullptr && run->rollback.has_value();
    snapshot.cars.reserve(train.cars.size());
    for (const std::size_t index : order(train)) {
        const QString hold = holdOf(train, run, facts, index);
        snapshot.cars.push_back({train.cars[index], facts[index].release, facts[index].phase, standingOf(facts[index], goesBack, hold),
            whyOf(facts[index], hold)});
    }
    snapshot.verbs = {startClosed(train, run, facts), resumeClosed(run, snapshot.faults), rollBackClosed(run, facts)};
    return snapshot;
}

} // namespace fairlead::train
