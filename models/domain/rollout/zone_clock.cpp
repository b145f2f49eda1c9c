#include "models/domain/rollout/zone_clock.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace fairlead::rollout {

namespace {

const QDate kEpoch(1970, 1, 1);
constexpr qint64 kDay = 24LL * 60 * 60 * 1000;
/// A weekday whose hour the clocks leave out comes again after two weeks; two days for offsets on both sides.
constexpr qint64 kHorizon = 16 * kDay;

qint64 dayOf(qint64 localMs)
{
    return localMs >= 0 ? localMs / kDay : -((-localMs + kDay - 1) / kDay);
}

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

bool begins(const AllowedHours& hours, qint64 day)
{
    const int weekday = kEpoch.addDays(day).dayOfWeek();
    return hours.weekdays.empty() || std::ranges::find(hours.weekdays, weekday) != hours.weekdays.end();
}

/// Times without an end in common, in order.
using Pieces = std::vector<std::pair<qint64, qint64>>;

Pieces joined(Pieces pieces)
{
    std::ranges::sort(pieces);
    Pieces whole;
    whole.reserve(pieces.size());
    for (const auto& [begin, end] : pieces) {
        if (!whole.empty() && begin <= whole.back().second) {
            whole.back().second = std::max(whole.back().second, end);
        } else {
            whole.emplace_back(begin, end);
        }
    }
    return whole;
}

QString shown(const QDateTime& at)
{
    const bool whole = at.time().second() == 0;
    return at.toString(whole ? QStringLiteral("yyyy-MM-dd HH:mm") : QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

} // namespace

std::optional<ZoneClock> ZoneClock::of(const QString& name)
{
    if (name == QLatin1String("UTC")) {
        return ZoneClock(QTimeZone::utc());
    }
    const QByteArray id = name.toUtf8();
    return QTimeZone::isTimeZoneIdAvailable(id) ? std::optional(ZoneClock(QTimeZone(id))) : std::nullopt;
}

std::vector<ZoneClock::Offset> ZoneClock::offsets(qint64 begin, qint64 end) const
{
    const auto ahead = [this](qint64 at) { return 1000LL * m_zone.offsetFromUtc(utc(at)); };
    std::vector<Offset> found{{begin, end, ahead(begin)}};
    const QTimeZone::OffsetDataList changes = m_zone.transitions(utc(begin), utc(end));
    for (const QTimeZone::OffsetData& change : changes) {
        const qint64 at = change.atUtc.toMSecsSinceEpoch();
        if (at > found.back().begin && at < end) {
            found.back().end = at;
            found.push_back({at, end, ahead(at)});
        }
    }
    return found;
}

Instant ZoneClock::beginOf(QDate date) const
{
    const qint64 midnight = kEpoch.daysTo(date) * kDay; // of a clock there, counted as if it were UTC
    const std::vector<Offset> around = offsets(midnight - 2 * kDay, midnight + 2 * kDay);
    for (const Offset& each : around) {
        const qint64 at = std::max(each.begin, midnight - each.ahead);
        if (at < each.end) {
            return Instant::fromMs(at);
        }
    }
    Q_UNREACHABLE(); // no clock is two days from UTC
}

Instant ZoneClock::beginOfDay(Instant start, int day) const
{
    return beginOf(kEpoch.addDays(dayOf(start.ms() + 1000LL * m_zone.offsetFromUtc(utc(start.ms()))) + day - 1));
}

std::optional<ZoneClock::Stretch> ZoneClock::hoursFrom(Instant at, const std::vector<AllowedHours>& hours) const
{
    const qint64 last = at.ms() + kHorizon;
    Pieces pieces;
    const std::vector<Offset> stretches = offsets(at.ms(), last);
    for (const Offset& each : stretches) {
        const qint64 lastDay = dayOf(each.end - 1 + each.ahead);
        for (qint64 day = dayOf(each.begin + each.ahead) - 1; day <= lastDay; ++day) {
            for (const AllowedHours& wanted : hours) {
                const qint64 over = wanted.to <= wanted.from ? kDay : 0;
                const qint64 begin = std::max(each.begin, day * kDay + wanted.from.msecsSinceStartOfDay() - each.ahead);
                const qint64 end = std::min(each.end, day * kDay + over + wanted.to.msecsSinceStartOfDay() - each.ahead);
                if (begin < end && begins(wanted, day)) {
                    pieces.emplace_back(begin, end);
                }
            }
        }
    }
    const Pieces whole = joined(std::move(pieces));
    if (whole.empty()) {
        return std::nullopt;
    }
    const auto [begin, end] = whole.front();
    return Stretch{Instant::fromMs(begin), end < last ? std::optional(Instant::fromMs(end)) : std::nullopt};
}

QString ZoneClock::local(Instant at) const
{
    return shown(utc(at.ms() + 1000LL * m_zone.offsetFromUtc(utc(at.ms()))));
}

QString ZoneClock::both(Instant at, bool place) const
{
    const QString there = local(at);
    const QString here = shown(utc(at.ms()));
    if (m_zone == QTimeZone::utc()) {
        return here + QStringLiteral(" UTC");
    }
    const bool sameDay = there.left(10) == here.left(10);
    return QStringLiteral("%1%2 (%3 UTC)").arg(there, place ? QLatin1Char(' ') + name() : QString(), sameDay ? here.mid(11) : here);
}

} // namespace fairlead::rollout
