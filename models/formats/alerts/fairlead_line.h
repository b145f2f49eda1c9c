#pragma once

#include "models/domain/gate/rule.h"
#include "models/formats/alerts/rule_file.h"

#include <QString>

#include <optional>

namespace fairlead::formats::alerts {

/// A rule line for an alert, and what its metric is in PromQL.
struct FairleadLine {
    QString rule; ///< "alert team when latency > 2.5s for 5m"
    QString query; ///< PromQL of the metric, in the metric's unit
};

/// The rule line for @p alert; empty when its expression has another form. @p name is the metric's: letters, digits and _.
std::optional<FairleadLine> toFairleadLine(const AlertRule& alert, const QString& name);
/// A name for the metric of @p alert that reads well: the metric's own where the expression has one, else the alert's.
QString metricNameFor(const AlertRule& alert);

/// What @p rule looks at in PromQL: “query comparator bound”; an empty @p query means the metric itself. Empty, with a
/// note, when PromQL cannot say it; what is left out of a rule that it can say is noted too.
QString toPromqlRule(const gate::Rule& rule, const QString& query, const QString& path, NotCarriedOvers& notes);

} // namespace fairlead::formats::alerts
