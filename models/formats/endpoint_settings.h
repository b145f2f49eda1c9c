#pragma once

#include "models/domain/workspace/workspace.h"
#include "models/formats/yaml_map.h"

namespace fairlead::formats {

/// Reads the keys that only @p driver of a target understands: rehearsal (url, split), haproxy (address, backend,
/// baseline_server, canary_server, timeout). Codes: unknown-driver, bad-url, bad-address, and those of YamlMap.
/// Finishes the map, unless the driver is unknown.
QMap<QString, QString> readTargetSettings(YamlMap& map, const QString& driver);

/// The same for a source: rehearsal (url, split, window), prometheus (url, timeout, metrics).
QMap<QString, QString> readSourceSettings(YamlMap& map, const QString& driver, std::vector<workspace::MetricQuery>& metrics);

} // namespace fairlead::formats
