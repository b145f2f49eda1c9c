#pragma once

#include <QString>

#include <chrono>
#include <expected>

namespace fairlead::formats::kubernetes {

/// Reads a length of time as Go writes it: "1m30s", "300ms", "-1.5h", "0". A bare number other than 0 is none.
/// The error is Go's own sentence ("time: unknown unit …"), which people look up. Thread: any.
std::expected<std::chrono::nanoseconds, QString> parseGoDuration(const QString& text);

/// Seconds, fractions kept.
double inSeconds(std::chrono::nanoseconds length);

} // namespace fairlead::formats::kubernetes
