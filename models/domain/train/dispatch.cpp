#include "models/domain/train/dispatch.h"

#include <algorithm>

namespace fairlead::train {

namespace {

using rollout::Phase;

Failure failureOf(const CarFacts& car)
{
    if (!car.phase) {
        return Failure::None;
    }
    switch (*car.phase) {
    case Phase::RolledBack: return Failure::RolledBack;
    case Phase::RollingBack: return car.aborting ? Failure::Aborted : Failure::RolledBack;
    case Phase::Aborted: return Failure::Aborted;
    case Phase::Held: return car.needsPerson ? Failure::HeldForPerson : Failure::None;
    default: return Failure::None;
    }
}

/// The fault of a car, excused or not. A new attempt that has not started is no better than the one before it.
Fault faultOf(const Run& run, const Facts& facts, std::size_t index)
{
    const QString& name = run.train.cars[index].name;
    const CarFacts& car = facts[index];
    const bool again = car.phase == Phase::ToStart && run.hold && run.hold->car == name && run.hold->failure == Failure::RolledBack;
    return again ? *run.hold : Fault{name, car.release, failureOf(car)};
}

bool isFailed(const Run& run, const Facts& facts, std::size_t index)
{
    return faultOf(run, facts, index).failure != Failure::None;
}

QString sentence(const Train& train, const Facts& facts, const Fault& fault)
{
    const auto index = static_cast<std::size_t>(std::max(indexOf(train, fault.car), 0));
    const CarFacts& car = facts[index];
    const QString& title = train.cars[index].title;
    switch (fault.failure) {
    case Failure::HeldForPerson: return QStringLiteral("%1 is held for a person: %2").arg(title, car.why);
    case Failure::Aborted: return QStringLiteral("%1 was aborted: %2").arg(title, car.why);
    default: break;
    }
    if (car.phase == Phase::ToStart) {
        return QStringLiteral("%1 was rolled back, and its new attempt has not started.").arg(title);
    }
    return car.phase == Phase::RollingBack ? QStringLiteral("%1 is being rolled back: %2").arg(title, car.why)
                                           : QStringLiteral("%1 was rolled back: %2").arg(title, car.why);
}

/// Titles of the cars that @p index follows and that are not activated.
QStringList missing(const Train& train, const Facts& facts, std::size_t index)
{
    QStringList titles;
    for (const QString& name : train.cars[index].after) {
        const auto before = static_cast<std::size_t>(indexOf(train, name));
        if (facts[before].phase != Phase::Activated) {
            titles += train.cars[before].title;
        }
    }
    return titles;
}

QString waitSentence(const Train& train, const QStringList& titles)
{
    return QStringLiteral("It follows %1 in the train “%2”, and %3 not activated yet.")
        .arg(
            titles.join(QStringLiteral(" and ")), train.name, titles.size() == 1 ? QStringLiteral("that is") : QStringLiteral("those are"));
}

/// Has it anything to take back, as far as that can be done?
bool goesBack(const CarFacts& car)
{
    if (!car.phase || *car.phase == Phase::ToStart || *car.phase == Phase::RolledBack) {
        return false;
    }
    return *car.phase != Phase::Activated || car.rollBackClosed.isEmpty();
}

Decision whileGoingBack(const Run& run, const Facts& facts)
{
    const std::vector<std::size_t> forward = order(run.train);
    QStringList stays;
    for (auto place = forward.rbegin(); place != forward.rend(); ++place) {
        const std::size_t index = *place;
        const CarFacts& car = facts[index];
        if (car.phase == Phase::Activated && !goesBack(car)) {
            stays += run.train.cars[index].title;
        }
        if (!goesBack(car)) {
            continue;
        }
        if (*car.phase == Phase::RollingBack || !car.rollBackClosed.isEmpty()) {
            return {};
        }
        Decision decision{Act::RollBackCar};
        decision.car = static_cast<int>(index);
        decision.why = QStringLiteral("The train “%1” goes back: %2").arg(run.train.name, run.rollback->why);
        return decision;
    }
    Decision decision{Act::Finish};
    decision.ending = Ending::RolledBack;
    decision.stays = stays;
    decision.why = stays.isEmpty()
        ? QStringLiteral("All cars that had traffic are back.")
        : QStringLiteral("What was under way is back; stays activated: %1.").arg(stays.join(QStringLiteral(", ")));
    return decision;
}

/// A car that failed before and does not any more.
Decision whatPassed(const Run& run, const Facts& facts)
{
    std::vector<Fault> known = run.excused;
    if (run.hold) {
        known.push_back(*run.hold);
    }
    for (const Fault& fault : known) {
        const int index = indexOf(run.train, fault.car);
        if (index >= 0 && !isFailed(run, facts, static_cast<std::size_t>(index))) {
            Decision decision{Act::Continue, index};
            decision.why = QStringLiteral("%1 holds the others no longer.").arg(run.train.cars[static_cast<std::size_t>(index)].title);
            return decision;
        }
    }
    return {};
}

Decision whatFailed(const Run& run, const Facts& facts)
{
    const std::vector<Fault> now = faults(run, facts);
    const bool told = run.hold && std::ranges::find(now, *run.hold) != now.end();
    if (now.empty() || told) {
        return {};
    }
    Decision decision{Act::Hold, indexOf(run.train, now.front().car)};
    decision.fault = now.front();
    decision.why = sentence(run.train, facts, now.front());
    return decision;
}

Decision whatStarts(const Run& run, const Facts& facts)
{
    for (const std::size_t index : order(run.train)) {
        const CarFacts& car = facts[index];
        if (car.phase != Phase::ToStart || !car.startClosed.isEmpty() || !holdOf(run.train, &run, facts, index).isEmpty()) {
            continue;
        }
        const QStringList& after = run.train.cars[index].after;
        Decision decision{Act::StartCar, static_cast<int>(index)};
        decision.why = after.isEmpty() ? QStringLiteral("The train “%1” starts it: it follows no other.").arg(run.train.name)
                                       : QStringLiteral("The train “%1” starts it: %2 %3 activated.")
                                             .arg(run.train.name, after.join(QStringLiteral(" and ")),
                                                 after.size() == 1 ? QStringLiteral("is") : QStringLiteral("are"));
        return decision;
    }
    return {};
}

} // namespace

CarFacts factsOf(const rollout::State& state)
{
    CarFacts facts;
    facts.release = state.release.id;
    facts.phase = state.phase;
    facts.needsPerson = state.phase == Phase::Held && state.holdNeedsPerson;
    facts.aborting = state.aborting;
    facts.why = state.rollbackWhy.isEmpty() ? state.holdWhy : state.rollbackWhy;
    return facts;
}

std::vector<Fault> faults(const Run& run, const Facts& facts)
{
    std::vector<Fault> found;
    for (const std::size_t index : order(run.train)) {
        Fault fault = faultOf(run, facts, index);
        const bool excused = std::ranges::find(run.excused, fault) != run.excused.end();
        if (fault.failure != Failure::None && !excused) {
            found.push_back(std::move(fault));
        }
    }
    return found;
}

QString holdOf(const Train& train, const Run* run, const Facts& facts, std::size_t index)
{
    const bool toStart = facts[index].phase == Phase::ToStart;
    if (run != nullptr && run->underWay()) {
        if (run->rollback) {
            return QStringLiteral("%1 rolls back the train “%2”: %3").arg(run->rollback->who, train.name, run->rollback->why);
        }
        if (toStart || !isFailed(*run, facts, index)) {
            for (const Fault& fault : faults(*run, facts)) {
                if (fault.car != train.cars[index].name) {
                    return QStringLiteral("The train “%1” is held: %2").arg(train.name, sentence(train, facts, fault));
                }
            }
        }
    }
    const QStringList open = toStart ? missing(train, facts, index) : QStringList();
    return open.isEmpty() ? QString() : waitSentence(train, open);
}

Decision decide(const Run& run, const Facts& facts)
{
    if (!run.underWay()) {
        return {};
    }
    if (run.rollback) {
        return whileGoingBack(run, facts);
    }
    if (Decision passed = whatPassed(run, facts); passed.act != Act::Nothing) {
        return passed;
    }
    if (Decision failed = whatFailed(run, facts); failed.act != Act::Nothing) {
        return failed;
    }
    const bool arrived = std::ranges::all_of(facts, [](const CarFacts& car) { return car.phase == Phase::Activated; });
    if (arrived) {
        Decision decision{Act::Finish};
        decision.why = QStringLiteral("All cars are activated.");
        return decision;
    }
    return whatStarts(run, facts);
}

} // namespace fairlead::train
