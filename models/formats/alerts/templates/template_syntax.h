#pragma once

#include "models/formats/alerts/fault.h"

#include <QString>

namespace fairlead::formats::alerts {

/// What Prometheus 2.42 refuses of a template in a label or an annotation (Go's text/template with Prometheus' functions and
/// the variables $labels, $value, $externalLabels and $externalURL); empty when it accepts it. The first fault only: what
/// follows one cannot be trusted.
Faults templateFaults(const QString& text);

} // namespace fairlead::formats::alerts
