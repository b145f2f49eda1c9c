#pragma once

#include "models/domain/calendar/entry.h"
#include "models/formats/loaded.h"

#include <QByteArray>
#include <QString>

#include <expected>
#include <vector>

namespace fairlead::formats {

/// The entries of a calendar file, and where each one's component stands.
struct Calendar {
    std::vector<calendar::Entry> entries; ///< in the order of the file
    std::vector<Position> places; ///< one for each entry
};

/// What is wrong with a window, and at which character (from 1) of its text.
struct WindowError {
    int column = 1;
    QString code; ///< "bad-window", "bad-zone", "local-time-missing", "local-time-ambiguous"
    QString message;
    QString help;
};

/// Reads “HH:MM-HH:MM ZONE” on @p date (“2025-08-07”). An end that is not after the start is on the next day; 24:00 ends a day.
/// ZONE is UTC or an IANA name (“Europe/Berlin”). Local times that a change of the clocks skips or repeats are refused, never guessed.
std::expected<Span, WindowError> readWindow(const QString& date, const QString& text);

/// Reads a calendar (seed 000): the list “deployment_schedule:” of date, component, version, window, owner, rollback_owner.
/// Codes besides those of readYaml and YamlMap and WindowError: bad-date, bad-name, bad-version, duplicate-entry.
Loaded<Calendar> readCalendar(const QString& file, const QByteArray& bytes);

} // namespace fairlead::formats
