#pragma once

#include "models/domain/train/dispatch.h"

namespace fairlead::train {

/// How a car stands in its train.
enum class Standing {
    Unknown, ///< no release is prepared for it
    Waits, ///< for another car, its checklist or a person
    UnderWay,
    HeldBack, ///< under way, but the train lets it grow no further
    Failed, ///< held for a person, or aborted: it holds the others
    GoingBack,
    Back,
    Activated,
    Stays, ///< activated, and a train that goes back leaves it so
};

QString toString(Standing standing); ///< "unknown", "waits", "under-way", …

enum class Stage {
    NotStarted,
    UnderWay,
    Held, ///< a car failed, the others grow no further
    GoingBack,
    Completed,
    RolledBack,
};

QString toString(Stage stage); ///< "not-started", "under-way", "held", "going-back", "completed", "rolled-back"

struct CarView {
    Car car;
    ReleaseId release; ///< the newest attempt; empty where there is none
    std::optional<rollout::Phase> phase;
    Standing standing = Standing::Unknown;
    QString why; ///< what it waits for or why it failed; empty where nothing is to say

    bool operator==(const CarView&) const = default;
};

/// Which verbs to the train are open now, and why a closed one is closed (empty while open).
struct Verbs {
    QString start;
    QString resume;
    QString rollBack;

    bool operator==(const Verbs&) const = default;
};

/// Everything that a person needs to see of one train at one moment.
struct Snapshot {
    QString name;
    Stage stage = Stage::NotStarted;
    std::vector<CarView> cars; ///< in the order in which they go
    std::optional<Word> started;
    QString why; ///< what holds it or takes it back; empty where nothing is to say
    QStringList stays; ///< Run::stays
    std::vector<Fault> faults; ///< that hold it now
    Verbs verbs;

    bool operator==(const Snapshot&) const = default;
};

/// @p run is null for a train that was never started; @p facts are those of @p train's cars.
Snapshot snapshotOf(const Train& train, const Run* run, const Facts& facts);

} // namespace fairlead::train
