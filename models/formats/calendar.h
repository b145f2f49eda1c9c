#pragma once

#include "models/domain/calendar/entry.h"
#include "models/formats/freezes.h"
#include "models/formats/loaded.h"
#include "models/formats/zoned_time.h"

#include <QByteArray>
#include <QString>

#include <expected>
#include <vector>

namespace fairlead::formats {

/// The entries of a calendar file, and where each one's component stands.
struct Calendar {
    std::vector<calendar::Entry> entries; ///< in the order of the file
    std::vector<Position> places; ///< one for each entry
    std::vector<PlacedFreeze> freezes; ///< in the order of the file
};

/// Reads “HH:MM-HH:MM ZONE” on @p date (“2025-08-07”). An end that is not after the start is on the next day; 24:00 ends a day.
/// ZONE is UTC or an IANA name (“Europe/Berlin”). Local times that a change of the clocks skips or repeats are refused, never guessed.
std::expected<Span, WindowError> readWindow(const QString& date, const QString& text);

/// Reads a calendar (seed 000): the list “deployment_schedule:” of date, component, version, window, owner, rollback_owner, and
/// beside it or instead of it the list “freezes:” of readFreezes.
/// Codes besides those of readYaml, YamlMap, WindowError and readFreezes: bad-date, bad-name, bad-version, duplicate-entry.
Loaded<Calendar> readCalendar(const QString& file, const QByteArray& bytes);

} // namespace fairlead::formats
