#pragma once

#include "models/base/error.h"
#include "models/base/instant.h"

#include <QString>

namespace fairlead::formats::alerts::promql {

/// Reads a length as Prometheus writes it: whole numbers with units in the order y w d h m s ms ("1d2h"), or "0".
/// A year has 365 days. InvalidInput otherwise, also for more than about 292 years.
Result<Millis> parsePrometheusDuration(const QString& text);

/// The form that Prometheus itself prints: "1h30m", "1d", "0s". Reads back as the same length; never negative.
QString toPrometheusDuration(Millis length);

} // namespace fairlead::formats::alerts::promql
