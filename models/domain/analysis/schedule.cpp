#include "models/domain/analysis/schedule.h"

#include "models/domain/analysis/assess.h"
#include "models/domain/expression/go_time.h"

namespace fairlead::analysis {

namespace {

bool reached(const Metric& metric, const MetricResult& result)
{
    const std::optional<int> wanted = metric.effectiveCount();
    return wanted && result.counters.count >= *wanted;
}

/// How long after a finished measurement the next one comes; empty where none does.
std::optional<Millis> pauseAfter(const Metric& metric, const Measurement& last, std::optional<Millis> withoutInterval)
{
    if (last.phase == Phase::Error) {
        return kErrorRetry;
    }
    if (metric.interval.isEmpty()) {
        return withoutInterval;
    }
    const Result<Millis> interval = intervalFrom(metric.interval);
    return interval ? std::optional(*interval) : std::nullopt;
}

bool firstIsDue(const Run& run, const Metric& metric, Instant now)
{
    if (metric.initialDelay.isEmpty()) {
        return true;
    }
    const Result<Millis> delay = intervalFrom(metric.initialDelay);
    return delay && run.startedAt && *run.startedAt + *delay <= now;
}

bool isDue(const Run& run, const Metric& metric, bool terminating, Instant now)
{
    const MetricResult* result = run.resultOf(metric.name);
    if (result != nullptr && result->phase && isCompleted(*result->phase)) {
        return false;
    }
    const Measurement* last = result != nullptr && !result->measurements.empty() ? &result->measurements.back() : nullptr;
    if (last != nullptr && !last->finishedAt) {
        return !last->resumeAt || *last->resumeAt <= now;
    }
    if (terminating) {
        return false;
    }
    if (last == nullptr) {
        return firstIsDue(run, metric, now);
    }
    const std::optional<Millis> pause = pauseAfter(metric, *last, kErrorRetry);
    return !reached(metric, *result) && pause && *last->finishedAt + *pause < now;
}

/// When @p metric alone is to be looked at.
std::optional<Instant> nextLookAt(const Run& run, const Metric& metric, Instant now)
{
    const MetricResult* result = run.resultOf(metric.name);
    if (result != nullptr && result->phase && isCompleted(*result->phase)) {
        return std::nullopt;
    }
    if (result == nullptr || result->measurements.empty()) {
        const Result<Millis> delay = intervalFrom(metric.initialDelay);
        return delay ? std::optional(run.startedAt.value_or(now) + *delay) : std::nullopt;
    }
    const Measurement& last = result->measurements.back();
    if (!last.finishedAt) {
        return last.resumeAt;
    }
    const std::optional<Millis> pause = pauseAfter(metric, last, std::nullopt);
    return reached(metric, *result) || !pause ? std::nullopt : std::optional(*last.finishedAt + *pause);
}

} // namespace

Result<Millis> intervalFrom(const QString& text)
{
    const std::optional<expression::Duration> length = expression::parseDuration(text.toUtf8());
    if (!length) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("\"%1\" is no length of time. Write it like 30s, 5m or 1h30m.").arg(text));
    }
    return Millis(length->nanos / 1'000'000);
}

QStringList dueMetrics(const Run& run, Instant now)
{
    const bool terminating = isTerminating(run);
    QStringList due;
    for (const Metric& metric : run.metrics) {
        if (isDue(run, metric, terminating, now)) {
            due.append(metric.name);
        }
    }
    return due;
}

std::optional<Instant> nextLook(const Run& run, Instant now)
{
    std::optional<Instant> next;
    for (const Metric& metric : run.metrics) {
        const std::optional<Instant> at = nextLookAt(run, metric, now);
        if (at && (!next || *at < *next)) {
            next = at;
        }
    }
    return next;
}

std::vector<MetricResult> trimmed(std::vector<MetricResult> results, const std::map<QString, int>& kept, int otherwise)
{
    for (MetricResult& result : results) {
        const auto rule = kept.find(result.name);
        const int most = rule != kept.end() && rule->second > 0 ? rule->second : otherwise;
        const auto size = static_cast<qsizetype>(result.measurements.size());
        if (size > most) {
            result.measurements.erase(result.measurements.begin(), result.measurements.begin() + (size - most));
        }
    }
    return results;
}

bool isExpired(const TimeToLive& timeToLive, Phase phase, std::optional<qint64> sinceCompletion)
{
    if (!isCompleted(phase) || !sinceCompletion) {
        return false;
    }
    std::optional<qint64> seconds = timeToLive.afterCompletion;
    if (phase == Phase::Successful && timeToLive.afterSuccess) {
        seconds = timeToLive.afterSuccess;
    } else if (phase == Phase::Failed && timeToLive.afterFailure) {
        seconds = timeToLive.afterFailure;
    }
    return seconds && *sinceCompletion > *seconds;
}

} // namespace fairlead::analysis
