#pragma once

#include "models/domain/expression/value.h"

#include <expected>
#include <optional>

namespace fairlead::expression {

Time later(const Time& from, Duration by);
/// From @p earlier to @p later; the longest length where it is longer than that (292 years).
Duration between(const Time& earlier, const Time& later);

/// "1h30m", "-1.5s", "250ms", "0", with the units ns us µs ms s m h. Empty for anything else.
std::optional<Duration> parseDuration(const QByteArray& text);
/// "1h30m0s", "1.5s", "250ms", "0s".
QByteArray formatDuration(Duration length);

/// Reads @p text in the form of a reference time written as "Mon Jan 2 15:04:05 MST 2006". What names no zone is in @p zone.
std::optional<Time> parseTime(const QByteArray& layout, const QByteArray& text, const QTimeZone& zone);
/// Reads the usual forms: a date, a time of day, both, and RFC 3339, 822, 850 and 1123.
std::optional<Time> parseUsualTime(const QByteArray& text, const QTimeZone& zone);
/// Writes @p time in the form of a reference time.
QByteArray formatTime(const QByteArray& layout, const Time& time);

/// "2024-03-01T00:00:00Z", with fractions of a second where there are any.
QString toRfc3339(const Time& time);
/// A zone by its name ("UTC", "Europe/Berlin", "Local" or nothing for UTC). Empty where it is not known.
std::optional<QTimeZone> zoneNamed(const QByteArray& name);

} // namespace fairlead::expression
