#include "ui/charts/time_view.h"

#include "ui/charts/scale.h"

#include <algorithm>
#include <cmath>

namespace fairlead::ui {

namespace {

constexpr qint64 kHour = 3'600'000;
constexpr qint64 kQuarterHour = kHour / 4;
constexpr qint64 kShortestRange = 30'000; ///< of a release that has just begun
constexpr std::size_t kMostBack = 50;

qint64 roundUp(qint64 value, qint64 step)
{
    return (value + step - 1) / step * step;
}

qint64 endOf(qint64 now, qint64 span)
{
    return roundUp(now, axisGrain(span));
}

qint64 earliest(const TimeBounds& bounds)
{
    const qint64 start = bounds.start.value_or(bounds.now);
    return bounds.first > 0 ? std::min(bounds.first, start) : start;
}

/// From @p from to now, a little more on the right so that the axis moves in steps.
Stretch upToNow(qint64 from, qint64 now)
{
    const qint64 span = std::max(now - from, kShortestRange);
    return {from, roundUp(from + span, axisGrain(span))};
}

Stretch last(qint64 span, qint64 now)
{
    const qint64 to = endOf(now, span);
    return {to - span, to};
}

} // namespace

void TimeView::choose(TimeRange range)
{
    *this = {};
    m_range = range;
}

void TimeView::follow()
{
    m_fixed.reset();
    m_stepping = false;
}

void TimeView::stand(const TimeBounds& bounds)
{
    m_fixed = visible(bounds);
    m_stepping = false;
}

void TimeView::reset()
{
    choose(m_range);
}

void TimeView::remember()
{
    if (m_back.size() == kMostBack)
        m_back.erase(m_back.begin());
    m_back.push_back({m_span, m_fixed});
}

bool TimeView::back()
{
    m_stepping = false;
    if (m_back.empty())
        return false;
    m_span = m_back.back().span;
    m_fixed = m_back.back().fixed;
    m_back.pop_back();
    return true;
}

void TimeView::settle(Stretch stretch, const TimeBounds& bounds)
{
    const qint64 least = earliest(bounds);
    const qint64 widest = std::max(endOf(bounds.now, bounds.now - least) - least, kShortestView);
    const qint64 span = std::clamp(stretch.to - stretch.from, kShortestView, widest);
    const qint64 most = std::max(endOf(bounds.now, span), least + span);
    const qint64 from = std::clamp(stretch.from, least, most - span);
    m_fixed.reset();
    m_span = span;
    if (from + span < bounds.now)
        m_fixed = Stretch{from, from + span};
}

void TimeView::zoomTo(Stretch stretch, const TimeBounds& bounds)
{
    if (stretch.to <= stretch.from)
        return;
    remember();
    m_stepping = false;
    settle(stretch, bounds);
}

void TimeView::zoom(double factor, qint64 at, const TimeBounds& bounds)
{
    const Stretch now = visible(bounds);
    if (!m_stepping)
        remember();
    m_stepping = true;
    const auto moved = [&](qint64 end) { return at + qint64(std::llround(double(end - at) * factor)); };
    Stretch next{moved(now.from), moved(now.to)};
    if (const qint64 lack = kShortestView - (next.to - next.from); lack > 0) {
        next.from = std::min(next.from - lack / 2, at);
        next.to = std::max(next.from + kShortestView, at);
    }
    settle(next, bounds);
}

void TimeView::pan(qint64 byMs, const TimeBounds& bounds)
{
    m_stepping = false;
    const Stretch now = visible(bounds);
    const qint64 span = now.to - now.from;
    const qint64 most = endOf(bounds.now, span);
    if (byMs < 0 && now.to - byMs >= most) {
        m_fixed.reset();
        return;
    }
    const qint64 from = std::max(now.from - byMs, std::min(earliest(bounds), now.from));
    m_fixed = Stretch{from, from + span};
}

void TimeView::goToStart(const TimeBounds& bounds)
{
    const Stretch now = visible(bounds);
    pan(now.from - earliest(bounds), bounds);
}

Stretch TimeView::rangeNow(const TimeBounds& bounds) const
{
    const qint64 now = bounds.now;
    switch (m_range) {
    case TimeRange::Hour: return last(kHour, now);
    case TimeRange::QuarterHour: return last(kQuarterHour, now);
    case TimeRange::SixHours: return last(6 * kHour, now);
    case TimeRange::Day: return last(24 * kHour, now);
    case TimeRange::Step:
        if (bounds.step)
            return upToNow(*bounds.step, now);
        break;
    case TimeRange::All: return upToNow(earliest(bounds), now);
    case TimeRange::SinceStart: break;
    }
    qint64 from = bounds.start.value_or(now - kQuarterHour);
    // A little of what was before, as far as there is any.
    if (bounds.start && bounds.first > 0)
        from -= std::min(bounds.lead, std::max<qint64>(0, from - bounds.first));
    return upToNow(from, now);
}

qint64 TimeView::rangeSpan(const TimeBounds& bounds) const
{
    const Stretch range = rangeNow(bounds);
    return range.to - range.from;
}

Stretch TimeView::visible(const TimeBounds& bounds) const
{
    if (m_fixed)
        return *m_fixed;
    return m_span ? last(*m_span, bounds.now) : rangeNow(bounds);
}

} // namespace fairlead::ui
