#pragma once

#include "models/base/instant.h"
#include "models/domain/condition/condition.h"
#include "models/formats/alerts/promql/expression.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::formats::alerts {

/// What a plain query asks for: series of one metric, put together over labels and then over time. Alarms of other systems
/// are made of just that.
struct MetricShape {
    QString metric; ///< a name of Prometheus
    std::vector<promql::LabelMatch> matches;
    QString acrossSeries; ///< "avg", "sum", "min", "max", "count"; empty: each series for itself
    QStringList by;
    QString overTime; ///< "avg", "sum", "min", "max", "count", "quantile"; empty: the newest value
    double quantile = 0; ///< of overTime "quantile", 0 to 1
    Millis window{0}; ///< of overTime

    bool operator==(const MetricShape&) const = default;
};

/// An expression of the form “value comparator number”.
struct AlertShape {
    QString value; ///< PromQL of what is compared
    condition::Comparator comparator = condition::Comparator::Greater;
    double bound = 0;
    QString boundText; ///< as written
    std::optional<MetricShape> metric; ///< where the value is a plain query
};

/// The shape of @p expr; empty when it has another one, or is no PromQL.
std::optional<AlertShape> shapeOf(const QString& expr);
std::optional<MetricShape> metricShapeOf(const promql::Expression& expression, int node);
/// PromQL that metricShapeOf reads back.
QString toPromql(const MetricShape& shape);
/// "<", "<=", ">", ">=", "==", "!=".
QString toPromql(condition::Comparator comparator);
/// A number that PromQL and JSON read back as the same.
QString numberText(double value);
/// A text in double quotes with escapes, as PromQL and JSON write it.
QString quotedText(const QString& text);
/// The nearest name that a metric or a label (@p label: no colons) may have: "custom.voice.latency" becomes "custom_voice_latency".
QString prometheusName(const QString& name, bool label);

} // namespace fairlead::formats::alerts
