#pragma once

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

/// What the status bar says now: state of the chain, whether the engine keeps time, endpoints, commands without effect.
std::vector<Fact> factsOf(
    const std::map<ReleaseId, rollout::Snapshot>& snapshots, const std::optional<audit::Verification>& chain, qint64 rows, Instant now);

} // namespace fairlead::console
