#include "models/formats/alerts/alert_shape.h"
#include "models/formats/alerts/cloudwatch.h"
#include "models/formats/alerts/conversion_notes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace fairlead::formats::alerts {

namespace {

using condition::Comparator;

constexpr qint64 kMinute = 60'000;

QString comparisonName(Comparator comparator)
{
    switch (comparator) {
    case Comparator::Less: return QStringLiteral("LessThanThreshold");
    case Comparator::LessOrEqual: return QStringLiteral("LessThanOrEqualToThreshold");
    case Comparator::Greater: return QStringLiteral("GreaterThanThreshold");
    case Comparator::GreaterOrEqual: return QStringLiteral("GreaterThanOrEqualToThreshold");
    case Comparator::Equal:
    case Comparator::NotEqual: return {};
    }
    Q_UNREACHABLE();
}

/// CloudWatch takes 10, 20 and 30 seconds, and whole minutes up to a day.
bool isPeriod(Millis window)
{
    const qint64 millis = window.count();
    return millis == 10'000 || millis == 20'000 || millis == 30'000 || (millis > 0 && millis % kMinute == 0 && millis <= 1440 * kMinute);
}

/// Why @p rule cannot become an alarm; empty when it can.
QString obstacle(const AlertRule& rule, const std::optional<AlertShape>& shape)
{
    if (rule.recording) {
        return QStringLiteral("CloudWatch has no recordings.");
    }
    if (!shape || comparisonName(shape->comparator).isEmpty() || !shape->metric) {
        return QStringLiteral("CloudWatch compares one metric with one number, and this expression does something else: %1")
            .arg(rule.expr.simplified());
    }
    const MetricShape& metric = *shape->metric;
    const bool plain = std::ranges::all_of(metric.matches, [](const auto& match) { return match.op == promql::Token::Assign; });
    if (!plain) {
        return QStringLiteral("Dimensions of CloudWatch are equal or not there; this expression matches labels in another way.");
    }
    if (!metric.acrossSeries.isEmpty()) {
        return QStringLiteral("CloudWatch has no “%1” over several series without a math expression.").arg(metric.acrossSeries);
    }
    return metric.overTime.isEmpty() || isPeriod(metric.window) ? QString() : QStringLiteral("CloudWatch has no period of this length.");
}

void putStatistic(const MetricShape& metric, QJsonObject& alarm)
{
    static const QMap<QString, QString> names{{QStringLiteral("avg"), QStringLiteral("Average")},
        {QStringLiteral("max"), QStringLiteral("Maximum")}, {QStringLiteral("min"), QStringLiteral("Minimum")},
        {QStringLiteral("sum"), QStringLiteral("Sum")}, {QStringLiteral("count"), QStringLiteral("SampleCount")}};
    constexpr double kPerCent = 100;
    if (metric.overTime == QLatin1String("quantile")) {
        alarm.insert(QStringLiteral("ExtendedStatistic"), QStringLiteral("p%1").arg(QString::number(metric.quantile * kPerCent, 'g', 8)));
    } else {
        alarm.insert(QStringLiteral("Statistic"), names.value(metric.overTime, QStringLiteral("Average")));
    }
}

void putTimes(const AlertRule& rule, const MetricShape& metric, QJsonObject& alarm, const RuleNotes& notes)
{
    const bool window = !metric.overTime.isEmpty();
    const Millis period = window ? metric.window : Millis(kMinute);
    qint64 periods = rule.pending / period + 1;
    if (!window) {
        notes.add(QStringLiteral("expr"), QStringLiteral("CloudWatch compares the average of each minute, not each value."));
        periods = std::max<qint64>(rule.pending / period, 1);
    }
    if (rule.pending.count() % period.count() != 0) {
        notes.add(QStringLiteral("for"),
            QStringLiteral("CloudWatch counts whole periods: the alarm waits for %1 s instead.").arg(periods * period.count() / 1000));
    }
    alarm.insert(QStringLiteral("Period"), static_cast<qint64>(period.count() / 1000));
    alarm.insert(QStringLiteral("EvaluationPeriods"), periods);
}

void putTexts(const AlertRule& rule, QJsonObject& alarm, const RuleNotes& notes)
{
    const QString described
        = rule.annotation(QStringLiteral("description")).isEmpty() ? QStringLiteral("summary") : QStringLiteral("description");
    QString text = rule.annotation(described);
    text.replace(QLatin1String("{{ \"{{\" }}"), QLatin1String("{{"));
    if (!text.isEmpty()) {
        alarm.insert(QStringLiteral("AlarmDescription"), text);
    }
    if (text.contains(QLatin1String("{{ $")) || text.contains(QLatin1String("{{$"))) {
        notes.add(
            QStringLiteral("annotations.") + described, QStringLiteral("CloudWatch shows the text as it is and fills in no template."));
    }
    for (const auto& [name, value] : rule.annotations) {
        if (name != described && !name.startsWith(QLatin1String("cloudwatch_"))) {
            notes.add(QStringLiteral("annotations.") + name, QStringLiteral("An alarm has one description only."));
        }
    }
    QJsonArray tags;
    for (const auto& [name, value] : rule.labels) {
        tags.append(QJsonObject{{QStringLiteral("Key"), name}, {QStringLiteral("Value"), value}});
    }
    if (!tags.isEmpty()) {
        alarm.insert(QStringLiteral("Tags"), tags);
    }
    if (rule.keepFiring.count() > 0) {
        notes.add(QStringLiteral("keep_firing_for"), QStringLiteral("An alarm of CloudWatch ends with the first good period."));
    }
}

QJsonObject alarmOf(const AlertRule& rule, const AlertShape& shape, const RuleNotes& notes)
{
    const MetricShape& metric = *shape.metric;
    const QString own = rule.annotation(QStringLiteral("cloudwatch_metric"));
    QJsonObject alarm{{QStringLiteral("AlarmName"), rule.name},
        {QStringLiteral("MetricName"), prometheusName(own, false) == metric.metric ? own : metric.metric},
        {QStringLiteral("Threshold"), shape.bound}, {QStringLiteral("ComparisonOperator"), comparisonName(shape.comparator)}};
    const QString space = rule.annotation(QStringLiteral("cloudwatch_namespace"));
    if (!space.isEmpty()) {
        alarm.insert(QStringLiteral("Namespace"), space);
    } else {
        notes.add(QStringLiteral("expr"), QStringLiteral("CloudWatch wants a Namespace, which Prometheus does not know: add it."));
    }
    QJsonArray dimensions;
    for (const promql::LabelMatch& match : metric.matches) {
        dimensions.append(QJsonObject{{QStringLiteral("Name"), match.label}, {QStringLiteral("Value"), match.value}});
    }
    if (!dimensions.isEmpty()) {
        alarm.insert(QStringLiteral("Dimensions"), dimensions);
    }
    putStatistic(metric, alarm);
    putTimes(rule, metric, alarm, notes);
    putTexts(rule, alarm, notes);
    return alarm;
}

} // namespace

WrittenRules writeCloudWatch(const RuleFile& rules)
{
    WrittenRules written;
    QJsonArray alarms;
    for (std::size_t g = 0; g < rules.groups.size(); ++g) {
        const RuleGroup& group = rules.groups.at(g);
        if (group.name != QLatin1String("cloudwatch") || group.interval || group.limit != 0) {
            written.notCarriedOver.push_back({pathOf(g),
                QStringLiteral("CloudWatch has no groups: the name “%1”, its interval and its limit are left out.").arg(group.name)});
        }
        for (std::size_t r = 0; r < group.rules.size(); ++r) {
            const AlertRule& rule = group.rules.at(r);
            const RuleNotes notes(written.notCarriedOver, g, r);
            const std::optional<AlertShape> shape = shapeOf(rule.expr);
            const QString why = obstacle(rule, shape);
            if (why.isEmpty()) {
                alarms.append(alarmOf(rule, *shape, notes));
            } else {
                notes.whole(why);
            }
        }
    }
    written.bytes = QJsonDocument(QJsonObject{{QStringLiteral("MetricAlarms"), alarms}}).toJson(QJsonDocument::Indented);
    return written;
}

} // namespace fairlead::formats::alerts
