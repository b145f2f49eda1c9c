#include "models/formats/alerts/alarm_map.h"
#include "models/formats/alerts/alert_shape.h"
#include "models/formats/alerts/cloudwatch.h"
#include "models/formats/alerts/rule_yaml.h"
#include "models/formats/nearest.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace fairlead::formats::alerts {

namespace {

using condition::Comparator;

std::optional<Comparator> comparatorNamed(const QString& name)
{
    if (name == QLatin1String("GreaterThanThreshold")) {
        return Comparator::Greater;
    }
    if (name == QLatin1String("GreaterThanOrEqualToThreshold")) {
        return Comparator::GreaterOrEqual;
    }
    if (name == QLatin1String("LessThanThreshold")) {
        return Comparator::Less;
    }
    return name == QLatin1String("LessThanOrEqualToThreshold") ? std::optional(Comparator::LessOrEqual) : std::nullopt;
}

/// Bounds of anomaly detection, which Prometheus has nothing for.
bool isBand(const QString& comparison)
{
    return comparison == QLatin1String("LessThanLowerOrGreaterThanUpperThreshold") || comparison == QLatin1String("LessThanLowerThreshold")
        || comparison == QLatin1String("GreaterThanUpperThreshold");
}

class Reader {
public:
    Reader(const YamlDocument& document, RuleReading& reading)
        : m_scribe(document, reading.problems)
        , m_reading(reading)
    {
        m_group.name = QStringLiteral("cloudwatch");
    }

    void run(const YamlNode& root)
    {
        if (root.kind == YamlNode::Kind::Sequence) {
            alarms(root, QString());
        } else if (!root.entries.empty()) {
            document(root);
        }
        if (m_seen == 0) {
            m_scribe.error(root.at, "no-alarms", QStringLiteral("There are no CloudWatch alarms in this file."),
                QStringLiteral("Give the output of “aws cloudwatch describe-alarms”, an alarm as put-metric-alarm takes it, or a "
                               "CloudFormation template."));
        }
        m_reading.rules.groups.push_back(std::move(m_group));
    }

private:
    void document(const YamlNode& root)
    {
        const auto is = [](const char* key) { return [key](const YamlEntry& entry) { return entry.key == QLatin1String(key); }; };
        if (std::ranges::any_of(root.entries, is("AlarmName"))) {
            alarm(root, QStringLiteral("alarm"), {});
            return;
        }
        for (const YamlEntry& entry : root.entries) {
            if (entry.key == QLatin1String("MetricAlarms")) {
                ++m_seen;
                alarms(entry.value, entry.key);
            } else if (entry.key == QLatin1String("CompositeAlarms")) {
                ++m_seen;
                for (std::size_t i = 0; i < entry.value.items.size(); ++i) {
                    m_reading.notCarriedOver.push_back({QStringLiteral("CompositeAlarms[%1]").arg(i),
                        QStringLiteral("It combines other alarms, which Prometheus does in Alertmanager.")});
                }
            } else if (entry.key == QLatin1String("Resources")) {
                resources(entry.value);
            }
        }
    }

    void alarms(const YamlNode& list, const QString& name)
    {
        if (list.kind != YamlNode::Kind::Sequence && list.kind != YamlNode::Kind::Null) {
            m_scribe.error(list.at, "wrong-type", QStringLiteral("“MetricAlarms” must be a list, but this is %1.").arg(kindInWords(list)),
                QStringLiteral("Write it in brackets: […]."));
        }
        for (std::size_t i = 0; i < list.items.size(); ++i) {
            alarm(list.items.at(i), QStringLiteral("%1[%2]").arg(name).arg(i), {});
        }
    }

    void resources(const YamlNode& map)
    {
        for (const YamlEntry& resource : map.entries) {
            const auto part = [&](const char* key) -> const YamlNode* {
                const auto place = std::ranges::find(resource.value.entries, QLatin1String(key), &YamlEntry::key);
                return place == resource.value.entries.end() ? nullptr : &place->value;
            };
            const YamlNode* type = part("Type");
            const QString path = QStringLiteral("Resources.%1").arg(resource.key);
            if (type != nullptr && type->text == QLatin1String("AWS::CloudWatch::CompositeAlarm")) {
                ++m_seen;
                m_reading.notCarriedOver.push_back(
                    {path, QStringLiteral("It combines other alarms, which Prometheus does in Alertmanager.")});
            } else if (type != nullptr && type->text == QLatin1String("AWS::CloudWatch::Alarm")) {
                const YamlNode* properties = part("Properties");
                alarm(properties == nullptr ? resource.value : *properties, path, resource.key);
            }
        }
    }

