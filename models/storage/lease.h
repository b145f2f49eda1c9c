#pragma once

#include "models/base/instant.h"
#include "models/domain/workspace/holder.h"
#include "models/storage/connection.h"

#include <optional>

namespace fairlead::storage {

constexpr Millis kBeatInterval = std::chrono::seconds(1);
/// A holder whose heartbeat has not changed for that long has lost the workspace to whoever wants it.
constexpr Millis kLostAfter = std::chrono::seconds(5);
/// How long after its last heartbeat a holder may still act: shorter, so that it has stopped before anybody takes over.
constexpr Millis kMayActFor{4'500};

/// Who carries out the releases of a workspace, as its history says it.
struct Lease {
    qint64 epoch = 0; ///< raised by each change of hands, never lowered; 0: nobody ever held it
    bool held = false;
    workspace::Holder holder; ///< the last one when it is not held
    Instant since;
    qint64 beat = 0; ///< counts heartbeats
    Instant beatAt; ///< for people; clocks may be set
    std::optional<workspace::Wish> wanted;

    bool operator==(const Lease&) const = default;
};

/// This process, for @p person.
workspace::Holder thisProcess(const QString& person);

/// True when the process of @p holder has certainly ended: it ran on this machine since it was started last. False where nobody
/// can tell: another machine, or another set of process numbers.
bool isGone(const workspace::Holder& holder);

/// The heartbeat that somebody has watched stand still.
struct Seen {
    qint64 epoch = 0;
    qint64 beat = 0;
};

struct Claim {
    workspace::Holder by;
    QString why; ///< of a take-over, for its record; empty: take it only where it is free, without a record
    std::optional<Seen> over; ///< take it from this holder, if its heart has not beaten since
};

Result<Lease> readLease(const Connection& connection);

/// Makes @p claim.by the holder, in one transaction with the record of the take-over. Conflict, which says who holds it, where
/// it is neither free, nor its holder gone, nor claim.over the truth any more.
Result<Lease> claimLease(Connection& connection, const Claim& claim, Instant now);

/// One heartbeat of the holder with @p epoch; the lease as it then is. Nothing is changed when the epoch is another by now.
Result<Lease> beatLease(Connection& connection, qint64 epoch, Instant now);

/// Nobody holds it any more; nothing where somebody else does.
Result<void> giveLeaseBack(Connection& connection, qint64 epoch);

/// Asks whoever holds it for it; the newest wish counts.
Result<void> askForLease(Connection& connection, const workspace::Wish& wish);

/// "… carries out the releases of this workspace.": why a claim is refused.
Error heldBy(const Lease& lease);
/// "Ada took over …": why a former holder does nothing any more.
Error takenOverBy(const Lease& lease);

} // namespace fairlead::storage
