#pragma once

#include "models/domain/rollout/state.h"

#include <optional>
#include <set>
#include <vector>

namespace fairlead::rollout {

/// When the samples of releases may be let go of. Records stay in any case. A release goes whole or not at all: of what is kept,
/// everything is kept. Without any of the first two nothing goes.
struct RetentionRule {
    std::optional<Millis> olderThan; ///< only releases that ended so long ago
    std::optional<int> keepNewest; ///< the newest so many of each component stay
    std::set<ReleaseId> only; ///< no others than these; empty: all

    QString inWords() const; ///< "older than 400d, the newest 20 of each component stay"
};

enum class Keep {
    No, ///< may go
    LegalHold, ///< somebody has said that all of it must be kept
    UnderWay, ///< not ended, or not even started
    InProduction, ///< what the next release is measured against
    TooYoung,
    AmongNewest,
    NotNamed,
};

QString toString(Keep why); ///< "goes", "legal-hold", "under-way", …

struct Retained {
    ReleaseId id;
    QString title;
    Keep why = Keep::No;
};

/// What @p rule says of each of @p releases at @p now, the newest first. A legal hold outweighs everything.
std::vector<Retained> retentionOf(
    const std::vector<State>& releases, const std::set<ReleaseId>& held, const RetentionRule& rule, Instant now);

/// The releases that are under legal hold after @p records, which are in their order.
std::set<ReleaseId> heldReleases(const std::vector<audit::Record>& records);

} // namespace fairlead::rollout
