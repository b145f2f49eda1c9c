#pragma once

#include "models/formats/alerts/rule_file.h"

#include <QString>

namespace fairlead::formats::alerts {

/// @p rules as a Grafana dashboard named @p title (schemaVersion 36, Grafana 9 and later): a row for each group, a graph for
/// each value that alerts look at with their bounds as thresholds, and annotations where alerts fire. The data source is
/// asked for when the dashboard is imported. Expressions that are not “value comparator number” are shown without threshold.
WrittenRules writeGrafana(const RuleFile& rules, const QString& title);

} // namespace fairlead::formats::alerts
