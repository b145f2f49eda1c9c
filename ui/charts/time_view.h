#pragma once

#include "ui/charts/chart_data.h"

#include <optional>
#include <vector>

namespace fairlead::ui {

/// What a person can choose at once.
enum class TimeRange { SinceStart, Hour, QuarterHour, SixHours, Day, Step, All };

/// What there is to be seen; milliseconds UTC.
struct TimeBounds {
    qint64 first = 0; ///< oldest sample; 0 while there is none
    std::optional<qint64> start; ///< of the release
    std::optional<qint64> step; ///< since when its newest weight is seen
    qint64 now = 0; ///< no later than the end of the release
    qint64 lead = 0; ///< how much of what was before the start is shown with it

    bool operator==(const TimeBounds&) const = default;
};

/// Nothing shorter is stretched over a plot.
inline constexpr qint64 kShortestView = 10'000;

/// Which stretch of time the charts show: a range that follows now, or one that a person has zoomed or moved to. Never before
/// the first sample by zoom or pan, and never less than kShortestView. Thread: any, one at a time.
class TimeView {
public:
    TimeRange range() const { return m_range; }
    bool isFollowing() const { return !m_fixed; }
    bool isZoomed() const { return m_span || m_fixed; } ///< other than the range shows by itself
    bool canGoBack() const { return !m_back.empty(); }

    void choose(TimeRange range); ///< follows again, and forgets the zooms
    void follow(); ///< with the width that is shown
    void stand(const TimeBounds& bounds); ///< stays where it is
    void zoomTo(Stretch stretch, const TimeBounds& bounds);
    /// @p factor below 1 shows less; @p at keeps its place. Steps that follow each other are one zoom for back().
    void zoom(double factor, qint64 at, const TimeBounds& bounds);
    void pan(qint64 byMs, const TimeBounds& bounds); ///< positive: towards the past
    void goToStart(const TimeBounds& bounds);
    bool back(); ///< to before the last zoom; false where there is none
    void reset(); ///< what the range shows by itself

    Stretch visible(const TimeBounds& bounds) const;
    qint64 rangeSpan(const TimeBounds& bounds) const; ///< how much the range shows by itself

private:
    struct Place {
        std::optional<qint64> span;
        std::optional<Stretch> fixed;
    };
    Stretch rangeNow(const TimeBounds& bounds) const;
    void settle(Stretch stretch, const TimeBounds& bounds);
    void remember();

    TimeRange m_range = TimeRange::SinceStart;
    std::optional<qint64> m_span; ///< zoomed, and following
    std::optional<Stretch> m_fixed; ///< not following
    std::vector<Place> m_back;
    bool m_stepping = false; ///< the last thing was a step of zoom()
};

} // namespace fairlead::ui
