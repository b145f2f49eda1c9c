#pragma once

#include "models/base/error.h"
#include "models/base/instant.h"

namespace fairlead {

/// Reads "250ms", "2s", "1.5s", "30m", "2h", "1d" and sums such as "1h30m". InvalidInput otherwise,
/// also for negative lengths and for a bare number: a length without a unit is refused, never guessed.
Result<Millis> parseDuration(const QString& text);

/// The shortest exact form that parseDuration reads back: "30m", "1h30m", "1500ms".
QString toText(Millis length);

} // namespace fairlead
