#pragma once

#include "models/domain/metrics/metric.h"

#include <QString>

namespace fairlead::storage {

struct ReleaseReadings {
    QString release;
    metrics::Readings readings;
};

} // namespace fairlead::storage
