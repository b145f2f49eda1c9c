#include "models/formats/kubernetes/flagger_schedule.h"

#include "models/formats/kubernetes/go_duration.h"

#include <algorithm>

namespace fairlead::formats::kubernetes {

namespace {

using namespace std::chrono_literals;

constexpr int kTotal = 100;
constexpr int kForcedIterations = 10;

double intervalOf(const QString& text)
{
    constexpr auto kDefault = 60s;
    constexpr auto kShortest = 10s;
    const auto read = parseGoDuration(text);
    const std::chrono::nanoseconds interval = text.isEmpty() || !read ? kDefault : *read;
    return inSeconds(std::max<std::chrono::nanoseconds>(interval, kShortest));
}

int maxWeightOf(const FlaggerAnalysis& analysis)
{
    if (!analysis.stepWeights.empty()) {
        return std::min(kTotal, analysis.stepWeights.back());
    }
    const int written = analysis.maxWeight.value_or(0);
    return written > 0 ? written : kTotal;
}

/// By how much the weight rises from @p weight; 0 or less where the controller does nothing any more.
int stepFrom(const FlaggerAnalysis& analysis, int weight)
{
    const int step = analysis.stepWeight.value_or(0);
    const std::vector<int>& weights = analysis.stepWeights;
    if (step > 0 || weights.empty()) {
        return step;
    }
    const int rest = kTotal - weight;
    if (rest == 0) {
        return 1;
    }
    if (weight == 0) {
        return std::min(rest, weights.front());
    }
    const auto current = std::find(weights.begin(), weights.end() - 1, weight);
    return current == weights.end() - 1 ? rest : std::min(rest, *(current + 1) - weight);
}

void promote(const FlaggerAnalysis& analysis, FlaggerSchedule& schedule)
{
    const int step = analysis.stepWeightPromotion.value_or(0);
    if (step == 0) {
        schedule.promotionWeights.push_back(0);
        return;
    }
    int weight = schedule.weights.empty() ? 0 : schedule.weights.back();
    // A negative step gives the canary more and more; and without traffic on the canary the controller shifts nothing.
    schedule.neverPromotes = step < 0 || weight == 0;
    while (weight > 0 && step > 0) {
        weight = weight > step ? weight - step : 0;
        schedule.promotionWeights.push_back(weight);
    }
}

void progress(const FlaggerAnalysis& analysis, FlaggerSchedule& schedule)
{
    schedule.effectiveMaxWeight = maxWeightOf(analysis);
    schedule.mirrorStepFirst = analysis.mirror;
    for (int weight = 0;;) {
        const int step = stepFrom(analysis, weight);
        const bool stuck = weight == kTotal && weight < schedule.effectiveMaxWeight;
        if (step <= 0 || stuck) {
            schedule.neverPromotes = true;
            return;
        }
        if (weight >= schedule.effectiveMaxWeight) {
            promote(analysis, schedule);
            return;
        }
        weight = step > kTotal - weight ? kTotal : weight + step;
        schedule.weights.push_back(weight);
    }
}

void iterate(const FlaggerAnalysis& analysis, FlaggerSchedule& schedule)
{
    const bool live = schedule.strategy == QLatin1String("abTesting");
    const bool shifts = analysis.provider != QLatin1String("kubernetes");
    schedule.weights.assign(static_cast<std::size_t>(std::min(schedule.iterations, kMostListedIterations)), live ? kTotal : 0);
    if (!live && shifts) {
        schedule.weights.push_back(kTotal);
    }
}

} // namespace

FlaggerSchedule scheduleOf(const FlaggerAnalysis& analysis)
{
    FlaggerSchedule schedule;
    schedule.intervalSeconds = intervalOf(analysis.interval);
    schedule.failedChecksToRollback = std::max(analysis.threshold.value_or(0), 1);
    // Kubernetes alone can neither shift nor match traffic, so its canaries are blue/green.
    const bool plain = analysis.provider == QLatin1String("kubernetes");
    const int written = analysis.iterations.value_or(0);
    schedule.iterationsForcedByProvider = plain && written < 1;
    schedule.iterations = schedule.iterationsForcedByProvider ? kForcedIterations : std::max(written, 0);
    if (schedule.iterations == 0) {
        schedule.strategy = QStringLiteral("canary");
        progress(analysis, schedule);
        return schedule;
    }
    schedule.strategy = analysis.matches > 0 && !plain ? QStringLiteral("abTesting") : QStringLiteral("blueGreen");
    iterate(analysis, schedule);
    return schedule;
}

bool passes(std::optional<double> value, const QString& name, const std::optional<ThresholdRange>& range, std::optional<double> threshold)
{
    if (!value) {
        return false;
    }
    if (range) {
        const bool below = range->min && *value < *range->min;
        const bool above = range->max && *value > *range->max;
        return !below && !above;
    }
    const double bound = threshold.value_or(0.0);
    const bool fails = name == QLatin1String("request-success-rate") ? *value < bound : *value > bound;
    return !fails;
}

} // namespace fairlead::formats::kubernetes
