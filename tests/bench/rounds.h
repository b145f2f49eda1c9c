#pragma once

#include <QElapsedTimer>
#include <QString>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

namespace fairlead::bench {

/// How often @p work gets through @p units a second, once.
inline double rateOf(int units, const std::function<void()>& work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return units / (static_cast<double>(std::max<qint64>(timer.nsecsElapsed(), 1)) / 1e9);
}

inline double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// Runs ours and the baseline in turn, @p rounds times, so that a machine that is busy for a while is busy for
/// both, and prints medians and their ratio. Figures of two runs, or of two machines, cannot be compared; ratios can.
inline void compare(const char* what, const char* unit, int units, int rounds, const char* baselineName, const std::function<void()>& ours,
    const std::function<void()>& baseline)
{
    std::vector<double> mine;
    std::vector<double> theirs;
    for (int round = 0; round < rounds; ++round) {
        mine.push_back(rateOf(units, ours));
        theirs.push_back(rateOf(units, baseline));
    }
    std::printf("%-28s %12.0f %s/s   %s %12.0f %s/s   ratio %.2f\n", what, median(mine), unit, baselineName, median(theirs), unit,
        median(mine) / median(theirs));
}

} // namespace fairlead::bench