    void alarm(const YamlNode& node, const QString& path, const QString& defaultName)
    {
        ++m_seen;
        if (!expectMap(m_scribe, node, QStringLiteral("An alarm"))) {
            return;
        }
        AlarmMap map(m_scribe, node, path, m_reading.notCarriedOver);
        AlertRule rule;
        rule.at = node.at;
        rule.name = map.text("AlarmName");
        rule.name = rule.name.isEmpty() ? defaultName : rule.name;
        if (rule.name.isEmpty()) {
            map.missing("AlarmName");
        } else if (m_names.contains(rule.name)) {
            map.error("AlarmName", "duplicate-alarm",
                QStringLiteral("The alarm “%1” stands in this file for the second time.").arg(rule.name.left(60)),
                QStringLiteral("Delete one of them."));
        }
        m_names.insert(rule.name);
        const QString comparison = map.text("ComparisonOperator");
        if (map.find("Metrics") != nullptr || map.find("ThresholdMetricId") != nullptr || isBand(comparison)) {
            map.note({},
                QStringLiteral("The alarm “%1” computes its value from several metrics, or compares it with a band; Prometheus needs an "
                               "expression written for it.")
                    .arg(rule.name));
            return;
        }
        const int before = m_scribe.errorCount();
        expression(map, comparison, rule);
        annotations(map, rule);
        leftOvers(map);
        if (m_scribe.errorCount() == before) {
            m_group.rules.push_back(std::move(rule));
        }
    }

