#pragma once

#include "models/base/id.h"
#include "models/base/instant.h"
#include "models/domain/audit/record.h"
#include "models/domain/rollout/release.h"
#include "models/domain/train/train.h"

#include <map>
#include <optional>

namespace fairlead::train {

/// How a car can fail its train, the worse the later.
enum class Failure {
    None,
    HeldForPerson, ///< until somebody resumes it
    Aborted, ///< its traffic is or goes back, its plan is kept
    RolledBack, ///< or is rolling back
};

QString toString(Failure failure); ///< "none", "held", "aborted", "rolled-back"
Failure failureFrom(const QString& text); ///< None for another word

/// A failure of a car at one attempt: what holds a train, or what a person has let pass.
struct Fault {
    QString car;
    ReleaseId release;
    Failure failure = Failure::None;

    bool operator==(const Fault&) const = default;
};

/// What a person asked of a train, or the engine.
struct Word {
    QString who;
    QString why;
    Instant at;

    bool operator==(const Word&) const = default;
};

enum class Ending { Completed, RolledBack };

QString toString(Ending ending); ///< "completed", "rolled-back"

/// A started train, folded from its records: the same records give the same run, which is how a restart finds its place again.
/// Its cars are those of the moment of the start; a change of the workspace's files does not touch it.
struct Run {
    Train train;
    Word started;
    std::optional<Fault> hold; ///< the fault that was recorded last and has not passed
    std::optional<Word> held; ///< with it
    std::vector<Fault> excused; ///< a person has let the others go on all the same
    std::optional<Word> rollback; ///< decided; all cars go back
    std::optional<Ending> ending;
    QStringList stays; ///< titles of what a rollback of the train left activated
    Instant lastAt; ///< of the newest record

    bool underWay() const { return !ending.has_value(); }
    bool operator==(const Run&) const = default;
};

/// The newest run of each train, by its name.
using Runs = std::map<QString, Run>;

/// Folds one record; kinds that are not of trains leave @p runs as they are. Corrupt for a start that cannot be read.
Result<void> take(Runs& runs, const audit::Record& record);

/// What becomes of a train, to be written.
audit::Entry startEntry(const Train& train, const QString& who, const QString& why);
audit::Entry holdEntry(const Run& run, const Fault& fault, const QString& why);
audit::Entry continueEntry(const Run& run, const QString& car, const QString& why);
audit::Entry resumeEntry(const Run& run, const std::vector<Fault>& excused, const QString& who, const QString& why);
audit::Entry rollbackEntry(const Run& run, const QString& who, const QString& why);
audit::Entry endEntry(const Run& run, Ending ending, const QStringList& stays, const QString& why);

} // namespace fairlead::train
