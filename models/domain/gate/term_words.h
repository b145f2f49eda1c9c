#pragma once

#include "models/domain/gate/rule.h"

#include <QString>

#include <vector>

namespace fairlead::gate {

/// "30 s", "1 min 40 s", "2 h 5 min": to the second largest part, which is exact enough for what was measured.
QString lengthInWords(Millis length);
/// "14:06:15 UTC".
QString clockInWords(Instant at);
/// "14:06:03–14:06:15 UTC", with dates where they differ.
QString stretchInWords(Instant from, Instant to);
/// "3.02 to 3.61 s"; one value where both read alike.
QString rangeInWords(double low, double high, metrics::Unit unit);
/// "10 calls", "1 sample".
QString countInWords(double count, CountOf of);
/// @p text with a capital at the beginning.
QString capitalised(QString text);

/// "latency", "mean quality score over 50 calls", "p95 of latency over 15 min", "baseline of latency".
QString termInWords(const condition::Term& term, const Window& window);
/// "above 3 s": what a condition with a threshold asks for.
QString thresholdInWords(const condition::Condition& condition);
/// "latency 3.4 s, error rate 2 %" with @p is: "latency is 3.4 s, error rate 2 %".
QString readingsInWords(const std::vector<condition::Reading>& readings, const Window& window, const QString& is);

} // namespace fairlead::gate
