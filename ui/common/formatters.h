#pragma once

#include "models/base/instant.h"
#include "models/base/percent.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace fairlead::ui {

/// Words of the product for values (design-system.md, "Words"); numbers and units are parted by a no-break space.
QString percentText(double percent, int decimals = 0); ///< "25 %", "24.8 %"
QString shareText(std::optional<double> share); ///< fraction → "24.8 %", "–" when unknown
QString clockText(Millis length); ///< countdown: "6:58", "1:02:03", "4 d 23 h"
QString lengthText(Millis length); ///< "1 min 48 s", "9 h 19 min", "30 min"
QString utcText(Instant at, bool seconds = true); ///< "14:48:20 UTC"
QString localText(Instant at); ///< "16:48"
QString timeText(Instant at, bool seconds = true); ///< "14:48:20", UTC, where the zone is said elsewhere
QString dateText(Instant at); ///< "7 Aug 2025"
/// "14:33–14:48", "5 Aug 02:00–06:12" of another day than @p now, "29 Jul–1 Aug" over several; to the second
/// where it is shorter than two minutes.
QString stretchText(Instant begin, Instant end, Instant now);
/// "14:48:20" where it is on the UTC day of @p now, else "Fri 8 Aug 02:00".
QString secondText(Instant at, Instant now);
/// "14:48" where it is on the UTC day of @p now, else "Fri 8 Aug 02:00"; UTC, where the zone is said elsewhere.
QString momentText(Instant at, Instant now);
QString countText(qint64 count); ///< "18,204"
/// "75 %, 90 % and 100 %".
QString listText(const QStringList& words);

} // namespace fairlead::ui
