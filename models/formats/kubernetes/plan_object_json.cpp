#include "models/formats/kubernetes/plan_object.h"

#include <QJsonArray>

namespace fairlead::formats::kubernetes {

namespace {

QJsonValue textOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue textOrNull(const std::optional<QString>& text)
{
    return text ? QJsonValue(*text) : QJsonValue();
}

QJsonValue numberOrNull(const std::optional<double>& number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

QJsonValue rangeJson(const std::optional<ThresholdRange>& range)
{
    if (!range) {
        return {};
    }
    return QJsonObject{{QStringLiteral("min"), numberOrNull(range->min)}, {QStringLiteral("max"), numberOrNull(range->max)}};
}

QJsonObject metricJson(const PlanMetric& metric, bool flagger)
{
    QJsonObject json{{QStringLiteral("name"), textOrNull(metric.name)}, {QStringLiteral("provider"), textOrNull(metric.provider)},
        {QStringLiteral("interval"), metric.interval}, {QStringLiteral("initialDelay"), metric.initialDelay},
        {QStringLiteral("count"), metric.count}, {QStringLiteral("successCondition"), textOrNull(metric.successCondition)},
        {QStringLiteral("failureCondition"), textOrNull(metric.failureCondition)}, {QStringLiteral("failureLimit"), metric.failureLimit},
        {QStringLiteral("inconclusiveLimit"), metric.inconclusiveLimit},
        {QStringLiteral("consecutiveErrorLimit"), metric.consecutiveErrorLimit},
        {QStringLiteral("consecutiveSuccessLimit"), metric.consecutiveSuccessLimit}};
    if (flagger) {
        json.insert(QStringLiteral("thresholdRange"), rangeJson(metric.range));
        json.insert(QStringLiteral("threshold"), numberOrNull(metric.threshold));
        json.insert(QStringLiteral("templateRef"), textOrNull(metric.templateRef));
    } else {
        json.insert(QStringLiteral("effectiveCount"), metric.effectiveCount());
    }
    return json;
}

template <typename T> QJsonArray numbers(const std::vector<T>& values)
{
    QJsonArray array;
    for (const T value : values) {
        array.append(value);
    }
    return array;
}

QJsonObject scheduleJson(const FlaggerSchedule& schedule)
{
    QJsonObject json{{QStringLiteral("strategy"), schedule.strategy}, {QStringLiteral("intervalSeconds"), schedule.intervalSeconds},
        {QStringLiteral("failedChecksToRollback"), schedule.failedChecksToRollback},
        {QStringLiteral("weights"), numbers(schedule.weights)}};
    if (schedule.strategy == QLatin1String("canary")) {
        json.insert(QStringLiteral("effectiveMaxWeight"), schedule.effectiveMaxWeight);
        json.insert(QStringLiteral("mirrorStepFirst"), schedule.mirrorStepFirst);
        json.insert(QStringLiteral("promotionCanaryWeights"), numbers(schedule.promotionWeights));
        json.insert(QStringLiteral("neverPromotes"), schedule.neverPromotes);
    } else {
        json.insert(QStringLiteral("iterations"), schedule.iterations);
        json.insert(QStringLiteral("iterationsForcedByProvider"), schedule.iterationsForcedByProvider);
    }
    return json;
}

} // namespace

QJsonObject toJson(const PlanObject& object)
{
    QJsonArray steps;
    for (const PlanStep& step : object.steps) {
        steps.append(QJsonObject{{QStringLiteral("type"), step.type}, {QStringLiteral("value"), step.value}});
    }
    const bool flagger = object.kind == QLatin1String("Canary");
    QJsonArray metrics;
    for (const PlanMetric& metric : object.metrics) {
        metrics.append(metricJson(metric, flagger));
    }
    QJsonArray rules;
    for (const PlanRule& rule : object.rules) {
        rules.append(QJsonObject{{QStringLiteral("metric"), textOrNull(rule.metric)}, {QStringLiteral("action"), rule.action},
            {QStringLiteral("echo"), rule.echo}});
    }
    QJsonArray lost;
    for (const NotCarriedOver& one : object.notCarriedOver) {
        lost.append(QJsonObject{{QStringLiteral("path"), one.path}, {QStringLiteral("why"), one.why}});
    }
    QJsonObject json = object.details;
    json.insert(QStringLiteral("document"), object.document);
    json.insert(QStringLiteral("line"), object.line);
    json.insert(QStringLiteral("kind"), object.kind);
    json.insert(QStringLiteral("apiVersion"), textOrNull(object.apiVersion));
    json.insert(QStringLiteral("name"), textOrNull(object.name));
    json.insert(QStringLiteral("strategy"), textOrNull(object.strategy));
    json.insert(QStringLiteral("steps"), steps);
    json.insert(QStringLiteral("weights"), numbers(object.weights));
    json.insert(QStringLiteral("metrics"), metrics);
    json.insert(QStringLiteral("rules"), rules);
    json.insert(QStringLiteral("notCarriedOver"), lost);
    if (object.schedule) {
        json.insert(QStringLiteral("schedule"), scheduleJson(*object.schedule));
    }
    return json;
}

} // namespace fairlead::formats::kubernetes
