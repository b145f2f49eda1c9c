#pragma once

#include <QString>

#include <optional>

namespace fairlead::analysis {

/// How a measurement, a metric or a whole run stands. The last four are final.
enum class Phase { Pending, Running, Successful, Inconclusive, Error, Failed };

QString toString(Phase phase); ///< "Pending", "Running", …
std::optional<Phase> phaseFrom(const QString& name);

bool isCompleted(Phase phase);
/// Whether @p candidate is worse than @p current, in the order Successful, Running, Pending, Inconclusive, Error, Failed.
bool isWorse(Phase current, Phase candidate);

} // namespace fairlead::analysis
