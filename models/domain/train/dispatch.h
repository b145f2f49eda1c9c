#pragma once

#include "models/domain/rollout/state.h"
#include "models/domain/train/run.h"

#include <optional>

namespace fairlead::train {

/// What is known of a car at one moment: of the newest attempt at its release.
struct CarFacts {
    ReleaseId release; ///< empty where none is prepared
    std::optional<rollout::Phase> phase; ///< the same
    bool needsPerson = false; ///< held until somebody resumes it
    bool aborting = false; ///< it rolls back to be tried again
    QString why; ///< of the hold or the rollback
    QString startClosed; ///< by anything but the train: checklist, quarantine, a stopped line; empty where it may start
    QString rollBackClosed; ///< empty where it can go back now
};

/// One for each car, in the order of Train::cars.
using Facts = std::vector<CarFacts>;

/// The facts that a release's state gives; the verbs are the caller's.
CarFacts factsOf(const rollout::State& state);

enum class Act {
    Nothing,
    Hold, ///< record that a car failed
    Continue, ///< record that a car is well again
    StartCar,
    RollBackCar,
    Finish, ///< record that the train has arrived or is back
};

struct Decision {
    Act act = Act::Nothing;
    int car = -1; ///< index into Train::cars
    Fault fault{}; ///< Hold
    Ending ending = Ending::Completed; ///< Finish
    QStringList stays{}; ///< Finish: titles of cars that stay activated
    QString why{}; ///< for the record

    bool operator==(const Decision&) const = default;
};

/// The next thing to do for a train. Pure: same run and facts, same decision. Rules in order: a train that goes back takes one car
/// after the other, the last first, each when the one before is seen back; a fault that has passed is let go; a new one is recorded;
/// a car starts when all that it follows are activated, no other car holds the train and nothing else closes its start.
Decision decide(const Run& run, const Facts& facts);

/// The faults that hold the train now, in the order in which the cars go; those that a person excused are left out.
std::vector<Fault> faults(const Run& run, const Facts& facts);

/// Why the train lets the car @p index get no more traffic now; empty where it does not stand in the way. @p run is empty for a train
/// that was never started: then only the order counts. A car that failed is not held by others: it has to become well again.
QString holdOf(const Train& train, const Run* run, const Facts& facts, std::size_t index);

} // namespace fairlead::train
