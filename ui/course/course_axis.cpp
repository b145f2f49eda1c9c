#include "ui/course/course_axis.h"

#include "ui/common/formatters.h"
#include "ui/course/course_words.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace fairlead::ui {

namespace {

using namespace std::chrono_literals;

constexpr double kDayWords = 46.0; ///< pixels that "Wed 30" needs
constexpr double kTimeWords = 62.0; ///< that "14:30:05" needs
constexpr double kNarrowest = 5.0; ///< of a column
constexpr int kMostDays = 4000;

constexpr std::array<Millis, 16> kPieces{
    1s, 2s, 5s, 10s, 15s, 30s, 1min, 2min, 5min, 10min, 15min, 30min, 1h, 2h, 3h, 6h}; // 36 h in six hours are few enough

QDate dayOf(Instant at, const QTimeZone& zone)
{
    return QDateTime::fromMSecsSinceEpoch(at.ms(), zone).date();
}

/// The smallest of @p steps that gives @p each times it at least @p least; the last where none does.
template <std::size_t Size> int stepFor(const std::array<int, Size>& steps, double each, double least)
{
    const auto found = std::ranges::find_if(steps, [&](int step) { return each * step >= least; });
    return found == steps.end() ? steps.back() : *found;
}

} // namespace

CourseAxis::CourseAxis(const rollout::Stretch& whole, Instant startedAt, const QString& zone, double width)
    : m_days(ui::isDays(whole))
    , m_begin(whole.begin)
    , m_end(std::max(whole.end.value_or(whole.begin), whole.begin + Millis(1)))
{
    if (m_days)
        layDays(m_begin, m_end, startedAt, zone, std::max(width, 1.0));
    else
        layPieces(m_begin, m_end, std::max(width, 1.0));
}

void CourseAxis::layDays(Instant from, Instant to, Instant startedAt, const QString& zone, double width)
{
    const auto clock = rollout::ZoneClock::of(zone);
    const QTimeZone place = clock ? QTimeZone(zone.toUtf8()) : QTimeZone::utc();
    const auto known = clock ? clock : rollout::ZoneClock::of(QStringLiteral("UTC"));
    const QDate first = dayOf(from, place);
    const QDate started = dayOf(startedAt, place);
    const auto days = int(std::min<qint64>(first.daysTo(dayOf(to - Millis(1), place)) + 1, kMostDays));
    const int together = stepFor(std::array{1, 7, 28, 364}, width / days, kNarrowest);
    const double each = width / days * together;
    const int spoken = stepFor(std::array{1, 2, 4, 7, 14, 28}, each, kDayWords);
    const QLocale english(QLocale::English);
    int last = 0;
    for (int day = 0; day < days; day += together) {
        const QDate date = first.addDays(day);
        AxisColumn column;
        column.begin = known->beginOf(date);
        column.rest = together == 1 && date.dayOfWeek() >= Qt::Saturday;
        if (day / together % spoken == 0) {
            column.top = QStringLiteral("d%1").arg(started.daysTo(date) + 1);
            const bool month = day == 0 || date.month() != first.addDays(last).month();
            column.below = english.toString(date, month ? QStringLiteral("d MMM") : QStringLiteral("ddd d"));
            last = day;
        }
        m_columns.push_back(column);
    }
    m_begin = m_columns.front().begin;
    m_end = known->beginOf(first.addDays(days));
}

void CourseAxis::layPieces(Instant from, Instant to, double width)
{
    const auto span = double((to - from).count());
    const auto fits = [&](Millis piece) { return width * double(piece.count()) / span >= kTimeWords; };
    const auto found = std::ranges::find_if(kPieces, fits);
    const qint64 piece = (found == kPieces.end() ? kPieces.back() : *found).count();
    const qint64 first = from.ms() / piece * piece;
    for (qint64 at = first; at < to.ms(); at += piece) {
        AxisColumn column;
        column.begin = Instant::fromMs(at);
        column.top = timeText(column.begin, piece < 60'000);
        const bool otherDay = m_columns.empty() || dayOf(column.begin, QTimeZone::utc()) != dayOf(m_columns.back().begin, QTimeZone::utc());
        column.below
            = otherDay ? QLocale(QLocale::English).toString(dayOf(column.begin, QTimeZone::utc()), QStringLiteral("d MMM")) : QString();
        m_columns.push_back(column);
    }
    m_begin = Instant::fromMs(first);
    m_end = Instant::fromMs((to.ms() + piece - 1) / piece * piece);
}

double CourseAxis::at(Instant instant) const
{
    const auto length = double((m_end - m_begin).count());
    return length <= 0.0 ? 0.0 : double((instant - m_begin).count()) / length;
}

int CourseAxis::columnOf(Instant instant) const
{
    if (instant < m_begin || !(instant < m_end))
        return -1;
    const auto after = std::ranges::upper_bound(m_columns, instant, {}, &AxisColumn::begin);
    return int(after - m_columns.begin()) - 1;
}

} // namespace fairlead::ui
