#pragma once

#include "models/base/error.h"
#include "models/domain/judge/transforms.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::judge {

using Tags = QMap<QString, QString>;

/// One series of one side, as a source of metrics returned it.
struct MetricSet {
    QString name; ///< of the metric
    Tags tags; ///< what tells this series from others of the metric
    Values values; ///< NaN where a point has no value
    int expectedPoints = 0; ///< (end - start) / step of the query; 0 where that is not known

    bool operator==(const MetricSet&) const = default;
};

/// The two series of one metric that are held against each other.
struct MetricPair {
    QString name;
    QString id; ///< may be empty
    Tags tags;
    Values experiment;
    Values control;

    bool operator==(const MetricPair&) const = default;
};

/// Pairs the series of both sides, in the order of @p metrics (Kayenta's MetricSetMixerService). Series pair by equal tags.
/// One without a partner is paired with a series of NaN, and so is each tagged one where the other side has the metric only
/// untagged or beside tags: an untagged series across from tagged ones lends its length, its values are not used. A series
/// that is shorter than expected is filled up with NaN. Pairs of one metric keep the order in which their tags first occur.
/// InvalidInput where a side lacks a metric, where a name is empty, and where both sides have tags with different keys.
Result<std::vector<MetricPair>> mix(
    const QStringList& metrics, const std::vector<MetricSet>& control, const std::vector<MetricSet>& experiment);

} // namespace fairlead::judge
