#pragma once

#include "models/domain/gate/verdict.h"
#include "models/formats/loaded.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace fairlead::formats {

/// What is looked for in a file of samples.
struct SeriesWanted {
    QStringList metrics; ///< the first is what `value` means; at least one
    metrics::Role role = metrics::Role::Canary;
};

/// Reads a file of samples (readSamplesCsv) as the series of one role:
///
///   time,value                    the first metric wanted
///   time,value,metric             the metric that each row names; rows of others are passed over
///   time,value,error_rate,calls   and a column for each further metric wanted; `calls` is always wanted
///
/// Other columns are passed over. Values are plain numbers in their metric's own unit: seconds for times, fractions for shares.
/// An empty cell of a further column is no sample. Rows need not be in order of time; rows of one series with the same time stay
/// apart, a millisecond each, in the order of the file.
///
/// Codes besides those of readSamplesCsv: no-metric, wrong-number also for a further column; warning no-samples.
Loaded<gate::Series> readSeriesCsv(const QString& file, const QByteArray& bytes, const SeriesWanted& wanted);

} // namespace fairlead::formats
