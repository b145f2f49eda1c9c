#include "models/domain/judge/metric_classifier.h"

#include "models/domain/statistics/descriptive.h"
#include "models/domain/statistics/effect_size.h"
#include "models/domain/statistics/sorting.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace fairlead::judge {

namespace {

using statistics::MannWhitney;
using statistics::ShiftInterval;

constexpr double kNoise = 1e-5; ///< share of a value that Kayenta's noise has as its standard deviation

const std::array<std::pair<Label, QLatin1String>, 6> kLabels{{{Label::Pass, QLatin1String("Pass")}, {Label::High, QLatin1String("High")},
    {Label::Low, QLatin1String("Low")}, {Label::Nodata, QLatin1String("Nodata")},
    {Label::NodataFailMetric, QLatin1String("NodataFailMetric")}, {Label::Error, QLatin1String("Error")}}};

/// What a side without values means.
Classification withoutData(const QString& metric, const MetricRules& rules)
{
    if (rules.nanStrategy == NanStrategy::Replace) {
        return {Label::Pass, {}, false, 1.0, {}};
    }
    const QString reason = QStringLiteral("Missing data for %1").arg(metric);
    if (rules.mustHaveData && !rules.critical) {
        return {Label::NodataFailMetric, reason, false, 1.0, {}};
    }
    return {Label::Nodata, reason, rules.critical, 1.0, {}};
}

bool isConstant(const std::vector<double>& sorted)
{
    return sorted.front() == sorted.back();
}

/// The shift between two series that hold one value each; nothing where Kayenta has no answer.
std::optional<ShiftInterval> shiftOfConstants(std::span<const double> experiment, std::span<const double> control)
{
    const double e = experiment.front();
    const double c = control.front();
    if (experiment.size() == 1 && control.size() == 1 && (e == 0 || c == 0)) {
        return std::nullopt;
    }
    const double difference = std::abs(e - c) <= kNoise * std::max(std::abs(e), std::abs(c)) ? 0 : e - c;
    return ShiftInterval{difference, difference, difference};
}

bool isHigh(const ShiftInterval& shift, double effect, const MetricRules& rules, double tolerance)
{
    return rules.direction != Direction::Decrease && shift.low > tolerance * std::abs(shift.estimate)
        && (std::isnan(effect) || effect >= rules.effectSize.allowedIncrease);
}

bool isLow(const ShiftInterval& shift, double effect, const MetricRules& rules, double tolerance)
{
    return rules.direction != Direction::Increase && shift.high < -tolerance * std::abs(shift.estimate)
        && (std::isnan(effect) || effect <= rules.effectSize.allowedDecrease);
}

Classification failed(const QString& metric, Label label, double effect, const MetricRules& rules)
{
    const EffectSize& size = rules.effectSize;
    const bool beyond = label == Label::High ? effect >= size.criticalIncrease : effect <= size.criticalDecrease;
    const QString word = toString(label);
    if (rules.critical && (std::isnan(effect) || beyond)) {
        return {label, QStringLiteral("The metric %1 was classified as %2 (Critical)").arg(metric, word), true, {}, {}};
    }
    return {label, QStringLiteral("%1 was classified as %2").arg(metric, word), false, {}, {}};
}

/// The comparison proper, of two series that are not empty and not alike.
Classification compare(const QString& metric, const MannWhitney& samples, double ratio, bool constant, const MetricRules& rules,
    const Significance& significance)
{
    const std::optional<ShiftInterval> shift
        = constant ? shiftOfConstants(samples.x(), samples.y()) : samples.interval(significance.confidence);
    if (!shift) {
        return {Label::Error, QStringLiteral("Metric Classification Failed"), false, {}, {}};
    }
    const double effect = rules.effectSize.measure == EffectMeasure::Superiority ? samples.test().superiority : ratio;
    Classification result;
    if (isHigh(*shift, effect, rules, significance.tolerance)) {
        result = failed(metric, Label::High, effect, rules);
    } else if (isLow(*shift, effect, rules, significance.tolerance)) {
        result = failed(metric, Label::Low, effect, rules);
    }
    result.ratio = ratio;
    result.interval = shift;
    return result;
}

} // namespace

QString toString(Label label)
{
    return std::ranges::find(kLabels, label, [](const auto& row) { return row.first; })->second;
}

std::optional<Label> labelFrom(const QString& word)
{
    const auto row = std::ranges::find_if(kLabels, [&](const auto& entry) { return word == entry.second; });
    return row == kLabels.end() ? std::nullopt : std::optional(row->first);
}

Classification classify(const QString& metric, std::span<const double> experiment, std::span<const double> control,
    const MetricRules& rules, const Significance& significance)
{
    if (experiment.empty() || control.empty()) {
        return withoutData(metric, rules);
    }
    std::vector<double> x(experiment.begin(), experiment.end());
    std::vector<double> y(control.begin(), control.end());
    statistics::sortByRank(x);
    statistics::sortByRank(y);
    if (x == y) {
        return {Label::Pass, QStringLiteral("The Canary and Baseline data are identical"), false, 1.0, {}};
    }
    const bool constant = isConstant(x) && isConstant(y);
    if (constant && x.front() == y.front()) {
        return {Label::Pass, {}, false, 1.0, {}};
    }
    const double ratio = statistics::meanRatio(statistics::mean(experiment), statistics::mean(control));
    const std::optional<MannWhitney> samples = MannWhitney::ofSorted(std::move(x), std::move(y));
    if (!samples) {
        return {Label::Error, QStringLiteral("Metric Classification Failed"), false, {}, {}};
    }
    return compare(metric, *samples, ratio, constant, rules, significance);
}

Label compareMeans(std::span<const double> experiment, std::span<const double> control, const MetricRules& rules)
{
    if (experiment.empty() || control.empty()) {
        return withoutData({}, rules).label;
    }
    const double e = statistics::mean(experiment);
    const double c = statistics::mean(control);
    if (rules.direction != Direction::Decrease && e > c) {
        return Label::High;
    }
    return rules.direction != Direction::Increase && e < c ? Label::Low : Label::Pass;
}

} // namespace fairlead::judge
