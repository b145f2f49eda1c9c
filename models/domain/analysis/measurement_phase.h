#pragma once

#include "models/domain/analysis/phase.h"
#include "models/domain/expression/expression.h"

namespace fairlead::analysis {

/// What one measured value means.
struct Measured {
    Phase phase = Phase::Error;
    QString message; ///< why it is an error, with the condition; empty otherwise

    bool operator==(const Measured&) const = default;
};

/// The phase of a measurement that gave @p result. Neither condition: Successful. One alone: its opposite is the other phase.
/// Both: failure wins, and neither true is Inconclusive. A condition that cannot be evaluated: Error.
/// @p now is what now() gives in a condition.
Measured phaseOf(
    const expression::Value& result, const QString& successCondition, const QString& failureCondition, Instant now = Instant());

} // namespace fairlead::analysis
