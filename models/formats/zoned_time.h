#pragma once

#include "models/base/instant.h"

#include <QDate>
#include <QString>
#include <QTimeZone>

#include <expected>

namespace fairlead::formats {

/// What is wrong with a time or window, and at which character (from 1) of its text.
struct WindowError {
    int column = 1;
    QString code; ///< "bad-window", "bad-time", "bad-zone", "local-time-missing", "local-time-ambiguous"
    QString message;
    QString help;
};

std::unexpected<WindowError> refuseTime(int column, const char* code, QString message, QString help);

/// UTC or a place ("Europe/Berlin"); abbreviations and offsets do not say when clocks change: bad-zone at @p column.
std::expected<QTimeZone, WindowError> zoneNamed(const QString& name, int column);

/// The instant at which clocks of @p zone show @p localMs (a local time counted as if it were UTC). Local times that a change of
/// the clocks skips or repeats are refused, never guessed.
std::expected<Instant, WindowError> instantOf(qint64 localMs, const QTimeZone& zone, int column);

/// An ISO date and nothing more; invalid for other texts.
QDate dateOf(const QString& text);

/// Which side of a day is meant where only the day is written.
enum class DaySide { Begin, End };

/// Reads “2025-11-28T00:00:00+01:00”, “2025-11-28T00:00Z”, “2025-11-28 06:00 Europe/Berlin” and “2025-11-28 Europe/Berlin”, which is
/// the first moment of that day there, or with DaySide::End the first one after it. A time without a zone is refused: bad-time.
std::expected<Instant, WindowError> readMoment(const QString& text, DaySide side);

} // namespace fairlead::formats
