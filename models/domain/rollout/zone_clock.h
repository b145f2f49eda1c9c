#pragma once

#include "models/base/instant.h"
#include "models/domain/rollout/plan.h"

#include <QDate>
#include <QTimeZone>

#include <optional>
#include <vector>

namespace fairlead::rollout {

/// Days and hours as the clocks of one place show them. All of it follows from one rule: a moment belongs to the day and the hour
/// that a clock there shows at it. So an hour that is left out never comes, and one that comes twice is there twice.
class ZoneClock {
public:
    /// Empty when this machine does not know the zone @p name.
    static std::optional<ZoneClock> of(const QString& name);

    /// The first moment at which the date is @p date, or a later one where no clock there ever shows it.
    Instant beginOf(QDate date) const;
    /// That of the @p day th day, 1 being the one of @p start.
    Instant beginOfDay(Instant start, int day) const;

    /// A stretch of hours; @c end is empty where none is seen within two weeks and more.
    struct Stretch {
        Instant begin;
        std::optional<Instant> end;

        bool operator==(const Stretch&) const = default;
    };
    /// The first stretch of @p hours that is not over at @p at; it begins at @p at where that is inside of it. Empty when no such
    /// hour comes within two weeks and more, the most that a weekday and a clock change together can take.
    std::optional<Stretch> hoursFrom(Instant at, const std::vector<AllowedHours>& hours) const;

    /// "2025-08-15 00:00"; seconds only where there are any.
    QString local(Instant at) const;
    /// "2025-08-08 02:00 (00:00 UTC)", with @p place "2025-08-15 00:00 Europe/Vienna (2025-08-14 22:00 UTC)"; in UTC itself once:
    /// "2025-08-08 02:00 UTC".
    QString both(Instant at, bool place = true) const;
    QString name() const { return QString::fromUtf8(m_zone.id()); }

private:
    explicit ZoneClock(const QTimeZone& zone)
        : m_zone(zone)
    {
    }

    struct Offset {
        qint64 begin; ///< ms since the epoch
        qint64 end;
        qint64 ahead; ///< ms that the clocks are ahead of UTC
    };
    std::vector<Offset> offsets(qint64 begin, qint64 end) const;

    QTimeZone m_zone;
};

} // namespace fairlead::rollout
