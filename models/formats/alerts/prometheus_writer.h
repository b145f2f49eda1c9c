#pragma once

#include "models/formats/alerts/rule_file.h"

#include <QByteArray>

namespace fairlead::formats::alerts {

/// @p rules as a Prometheus rule file that readPrometheus reads back equal. promtool 2.42 accepts it when the rules are valid.
QByteArray writePrometheus(const RuleFile& rules);

} // namespace fairlead::formats::alerts
