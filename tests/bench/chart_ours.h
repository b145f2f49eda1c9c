#pragma once

#include "tests/bench/chart_contenders.h"
#include "tests/bench/measure.h"

namespace fairlead::bench {

enum class Values { Decimals, AnyDoubles };

/// The product's own MetricChart with six lines, fed as ReleaseCharts feeds it: a sample is put into the line's series, the chart
/// refreshed, and the event loop paints. For Live::Replace each frame begins with nothing kept: another size was shown before.
std::unique_ptr<ChartContender> ourChart(qint64 points, Live live, Values values = Values::Decimals);

/// The charts of a release as the cockpit has them, 12 of them, fed 10 times a second for 20 s after an hour of such samples.
void cockpit(Report& report);

/// Twelve charts of six lines each, fed in the same way, every one of which moves with every tick.
void twelveBySix(Report& report);

/// Our six lines and uPlot's of the same data below each other, and ours dense and sparse in all schemes, as PNG in @p folder.
void pictures(const QString& folder);

} // namespace fairlead::bench
