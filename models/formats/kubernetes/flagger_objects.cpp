#include "models/formats/kubernetes/flagger_objects.h"

#include "models/formats/kubernetes/go_duration.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <cmath>
#include <limits>

namespace fairlead::formats::kubernetes {

namespace {

std::optional<int> wholeOf(const Field& field)
{
    const auto value = field.number();
    const bool fits = value && std::trunc(*value) == *value && std::abs(*value) <= std::numeric_limits<int>::max();
    return fits ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

Field analysisOf(const Field& spec)
{
    const Field analysis = spec["analysis"];
    return analysis.isSet() ? analysis : spec["canaryAnalysis"];
}

std::optional<ThresholdRange> rangeOf(const Field& range)
{
    return range.isSet() ? std::optional(ThresholdRange{range["min"].number(), range["max"].number()}) : std::nullopt;
}

PlanMetric readMetric(const Field& metric)
{
    PlanMetric read;
    read.name = metric["name"].text();
    const Field interval = metric["interval"];
    const auto length = parseGoDuration(interval.text());
    if (interval.isScalar()) {
        read.interval = length ? QJsonValue(inSeconds(*length)) : QJsonValue(interval.text());
    }
    read.range = rangeOf(metric["thresholdRange"]);
    read.threshold = metric["threshold"].number();
    read.templateRef = metric["templateRef"]["name"].text();
    return read;
}

QString number(double value)
{
    return QString::number(value, 'g', 12);
}

/// "is below 99", "is below 2 or above 100".
QString failureOf(const PlanMetric& metric)
{
    QStringList failures;
    if (metric.range) {
        if (metric.range->min) {
            failures.append(QStringLiteral("below ") + number(*metric.range->min));
        }
        if (metric.range->max) {
            failures.append(QStringLiteral("above ") + number(*metric.range->max));
        }
    } else {
        const bool lower = metric.name == QLatin1String("request-success-rate");
        failures.append((lower ? QStringLiteral("below ") : QStringLiteral("above ")) + number(metric.threshold.value_or(0.0)));
    }
    return failures.isEmpty() ? QStringLiteral("has no value")
                              : QStringLiteral("is %1, or has no value").arg(failures.join(QStringLiteral(" or ")));
}

void addRules(PlanObject& read)
{
    for (const PlanMetric& metric : read.metrics) {
        read.rules.push_back(
            {metric.name, QStringLiteral("hold"), QStringLiteral("A check fails when %1 %2.").arg(metric.name, failureOf(metric))});
    }
    const FlaggerSchedule& schedule = *read.schedule;
    read.rules.push_back({QString(), QStringLiteral("roll back"),
        schedule.failedChecksToRollback == 1
            ? QStringLiteral("The first failed check rolls back.")
            : QStringLiteral("%1 failed checks in all roll back; checks that pass in between do not count against them.")
                  .arg(schedule.failedChecksToRollback)});
    if (schedule.neverPromotes) {
        read.rules.push_back({QString(), QStringLiteral("hold"),
            QStringLiteral("The canary is never promoted: its steps end before the maximum of %1 %.").arg(schedule.effectiveMaxWeight)});
    }
}

QJsonArray webhooksJson(const Field& webhooks)
{
    QJsonArray array;
    for (const Field& webhook : webhooks.items()) {
        const Field type = webhook["type"];
        array.append(QJsonObject{{QStringLiteral("name"), webhook["name"].json()},
            {QStringLiteral("type"), type.text().isEmpty() ? QStringLiteral("rollout") : type.text()},
            {QStringLiteral("typeGiven"), type.isSet()}, {QStringLiteral("timeout"), webhook["timeout"].json()},
            {QStringLiteral("retries"), wholeOf(webhook["retries"]).value_or(0)}});
    }
    return array;
}

QJsonArray alertsJson(const Field& alerts)
{
    QJsonArray array;
    for (const Field& alert : alerts.items()) {
        const QString severity = alert["severity"].text();
        array.append(QJsonObject{{QStringLiteral("name"), alert["name"].json()},
            {QStringLiteral("severity"), severity.isEmpty() ? QStringLiteral("info") : severity}});
    }
    return array;
}

/// Variables of a query's template: {{ target }}, {{ variables.direction }}.
QJsonArray variablesOf(const QString& query)
{
    static const QRegularExpression variable(QStringLiteral("\\{\\{-?\\s*\\.?([A-Za-z_][\\w.]*)\\s*-?\\}\\}"));
    QStringList names;
    for (auto it = variable.globalMatch(query); it.hasNext();) {
        names.append(it.next().captured(1));
    }
    names.removeDuplicates();
    names.sort();
    return QJsonArray::fromStringList(names);
}

} // namespace

std::optional<FlaggerAnalysis> readFlaggerAnalysis(const Field& spec)
{
    const Field analysis = analysisOf(spec);
    if (!analysis.isSet()) {
        return std::nullopt;
    }
    FlaggerAnalysis read;
    read.provider = spec["provider"].text();
    read.interval = analysis["interval"].text();
    read.threshold = wholeOf(analysis["threshold"]);
    read.maxWeight = wholeOf(analysis["maxWeight"]);
    read.stepWeight = wholeOf(analysis["stepWeight"]);
    for (const Field& weight : analysis["stepWeights"].items()) {
        read.stepWeights.push_back(wholeOf(weight).value_or(0));
    }
    read.stepWeightPromotion = wholeOf(analysis["stepWeightPromotion"]);
    read.iterations = wholeOf(analysis["iterations"]);
    read.matches = analysis["match"].size();
    read.mirror = analysis["mirror"].flag().value_or(false);
    return read;
}

void readCanary(const Field& object, PlanObject& read)
{
    const Field spec = object["spec"];
    const Field analysis = analysisOf(spec);
    read.details.insert(QStringLiteral("provider"), spec["provider"].json());
    read.details.insert(QStringLiteral("skipAnalysis"), spec["skipAnalysis"].flag().value_or(false));
    read.details.insert(QStringLiteral("webhooks"), webhooksJson(analysis["webhooks"]));
    read.details.insert(QStringLiteral("alerts"), alertsJson(analysis["alerts"]));
    const std::optional<FlaggerAnalysis> settings = readFlaggerAnalysis(spec);
    if (!settings) {
        read.rules.push_back(
            {QString(), QStringLiteral("go on"), QStringLiteral("Without an analysis the new version gets all traffic at once.")});
        return;
    }
    read.schedule = scheduleOf(*settings);
    read.strategy = read.schedule->strategy;
    read.weights.assign(read.schedule->weights.begin(), read.schedule->weights.end());
    for (const Field& metric : analysis["metrics"].items()) {
        read.metrics.push_back(readMetric(metric));
    }
    if (read.strategy == QLatin1String("canary")) {
        for (const int weight : read.schedule->weights) {
            read.steps.push_back({QStringLiteral("setWeight"), weight, analysis.at()});
        }
    }
    addRules(read);
}

void readMetricTemplate(const Field& object, PlanObject& read)
{
    const Field spec = object["spec"];
    read.details.insert(QStringLiteral("providerType"), spec["provider"]["type"].json());
    read.details.insert(QStringLiteral("queryVariables"), variablesOf(spec["query"].text()));
    PlanMetric metric;
    metric.name = read.name;
    metric.provider = spec["provider"]["type"].text();
    read.metrics.push_back(std::move(metric));
}

void readAlertProvider(const Field& object, PlanObject& read)
{
    const Field spec = object["spec"];
    read.details.insert(QStringLiteral("providerType"), spec["type"].json());
    read.details.insert(QStringLiteral("channel"), spec["channel"].json());
}

} // namespace fairlead::formats::kubernetes
