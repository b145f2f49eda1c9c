#pragma once

#include "models/domain/audit/record.h"

#include <optional>

namespace fairlead::audit {

/// A record and what belongs to it, as far as the history has it.
struct Context {
    Record record;
    std::optional<Record> intent{}; ///< of the command that the record belongs to; the record itself where it is the intent
    std::optional<Record> outcome{};
    std::optional<Record> effect{}; ///< the newest one
    /// The newest verdict or rollback decision of the release at or before it (for an answer or an effect, before its intent): what the
    /// screen showed when it was decided.
    std::optional<Record> decision{};

    bool operator==(const Context&) const = default;
};

/// One of the records of a command: kIntent, kOutcome or kEffect.
bool isOfCommand(const QString& kind);
/// Something was decided, by a gate, a rule or the engine.
bool isDecision(const QString& kind);

} // namespace fairlead::audit
