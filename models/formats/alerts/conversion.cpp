#include "models/formats/alerts/conversion.h"

#include "models/formats/alerts/cloudwatch.h"
#include "models/formats/alerts/datadog.h"
#include "models/formats/alerts/fairlead_rules.h"
#include "models/formats/alerts/grafana.h"
#include "models/formats/alerts/prometheus_reader.h"
#include "models/formats/alerts/prometheus_writer.h"
#include "models/formats/alerts/rule_yaml.h"

#include <QRegularExpression>

#include <algorithm>

namespace fairlead::formats::alerts {

namespace {

bool has(const YamlNode& map, const char* key)
{
    return std::ranges::find(map.entries, QLatin1String(key), &YamlEntry::key) != map.entries.end();
}

const YamlNode* valueOf(const YamlNode& map, const char* key)
{
    const auto place = std::ranges::find(map.entries, QLatin1String(key), &YamlEntry::key);
    return place == map.entries.end() ? nullptr : &place->value;
}

/// Does one rule of the groups say “rule”?
bool holdsRuleLines(const YamlNode& root)
{
    const YamlNode* groups = valueOf(root, "groups");
    if (groups == nullptr) {
        return false;
    }
    return std::ranges::any_of(groups->items, [](const YamlNode& group) {
        const YamlNode* rules = valueOf(group, "rules");
        return rules != nullptr && std::ranges::any_of(rules->items, [](const YamlNode& rule) { return has(rule, "rule"); });
    });
}

RuleFormat formatOf(const YamlNode& root)
{
    if (root.kind == YamlNode::Kind::Sequence && !root.items.empty()) {
        const RuleFormat first = formatOf(root.items.front());
        return first == RuleFormat::Fairlead ? RuleFormat::Prometheus : first;
    }
    if (has(root, "MetricAlarms") || has(root, "CompositeAlarms") || has(root, "AlarmName") || has(root, "Resources")
        || has(root, "AWSTemplateFormatVersion")) {
        return RuleFormat::CloudWatch;
    }
    if (has(root, "monitors") || (has(root, "query") && has(root, "name") && !has(root, "groups"))) {
        return RuleFormat::Datadog;
    }
    return holdsRuleLines(root) ? RuleFormat::Fairlead : RuleFormat::Prometheus;
}

} // namespace

QString toString(RuleFormat format)
{
    switch (format) {
    case RuleFormat::Prometheus: return QStringLiteral("prometheus");
    case RuleFormat::CloudWatch: return QStringLiteral("cloudwatch");
    case RuleFormat::Datadog: return QStringLiteral("datadog");
    case RuleFormat::Fairlead: return QStringLiteral("fairlead");
    case RuleFormat::Grafana: return QStringLiteral("grafana");
    }
    Q_UNREACHABLE();
}

QStringList ruleFormatNames()
{
    QStringList names;
    for (const RuleFormat format :
        {RuleFormat::Prometheus, RuleFormat::CloudWatch, RuleFormat::Datadog, RuleFormat::Fairlead, RuleFormat::Grafana}) {
        names.append(toString(format));
    }
    return names;
}

std::optional<RuleFormat> ruleFormatNamed(const QString& name)
{
    const qsizetype place = ruleFormatNames().indexOf(name);
    return place < 0 ? std::nullopt : std::optional(static_cast<RuleFormat>(place));
}

bool canRead(RuleFormat format)
{
    return format != RuleFormat::Grafana;
}

RuleFormat detectRuleFormat(const QString& file, const QByteArray& bytes)
{
    static const QRegularExpression ruleLine(
        QStringLiteral("^\\s*(alert team|notify|log incident|investigate|hold|roll back)\\s+when\\s"), QRegularExpression::MultilineOption);
    static const QRegularExpression yamlKey(
        QStringLiteral("^\\s*(-\\s+)?[\"']?[A-Za-z_]+[\"']?\\s*:(\\s|$)|^\\s*[\\[{]"), QRegularExpression::MultilineOption);
    const QString text = QString::fromUtf8(bytes);
    if (ruleLine.match(text).hasMatch() && !yamlKey.match(text).hasMatch()) {
        return RuleFormat::Fairlead;
    }
    Problems ignored;
    const std::optional<YamlDocument> document = readRuleYaml(file, bytes, ignored);
    return document ? formatOf(document->root) : RuleFormat::Prometheus;
}

RuleReading readRuleFile(RuleFormat format, const QString& file, const QByteArray& bytes)
{
    switch (format) {
    case RuleFormat::Prometheus: return readPrometheus(file, bytes);
    case RuleFormat::CloudWatch: return readCloudWatch(file, bytes);
    case RuleFormat::Datadog: return readDatadog(file, bytes);
    case RuleFormat::Fairlead: return readFairlead(file, bytes);
    case RuleFormat::Grafana: break;
    }
    Q_UNREACHABLE();
}

WrittenRules writeRuleFile(RuleFormat format, const RuleFile& rules, const QString& title)
{
    switch (format) {
    case RuleFormat::Prometheus: return {writePrometheus(rules), {}};
    case RuleFormat::CloudWatch: return writeCloudWatch(rules);
    case RuleFormat::Datadog: return writeDatadog(rules);
    case RuleFormat::Fairlead: return writeFairlead(rules);
    case RuleFormat::Grafana: return writeGrafana(rules, title);
    }
    Q_UNREACHABLE();
}

} // namespace fairlead::formats::alerts
