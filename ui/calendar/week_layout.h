#pragma once

#include "models/domain/calendar/entry.h"

#include <QDate>

#include <vector>

namespace fairlead::ui {

/// The part of a window that falls on one UTC day, beside those that overlap it.
struct WeekBlock {
    int entry = 0; ///< index into the entries that were given
    int day = 0; ///< 0 is Monday
    double from = 0.0; ///< hours of the day, 0 to 24
    double to = 0.0;
    int lane = 0; ///< 0 is leftmost
    int lanes = 1; ///< of the group of windows that overlap each other

    bool operator==(const WeekBlock&) const = default;
};

/// Cuts @p entries at midnight UTC and puts those that overlap side by side. @p entries by start, earliest first.
std::vector<WeekBlock> layoutWeek(const std::vector<calendar::Entry>& entries, QDate monday);

} // namespace fairlead::ui
