#include "models/formats/kubernetes/argo_metrics.h"

#include "models/formats/kubernetes/go_duration.h"

#include <QLocale>

#include <algorithm>

namespace fairlead::formats::kubernetes {

namespace {

const QString kPlugin = QStringLiteral("plugin");

/// Seconds; the text itself for a placeholder and for what is no length.
QJsonValue lengthOf(const Field& field)
{
    if (!field.isScalar()) {
        return {};
    }
    const auto length = parseGoDuration(field.text());
    return length ? QJsonValue(inSeconds(*length)) : QJsonValue(field.text());
}

/// A number also where it is written in quotes; the text itself for a placeholder.
QJsonValue numberOf(const Field& field)
{
    if (!field.isScalar()) {
        return {};
    }
    bool fits = false;
    const qlonglong value = field.text().toLongLong(&fits);
    return fits ? QJsonValue(value) : QJsonValue(field.text());
}

QString providerOf(const Field& metric)
{
    const auto entries = metric["provider"].entries();
    const auto known = std::ranges::find_if(entries, [](const auto& entry) { return argoProviders().contains(entry.first); });
    if (known != entries.end()) {
        return known->first;
    }
    return entries.empty() ? QString() : entries.front().first;
}

qint64 limit(const QJsonValue& value, qint64 otherwise)
{
    return value.isDouble() ? value.toInteger() : otherwise;
}

/// "1st", "2nd", "4th".
QString ordinal(qint64 number)
{
    const qint64 tens = number % 100;
    const qint64 ones = number % 10;
    const bool teen = tens >= 11 && tens <= 13;
    const char* ending = teen || ones == 0 || ones > 3 ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : "rd";
    return QString::number(number) + QString::fromLatin1(ending);
}

QString conditionOf(const PlanMetric& metric)
{
    if (metric.successCondition && metric.failureCondition) {
        return QStringLiteral("fails while “%1”, passes while “%2”, is undecided otherwise")
            .arg(*metric.failureCondition, *metric.successCondition);
    }
    if (metric.successCondition) {
        return QStringLiteral("fails unless “%1”").arg(*metric.successCondition);
    }
    return metric.failureCondition ? QStringLiteral("fails while “%1”").arg(*metric.failureCondition)
                                   : QStringLiteral("passes whenever it can be measured");
}

} // namespace

const QStringList& argoProviders()
{
    static const QStringList providers{QStringLiteral("prometheus"), QStringLiteral("kayenta"), QStringLiteral("web"),
        QStringLiteral("datadog"), QStringLiteral("wavefront"), QStringLiteral("newRelic"), QStringLiteral("job"),
        QStringLiteral("cloudWatch"), QStringLiteral("graphite"), QStringLiteral("influxdb"), QStringLiteral("skywalking"),
        QStringLiteral("gcp"), kPlugin};
    return providers;
}

int providersOf(const Field& metric)
{
    int count = 0;
    for (const auto& [name, provider] : metric["provider"].entries()) {
        if (argoProviders().contains(name)) {
            count += name == kPlugin ? provider.size() : 1;
        }
    }
    return count;
}

std::vector<PlanMetric> readArgoMetrics(const Field& metrics)
{
    std::vector<PlanMetric> read;
    for (const Field& metric : metrics.items()) {
        PlanMetric one;
        one.name = metric["name"].text();
        one.provider = providerOf(metric);
        one.interval = lengthOf(metric["interval"]);
        one.initialDelay = lengthOf(metric["initialDelay"]);
        one.count = numberOf(metric["count"]);
        one.successCondition = metric["successCondition"].optionalText();
        one.failureCondition = metric["failureCondition"].optionalText();
        one.failureLimit = numberOf(metric["failureLimit"]);
        one.inconclusiveLimit = numberOf(metric["inconclusiveLimit"]);
        one.consecutiveErrorLimit = numberOf(metric["consecutiveErrorLimit"]);
        one.consecutiveSuccessLimit = numberOf(metric["consecutiveSuccessLimit"]);
        read.push_back(std::move(one));
    }
    return read;
}

QJsonValue PlanMetric::effectiveCount() const
{
    return count.isNull() && interval.isNull() ? QJsonValue(1) : count;
}

std::vector<PlanRule> rulesOf(const std::vector<PlanMetric>& metrics)
{
    constexpr qint64 kDefaultErrors = 4;
    std::vector<PlanRule> rules;
    for (const PlanMetric& metric : metrics) {
        const qint64 failures = limit(metric.failureLimit, 0);
        const QString when = failures < 0 ? QStringLiteral("never rolls back for failed measurements")
                                          : QStringLiteral("rolls back on the %1 failed measurement").arg(ordinal(failures + 1));
        rules.push_back({metric.name, QStringLiteral("roll back"),
            QStringLiteral("A measurement of %1 %2; it %3, and on the %4 error in a row.")
                .arg(metric.name, conditionOf(metric), when, ordinal(limit(metric.consecutiveErrorLimit, kDefaultErrors) + 1))});
        if (metric.successCondition && metric.failureCondition) {
            rules.push_back({metric.name, QStringLiteral("pause"),
                QStringLiteral("It waits for a person on the %1 undecided measurement.")
                    .arg(ordinal(limit(metric.inconclusiveLimit, 0) + 1))});
        }
        if (const qint64 successes = limit(metric.consecutiveSuccessLimit, 0); successes > 0) {
            rules.push_back({metric.name, QStringLiteral("go on"), QStringLiteral("%1 passes in a row are enough.").arg(successes)});
        }
    }
    return rules;
}

} // namespace fairlead::formats::kubernetes
