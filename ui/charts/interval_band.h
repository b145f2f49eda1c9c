#pragma once

#include "ui/charts/chart_data.h"
#include "ui/charts/plot_map.h"
#include "ui/common/theme.h"

#include <optional>
#include <vector>

class QPainter;

namespace fairlead::ui {

/// Between which values the truth lies with 95 % confidence, as far as a sample tells.
struct Interval {
    double low = 0.0;
    double high = 0.0;

    bool operator==(const Interval&) const = default;
};

/// Of a fraction @p fraction seen in @p calls calls: Wilson's score interval (E. B. Wilson, "Probable inference, the law of
/// succession, and statistical inference", 1927). Nothing without calls or for what is no fraction.
std::optional<Interval> wilsonInterval(double fraction, double calls);

/// Of the mean of @p values by Student's t. Nothing for less than three.
std::optional<Interval> meanInterval(const std::vector<double>& values);

/// How many samples the interval of a mean stands on at most; none of them lies before a gap.
inline constexpr std::size_t kIntervalSamples = 12;

/// The interval at sample @p index of the canary of @p data: Wilson's where the calls behind the same sample are known, else
/// that of the mean of the last kIntervalSamples samples. Nothing in the charts of shares and calls.
std::optional<Interval> intervalAt(const ChartData& data, std::size_t index);

/// The band round the canary's line, a point a pixel column at most and fewer where samples are dense, within the clip: the cost follows
/// the width. Nothing is kept, so that a hidden chart costs nothing.
void paintBand(QPainter& painter, const Theme& theme, const PlotMap& map, const ChartData& data);

} // namespace fairlead::ui
