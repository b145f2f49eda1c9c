#pragma once

#include "models/formats/alerts/rule_file.h"

#include <QByteArray>
#include <QString>

namespace fairlead::formats::alerts {

/// Reads CloudWatch alarms: the answer of describe-alarms, the input of put-metric-alarm (one alarm, or a list), or the
/// resources AWS::CloudWatch::Alarm of a CloudFormation template; JSON or YAML.
///
/// An alarm over N periods becomes a rule on its statistic over one period (“avg_over_time(m[1m])”) that has held for N - 1
/// periods more: both fire at the end of the Nth period. Names that Prometheus cannot have are changed, and kept as the
/// annotations cloudwatch_metric and cloudwatch_namespace. Actions, states and math are listed as not carried over.
/// Codes besides those of readYaml and YamlMap: no-alarms, unknown-comparison, unknown-statistic, duplicate-alarm;
/// warning default-statistic.
RuleReading readCloudWatch(const QString& file, const QByteArray& bytes);

/// @p rules as {"MetricAlarms": […]}, each one an input of put-metric-alarm.
WrittenRules writeCloudWatch(const RuleFile& rules);

} // namespace fairlead::formats::alerts
