#pragma once

#include "models/domain/rollout/course.h"

#include <QString>

#include <vector>

namespace fairlead::ui {

/// One column of the phase calendar.
struct AxisColumn {
    Instant begin;
    QString top; ///< "d10", "14:30"; empty where there is no room for it
    QString below; ///< "Thu 7", the date where it changes
    bool rest = false; ///< Saturday or Sunday

    bool operator==(const AxisColumn&) const = default;
};

/// The time axis of the phase calendar: days of the plan's zone, or pieces of hours in UTC where the whole is short.
class CourseAxis {
public:
    CourseAxis() = default;
    /// Holds @p whole, in days where isDays() says so. @p startedAt is in day 1, the days are those of @p zone (UTC where this machine does
    /// not know it). Words are left out where columns of @p width pixels in all are too narrow for them.
    CourseAxis(const rollout::Stretch& whole, Instant startedAt, const QString& zone, double width);

    /// 0 at the left end, 1 at the right; beyond them outside.
    double at(Instant instant) const;
    bool isDays() const { return m_days; }
    Instant begin() const { return m_begin; }
    Instant end() const { return m_end; }
    const std::vector<AxisColumn>& columns() const { return m_columns; }
    /// The column that @p instant is in; -1 outside.
    int columnOf(Instant instant) const;

private:
    void layDays(Instant from, Instant to, Instant startedAt, const QString& zone, double width);
    void layPieces(Instant from, Instant to, double width);

    bool m_days = false;
    Instant m_begin;
    Instant m_end;
    std::vector<AxisColumn> m_columns;
};

} // namespace fairlead::ui
