#pragma once

#include "models/formats/alerts/rule_file.h"

#include <QByteArray>
#include <QString>

namespace fairlead::formats::alerts {

/// Reads Datadog monitors: one, a list, or {"monitors": […]}, with thresholds in “options” or beside the query; JSON or YAML.
///
/// “avg(last_5m):avg:m{a:b} by {h} > 9” becomes avg_over_time(avg by (h) (m{a="b"})[5m:]) > 9, with a second alert of
/// the same name for the warning threshold; the label severity tells them apart. {{value}} and {{tag.name}} of messages become
/// templates of Prometheus. Names that Prometheus cannot have are changed, and kept as the annotation datadog_metric. All else
/// is listed as not carried over.
/// Codes besides those of readYaml and YamlMap: no-monitors, bad-query, threshold-differs, wrong-order.
RuleReading readDatadog(const QString& file, const QByteArray& bytes);

/// @p rules as {"monitors": […]}, each one as Datadog's API takes it.
WrittenRules writeDatadog(const RuleFile& rules);

} // namespace fairlead::formats::alerts
