#pragma once

#include "models/items/calendar_model.h"
#include "ui/common/status.h"

#include <QDate>
#include <QString>

namespace fairlead::ui {

/// Words and dates of the calendar. Days are UTC days; local time stands beside them.

QDate utcDay(Instant at);
Instant startOf(QDate utcDay);
QDate mondayOf(QDate day);
QString shortName(const calendar::Entry& entry); ///< the last part of the component's path
QString titleText(const calendar::Entry& entry); ///< "data_analyst 2.0.0"
/// "14:00–16:00", or "22:00–02:00 +1 d" for a window that ends on a later day.
QString windowText(const calendar::Entry& entry);
/// The same in local time with its zone: "16:00–18:00 CEST". Empty where local time is UTC.
QString localWindowText(const calendar::Entry& entry);
QString dayText(QDate day); ///< "Thu 7 Aug"
QString weekText(QDate monday); ///< "4–10 August 2025, week 32"
/// "opens in 2 h 10 min", "open, 1 h 19 min left", "ended 3 d ago"
QString untilText(const calendar::Entry& entry, Instant now);
StatusLook lookOf(items::WindowState state);
/// The zone's short name at @p at, "CEST"; empty where local time is UTC.
QString zoneText(Instant at);
/// Seconds that local time is ahead of UTC at @p at.
int localOffset(Instant at);

} // namespace fairlead::ui
