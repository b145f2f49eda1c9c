#pragma once

#include "models/formats/alerts/alert_shape.h"
#include "models/formats/alerts/fault.h"

#include <expected>

namespace fairlead::formats::alerts {

/// The query of a Datadog metric monitor, taken apart.
struct DatadogQuery {
    MetricShape shape; ///< with Prometheus' names
    QString metric; ///< as Datadog names it
    condition::Comparator comparator = condition::Comparator::Greater;
    double threshold = 0;

    bool operator==(const DatadogQuery&) const = default;
};

/// Reads “[avg(last_5m):]avg:metric{tag:value,!tag:value} [by {tag}] > 5”. A fault where the query is something else: a
/// formula, a function, a boolean filter, a log search.
std::expected<DatadogQuery, Fault> readDatadogQuery(const QString& query);

/// The query for @p shape; Datadog's name @p metric stands for the shape's.
QString toDatadogQuery(const MetricShape& shape, const QString& metric, condition::Comparator comparator, double threshold);

} // namespace fairlead::formats::alerts
