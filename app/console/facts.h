#pragma once

#include "app/wiring/session.h"
#include "models/domain/audit/record.h"
#include "models/domain/rollout/snapshot.h"
#include "ui/common/status.h"

#include <map>
#include <optional>
#include <vector>

namespace fairlead::console {

/// One fact of the status bar; an empty word takes it away.
struct Fact {
    QString id;
    ui::StatusLook look;
};

inline const QString kHistoryFact = QStringLiteral("history");
inline const QString kEngineFact = QStringLiteral("engine");
inline const QString kEndpointFact = QStringLiteral("endpoints");
inline const QString kCommandFact = QStringLiteral("commands");

inline const QString kSleepFact = QStringLiteral("sleep");

/// Whether the machine may sleep while a release is under way here; an empty word while none is.
Fact sleepFact(const wiring::SleepInhibitor& sleep);

/// Who acts, in the place of the engine's punctuality while this console only watches.
Fact custodyFact(const wiring::Custody& custody);

/// What the status bar says now: state of the chain, whether the engine keeps time, endpoints, commands without effect.
std::vector<Fact> factsOf(
    const std::map<ReleaseId, rollout::Snapshot>& snapshots, const std::optional<audit::Verification>& chain, qint64 rows, Instant now);

} // namespace fairlead::console
