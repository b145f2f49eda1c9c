#pragma once

#include "models/domain/analysis/metric.h"

#include <QStringList>

namespace fairlead::analysis {

/// What a metric's limits will do, each in words: "fails on the 4th failed measurement", "is successful after 5 measurements".
/// Made from the limits as they count, defaults included.
QStringList limitsInWords(const Metric& metric);

/// "1st", "2nd", "3rd", "4th", "11th", "22nd".
QString ordinal(int number);

} // namespace fairlead::analysis
