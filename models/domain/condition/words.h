#pragma once

#include "models/domain/condition/node.h"

namespace fairlead::condition {

/// @p value with its unit for people: 0.0042 → "0.42 %", 1.62 → "1.62 s", 0.872 → "0.872", 1286 → "1,286".
/// Figures and units are parted by a no-break space.
QString inWords(double value, metrics::Unit unit);

/// "Error rate" for error_rate, "Latency p95", "Quality score"; other names with their underscores as spaces.
QString titleOf(const QString& metric);

/// A number that somebody wrote, with all its figures: "1 %", "500 ms", "2 min", "70 of 100", "1,800". The unit of the values
/// that it is compared with decides, and the unit written where those have none.
QString boundInWords(const Number& number, metrics::Unit unit, bool isScore);

/// "10 min", "1 h 30 min", "250 ms".
QString lengthInWords(double seconds);

/// "latency", "p95 of latency", "mean quality", "baseline of latency": in the middle of a sentence.
QString termInWords(const Term& term);

/// "mean", "p95", "highest value".
QString aggregateInWords(Aggregate aggregate);

/// Do people say "are" of it: "calls are", "latency is"?
bool isPlural(const Term& term);

} // namespace fairlead::condition
