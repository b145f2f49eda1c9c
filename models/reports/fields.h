#pragma once

#include "models/reports/report.h"

namespace fairlead::reports {

/// The six fields of a deployment record, from the other parts of @p report. Nothing is guessed: what the records do
/// not say is missing.
std::vector<Field> fieldsOf(const Report& report);

/// Result line of @p report. @p state is what its records fold to.
Outcome outcomeOf(const Report& report, const rollout::State& state);

} // namespace fairlead::reports
