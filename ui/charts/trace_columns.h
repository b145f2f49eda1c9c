#pragma once

#include "ui/charts/chart_data.h"

#include <limits>
#include <vector>

namespace fairlead::ui {

/// What the line of one series covers in each pixel column, as values, kept from frame to frame: a new sample costs the columns
/// from the one before it on, an axis that has moved the columns that came into view. Columns stand still in time and the axis
/// moves over them by whole ones, so that a line that scrolls does not shimmer. Thread: GUI.
class TraceColumns {
public:
    struct Run {
        double lo = std::numeric_limits<double>::infinity();
        double hi = -std::numeric_limits<double>::infinity();

        bool isEmpty() const { return !(lo <= hi); }
    };

    /// Brings the columns up to @p series for [from, to) in @p count columns; to > from. The returned column is the first that may
    /// differ from what was there before; count where none does, 0 where the view is another.
    int update(const ChartSeries& series, qint64 from, qint64 to, int count);
    void clear() { m_runs.clear(); }

    const std::vector<Run>& runs() const { return m_runs; }
    /// By how many columns the view has moved since the columns were made: dashes move with the data.
    qint64 scrolled() const { return m_scrolled; }

private:
    double columnOf(qint64 at) const { return (double(at) - m_origin) * m_perMs; }
    void cover(int column, double a, double b);
    void fillFrom(const ChartSeries& series, int first);
    void fillRuns(const Pyramid& samples, qint64 gapAfter, std::size_t begin, std::size_t end, int first);
    void fillSegments(const Pyramid& samples, qint64 gapAfter, std::size_t begin, std::size_t end, int first);
    void coverSegment(double x0, double v0, double x1, double v1, int first);

    std::vector<Run> m_runs;
    double m_origin = 0.0; ///< time of the left end of column 0
    double m_step = 1.0; ///< milliseconds a column
    double m_perMs = 1.0; ///< columns a millisecond
    qint64 m_span = 0;
    qint64 m_scrolled = 0;
    quint64 m_revision = 0;
    qint64 m_last = 0; ///< time of the newest sample that is in
    bool m_dense = false;
};

} // namespace fairlead::ui
