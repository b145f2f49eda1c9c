#include "models/domain/analysis/run_json.h"

#include <QJsonArray>

namespace fairlead::analysis {

namespace {

std::optional<int> whole(const QJsonValue& value)
{
    if (value.isDouble()) {
        return value.toInt();
    }
    bool read = false;
    const int number = value.toString().toInt(&read);
    return read ? std::optional(number) : std::nullopt;
}

/// Seconds relative to now.
std::optional<Instant> moment(const QJsonValue& value, Instant now)
{
    return value.isDouble() ? std::optional(now + Millis(static_cast<qint64>(value.toDouble() * 1000.0))) : std::nullopt;
}

Result<Phase> phase(const QJsonValue& value)
{
    const std::optional<Phase> read = phaseFrom(value.toString());
    return read ? Result<Phase>(*read) : fail(ErrorCode::InvalidInput, QStringLiteral("There is no phase \"%1\".").arg(value.toString()));
}

Result<Measurement> measurement(const QJsonObject& json, Instant now)
{
    const Result<Phase> read = phase(json.value(QStringLiteral("phase")));
    if (!read) {
        return std::unexpected(read.error());
    }
    Measurement made;
    made.phase = *read;
    made.startedAt = moment(json.value(QStringLiteral("startedAt")), now);
    made.finishedAt = moment(json.value(QStringLiteral("finishedAt")), now);
    made.resumeAt = moment(json.value(QStringLiteral("resumeAt")), now);
    made.value = json.value(QStringLiteral("value")).toString();
    made.message = json.value(QStringLiteral("message")).toString();
    if (json.value(QStringLiteral("finished")).toBool()) {
        made.finishedAt = now;
    }
    return made;
}

} // namespace

Counters countersFromJson(const QJsonObject& json)
{
    Counters counters;
    counters.count = json.value(QStringLiteral("count")).toInt();
    counters.successful = json.value(QStringLiteral("successful")).toInt();
    counters.failed = json.value(QStringLiteral("failed")).toInt();
    counters.inconclusive = json.value(QStringLiteral("inconclusive")).toInt();
    counters.error = json.value(QStringLiteral("error")).toInt();
    counters.consecutiveError = json.value(QStringLiteral("consecutiveError")).toInt();
    counters.consecutiveSuccess = json.value(QStringLiteral("consecutiveSuccess")).toInt();
    return counters;
}

Result<Metric> metricFromJson(const QJsonObject& json)
{
    Metric metric;
    metric.name = json.value(QStringLiteral("name")).toString();
    metric.interval = json.value(QStringLiteral("interval")).toString();
    metric.initialDelay = json.value(QStringLiteral("initialDelay")).toString();
    metric.count = whole(json.value(QStringLiteral("count")));
    metric.successCondition = json.value(QStringLiteral("successCondition")).toString();
    metric.failureCondition = json.value(QStringLiteral("failureCondition")).toString();
    metric.limits.failure = whole(json.value(QStringLiteral("failureLimit")));
    metric.limits.inconclusive = whole(json.value(QStringLiteral("inconclusiveLimit")));
    metric.limits.consecutiveError = whole(json.value(QStringLiteral("consecutiveErrorLimit")));
    metric.limits.consecutiveSuccess = whole(json.value(QStringLiteral("consecutiveSuccessLimit")));
    metric.dryRun = json.value(QStringLiteral("dryRun")).toBool();
    return metric;
}

Result<MetricResult> resultFromJson(const QJsonObject& json, Instant now)
{
    MetricResult result;
    result.name = json.value(QStringLiteral("name")).toString();
    result.counters = countersFromJson(json);
    result.message = json.value(QStringLiteral("message")).toString();
    const QJsonValue stated = json.value(QStringLiteral("phase"));
    if (!stated.toString().isEmpty()) {
        const Result<Phase> read = phase(stated);
        if (!read) {
            return std::unexpected(read.error());
        }
        result.phase = *read;
    }
    for (const QJsonArray eachList = json.value(QStringLiteral("measurements")).toArray(); const QJsonValue& each : eachList) {
        const Result<Measurement> read = measurement(each.toObject(), now);
        if (!read) {
            return std::unexpected(read.error());
        }
        result.measurements.push_back(*read);
    }
    return result;
}

Result<Run> runFromJson(const QJsonObject& json, Instant now)
{
    Run run;
    run.startedAt = moment(json.value(QStringLiteral("runStartedAt")), now);
    run.terminate = json.value(QStringLiteral("specTerminate")).toBool();
    for (const QJsonArray eachList = json.value(QStringLiteral("metrics")).toArray(); const QJsonValue& each : eachList) {
        const Result<Metric> metric = metricFromJson(each.toObject());
        if (!metric) {
            return std::unexpected(metric.error());
        }
        run.metrics.push_back(*metric);
    }
    for (const QJsonArray eachList = json.value(QStringLiteral("results")).toArray(); const QJsonValue& each : eachList) {
        const Result<MetricResult> result = resultFromJson(each.toObject(), now);
        if (!result) {
            return std::unexpected(result.error());
        }
        run.results.push_back(*result);
    }
    return run;
}

QJsonObject toJson(const Counters& counters)
{
    return {{QStringLiteral("count"), counters.count}, {QStringLiteral("successful"), counters.successful},
        {QStringLiteral("failed"), counters.failed}, {QStringLiteral("inconclusive"), counters.inconclusive},
        {QStringLiteral("error"), counters.error}, {QStringLiteral("consecutiveError"), counters.consecutiveError},
        {QStringLiteral("consecutiveSuccess"), counters.consecutiveSuccess}};
}

QJsonObject toJson(const Summary& summary)
{
    return {{QStringLiteral("count"), summary.count}, {QStringLiteral("successful"), summary.successful},
        {QStringLiteral("failed"), summary.failed}, {QStringLiteral("inconclusive"), summary.inconclusive},
        {QStringLiteral("error"), summary.error}};
}

} // namespace fairlead::analysis