    void expression(AlarmMap& map, const QString& comparison, AlertRule& rule)
    {
        MetricShape shape;
        const QString metric = map.text("MetricName");
        if (metric.isEmpty()) {
            map.missing("MetricName");
        }
        shape.metric = prometheusName(metric, false);
        if (shape.metric != metric) {
            rule.annotations.emplace_back(QStringLiteral("cloudwatch_metric"), metric);
        }
        dimensions(map, shape);
        const std::optional<Comparator> comparator = comparatorNamed(comparison);
        if (comparison.isEmpty()) {
            map.missing("ComparisonOperator");
        } else if (!comparator) {
            static const QStringList known{QStringLiteral("GreaterThanThreshold"), QStringLiteral("GreaterThanOrEqualToThreshold"),
                QStringLiteral("LessThanThreshold"), QStringLiteral("LessThanOrEqualToThreshold")};
            map.error("ComparisonOperator", "unknown-comparison",
                QStringLiteral("“%1” is not a comparison of CloudWatch.").arg(comparison.left(60)),
                suggestion(comparison, known, QStringLiteral("There are"), QStringLiteral("Write GreaterThanThreshold, for example.")));
        }
        const std::optional<double> threshold = map.number("Threshold");
        if (!threshold && map.find("Threshold") == nullptr) {
            map.missing("Threshold");
        }
        const Millis period = whole(map, "Period", 86'400) * 1000;
        const int periods = static_cast<int>(whole(map, "EvaluationPeriods", 86'400).count());
        shape.window = period;
        statistic(map, shape);
        rule.pending = period * std::max(periods - 1, 0);
        if (comparator && threshold) {
            rule.expr = QStringLiteral("%1 %2 %3").arg(toPromql(shape), toPromql(*comparator), numberText(*threshold));
        }
        const std::optional<double> datapoints = map.number("DatapointsToAlarm");
        if (datapoints && static_cast<int>(*datapoints) != periods) {
            map.note(QStringLiteral("DatapointsToAlarm"),
                QStringLiteral("%1 of %2 periods must break the bound; in Prometheus all of them must.").arg(*datapoints).arg(periods));
        }
    }

    Millis whole(AlarmMap& map, const char* key, int most)
    {
        const std::optional<double> value = map.number(key);
        if (!value) {
            if (map.find(key) == nullptr) {
                map.missing(key);
            }
            return Millis(1);
        }
        if (*value < 1 || *value > most || std::trunc(*value) != *value) {
            map.error(key, "out-of-range", QStringLiteral("“%1” must be a whole number from 1 to %2.").arg(QLatin1String(key)).arg(most),
                QStringLiteral("Correct it."));
            return Millis(1);
        }
        return Millis(static_cast<qint64>(*value));
    }

    void statistic(AlarmMap& map, MetricShape& shape)
    {
        static const QRegularExpression percentile(QStringLiteral("^p([0-9]{1,2}(\\.[0-9]{1,10})?|100)$"));
        const QString plain = map.text("Statistic");
        const QString extended = map.text("ExtendedStatistic");
        const QRegularExpressionMatch match = percentile.match(extended);
        static const QMap<QString, QString> names{{QStringLiteral("Average"), QStringLiteral("avg")},
            {QStringLiteral("Maximum"), QStringLiteral("max")}, {QStringLiteral("Minimum"), QStringLiteral("min")},
            {QStringLiteral("Sum"), QStringLiteral("sum")}, {QStringLiteral("SampleCount"), QStringLiteral("count")}};
        if (match.hasMatch()) {
            constexpr double kPerCent = 100;
            shape.overTime = QStringLiteral("quantile");
            // 0.999 and not the 0.9990000000000001 of a binary division.
            shape.quantile = QString::number(match.captured(1).toDouble() / kPerCent, 'g', 12).toDouble();
        } else if (!extended.isEmpty()) {
            map.error("ExtendedStatistic", "unknown-statistic",
                QStringLiteral("“%1” has no counterpart in Prometheus.").arg(extended.left(60)),
                QStringLiteral("Percentiles have: p95, p99.9."));
        } else if (plain.isEmpty()) {
            shape.overTime = QStringLiteral("avg");
            map.warn("MetricName", "default-statistic", QStringLiteral("The alarm names no statistic; Average is taken."),
                QStringLiteral("Add “Statistic”."));
        } else if (names.contains(plain)) {
            shape.overTime = names.value(plain);
        } else {
            map.error("Statistic", "unknown-statistic", QStringLiteral("“%1” is not a statistic of CloudWatch.").arg(plain.left(60)),
                suggestion(plain, names.keys(), QStringLiteral("There are"), QStringLiteral("Write Average, for example.")));
        }
    }

    void dimensions(AlarmMap& map, MetricShape& shape)
    {
        for (const YamlNode& node : map.list("Dimensions")) {
            AlarmMap dimension(m_scribe, node, map.path() + QStringLiteral(".Dimensions"), m_reading.notCarriedOver);
            const QString name = dimension.text("Name");
            if (name.isEmpty()) {
                dimension.missing("Name");
                continue;
            }
            shape.matches.push_back({prometheusName(name, true), promql::Token::Assign, dimension.text("Value")});
        }
    }

    void annotations(AlarmMap& map, AlertRule& rule)
    {
        const QString description = map.text("AlarmDescription");
        if (!description.isEmpty()) {
            // Braces would be taken for a template of Prometheus.
            QString text = description;
            text.replace(QLatin1String("{{"), QLatin1String("{{ \"{{\" }}"));
            rule.annotations.emplace_back(QStringLiteral("description"), text);
        }
        const QString space = map.text("Namespace");
        if (!space.isEmpty()) {
            rule.annotations.emplace_back(QStringLiteral("cloudwatch_namespace"), space);
        }
        for (const YamlNode& node : map.list("Tags")) {
            AlarmMap tag(m_scribe, node, map.path() + QStringLiteral(".Tags"), m_reading.notCarriedOver);
            const QString key = tag.text("Key");
            const QString label = prometheusName(key, true);
            if (label != key) {
                tag.note(key,
                    QStringLiteral("The tag “%1” becomes the label “%2”: Prometheus takes letters, digits and _ only.").arg(key, label));
            }
            rule.labels.emplace_back(label, tag.text("Value"));
        }
    }

    void leftOvers(AlarmMap& map)
    {
        const QString missing = map.text("TreatMissingData");
        if (!missing.isEmpty() && missing != QLatin1String("notBreaching") && missing != QLatin1String("missing")) {
            map.note(QStringLiteral("TreatMissingData"),
                QStringLiteral("“%1”: in Prometheus missing data never fires an alert; write a rule with absent() for that.").arg(missing));
        }
        const QString enabled = map.text("ActionsEnabled").toLower();
        if (enabled == QLatin1String("false")) {
            map.note(QStringLiteral("ActionsEnabled"), QStringLiteral("The alarm tells nobody; silence it in Alertmanager."));
        }
        for (const char* actions : {"AlarmActions", "OKActions", "InsufficientDataActions"}) {
            if (!map.list(actions).empty()) {
                map.note(QLatin1String(actions), QStringLiteral("Who is told is a matter of Alertmanager's routes."));
            }
        }
        map.finish(QStringLiteral("“%1” is CloudWatch's own; a rule of Prometheus has no place for it."));
    }

    YamlScribe m_scribe;
    RuleReading& m_reading;
    RuleGroup m_group;
    QSet<QString> m_names;
    int m_seen = 0;
};

} // namespace

RuleReading readCloudWatch(const QString& file, const QByteArray& bytes)
{
    RuleReading reading;
    const std::optional<YamlDocument> document = readRuleYaml(file, bytes, reading.problems);
    if (document) {
        Reader(*document, reading).run(document->root);
    }
    return reading;
}

} // namespace fairlead::formats::alerts
