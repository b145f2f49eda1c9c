#pragma once

#include "ui/charts/chart_data.h"
#include "ui/charts/chart_tables.h"
#include "ui/common/theme.h"

#include <QRectF>

#include <optional>
#include <vector>

class QPainter;

namespace fairlead::ui {

/// How often values of either side fall into the same bins.
struct Histogram {
    double from = 0.0;
    double width = 1.0; ///< of a bin; the last one holds its upper end too
    std::vector<std::size_t> canary;
    std::vector<std::size_t> baseline;
};

/// Bins after Freedman and Diaconis ("On the histogram as a density estimator", 1981), the finer of what each side asks for,
/// 5 to 60 over the values of both.
/// Nothing without values; either side may be empty.
std::optional<Histogram> histogramOf(const std::vector<double>& canary, const std::vector<double>& baseline);

/// One quantile of both sides.
struct QuantilePair {
    double percent = 0.0;
    double baseline = 0.0;
    double canary = 0.0;
};

/// As many as the smaller side has values, 50 at most; of a side without values none.
std::vector<QuantilePair> quantilePairs(const std::vector<double>& canary, const std::vector<double>& baseline);

/// The values of @p series in the visible time, oldest first.
std::vector<double> valuesInView(const ChartSeries& series, const ChartTimeline& timeline);

/// "Median 0.42 %, baseline 0.37 %; 95 of 100 lie under 0.61 %, baseline 0.48 %."
QString distributionSentence(const ChartData& data, const ChartTimeline& timeline);
/// The bins with their counts.
TableContent distributionTable(const ChartData& data, const ChartTimeline& timeline);

/// Histogram at the left, canary's quantiles against the baseline's at the right, what they say in words above.
void paintDistribution(QPainter& painter, const Theme& theme, const ChartData& data, const ChartTimeline& timeline, const QRectF& frame);

} // namespace fairlead::ui
