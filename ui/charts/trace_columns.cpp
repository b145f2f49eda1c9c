#include "ui/charts/trace_columns.h"

#include <algorithm>
#include <cmath>

namespace fairlead::ui {

namespace {

constexpr double kSegmentsPerColumn = 3.0; ///< up to so many samples a column are walked line by line
constexpr double kRunsPerColumn = 5.0; ///< runs are at least so many times shorter than a column

} // namespace

int TraceColumns::update(const ChartSeries& series, qint64 from, qint64 to, int count)
{
    const Pyramid& samples = series.samples();
    const qint64 span = to - from;
    const double step = double(span) / double(count);
    const std::size_t begin = samples.lowerBound(from);
    const bool dense = double(samples.lowerBound(to, begin) - begin) > kSegmentsPerColumn * count;
    const double moved = std::round((double(from) - m_origin) / step);
    const bool same = int(m_runs.size()) == count && span == m_span && samples.reshaped() <= m_revision && dense == m_dense && moved >= 0.0
        && moved < double(count) && !samples.isEmpty();
    int changed = 0;
    if (!same) {
        m_runs.assign(std::size_t(count), {});
        m_origin = double(from);
        m_step = step;
        m_perMs = 1.0 / step;
        m_span = span;
        m_dense = dense;
        m_scrolled = 0;
        fillFrom(series, 0);
    } else {
        const int shift = int(moved);
        // The column of the newest sample is filled again, with all that came since.
        const int open = std::min(count, std::max(0, int(std::floor(columnOf(m_last)))) - shift);
        if (shift > 0) {
            m_runs.erase(m_runs.begin(), m_runs.begin() + shift);
            m_runs.resize(std::size_t(count));
            m_origin += m_step * shift;
            m_scrolled += shift;
        }
        const int fresh = m_last >= to || samples.lastAt() > m_last ? std::min(open, count - shift) : count;
        if (fresh < count)
            fillFrom(series, std::max(0, fresh));
        changed = shift > 0 ? 0 : std::max(0, fresh);
    }
    m_revision = samples.revision();
    m_last = samples.isEmpty() ? from : samples.lastAt();
    return changed;
}

void TraceColumns::cover(int column, double a, double b)
{
    Run& run = m_runs[std::size_t(column)];
    run.lo = std::min({run.lo, a, b});
    run.hi = std::max({run.hi, a, b});
}

void TraceColumns::fillFrom(const ChartSeries& series, int first)
{
    std::fill(m_runs.begin() + first, m_runs.end(), Run{});
    const Pyramid& samples = series.samples();
    // Up to the border and not a column further: where a column begins and ends is told by columnOf() alone.
    std::size_t begin = samples.lowerBound(qint64(std::floor(m_origin + m_step * first)));
    while (begin < samples.size() && columnOf(samples.timeAt(begin)) < first)
        ++begin;
    const std::size_t end = samples.lowerBound(qint64(std::ceil(m_origin + m_step * double(m_runs.size()))), begin);
    if (m_dense)
        fillRuns(samples, series.gapAfter(), begin, end, first);
    else
        fillSegments(samples, series.gapAfter(), begin, end, first);
}

void TraceColumns::coverSegment(double x0, double v0, double x1, double v1, int first)
{
    const double slope = (v1 - v0) / std::max(x1 - x0, 1e-9);
    const int last = int(std::min(std::floor(x1), double(m_runs.size()) - 1));
    for (int column = std::max(first, int(std::floor(std::max(x0, -1.0)))); column <= last; ++column) {
        const double from = std::max(double(column), x0);
        const double to = std::min(column + 1.0, x1);
        cover(column, v0 + (from - x0) * slope, v0 + (to - x0) * slope);
    }
}

void TraceColumns::fillSegments(const Pyramid& samples, qint64 gapAfter, std::size_t begin, std::size_t end, int first)
{
    // One sample more on either side, so that lines reach the border.
    const std::size_t from = begin > 0 ? begin - 1 : begin;
    const std::size_t to = std::min(end + 1, samples.size());
    const double width = double(m_runs.size());
    double x = 0.0;
    double v = 0.0;
    qint64 before = 0;
    for (std::size_t i = from; i < to; ++i) {
        const qint64 at = samples.timeAt(i);
        const double nextX = columnOf(at);
        const double nextV = samples.valueAt(i);
        if (nextX >= first && nextX < width)
            cover(int(nextX), nextV, nextV);
        if (i > from && at - before <= gapAfter)
            coverSegment(x, v, nextX, nextV, first);
        x = nextX;
        v = nextV;
        before = at;
    }
}

void TraceColumns::fillRuns(const Pyramid& samples, qint64 gapAfter, std::size_t begin, std::size_t end, int first)
{
    const double width = double(m_runs.size());
    const auto longest = std::size_t(std::max(1.0, double(end - begin) / (width - first) / kRunsPerColumn));
    int before = -1;
    if (begin > 0)
        before = int(std::max(-1.0, std::floor(columnOf(samples.timeAt(begin - 1)))));
    bool known = begin > 0; // a sample before this one
    Run open; // of column "before", as far as it has come
    samples.forRuns(begin, end, longest, [&](qint64 at, double min, double max) {
        const double x = columnOf(at);
        if (x < first || x >= width)
            return;
        const int column = int(x);
        if (column != before) {
            if (!open.isEmpty())
                cover(before, open.lo, open.hi);
            open = {};
            // An empty column between two samples: the line crosses it, unless it is a gap. Seldom, so that looking it up is cheap.
            if (known && column > before + 1) {
                const std::size_t index = samples.lowerBound(at);
                if (index > 0 && at - samples.timeAt(index - 1) <= gapAfter)
                    coverSegment(columnOf(samples.timeAt(index - 1)), samples.valueAt(index - 1), x, samples.valueAt(index), first);
            }
            before = column;
        }
        known = true;
        open.lo = std::min(open.lo, min);
        open.hi = std::max(open.hi, max);
    });
    if (!open.isEmpty())
        cover(before, open.lo, open.hi);
}

} // namespace fairlead::ui
