#pragma once

#include "models/formats/yaml_map.h"

#include <QString>

namespace fairlead::formats {

/// Component names are paths ("personas/analysts/data_analyst"): letters, digits, "_", "-", "." and "/", no part empty or "..".
/// Reports a text that is none, and gives nullopt.
std::optional<QString> componentName(YamlMap& map, const char* key, Need need);

/// Versions are kept as written ("1.10" is not 1.1): letters, digits and . _ + -, at most 64 of them.
std::optional<QString> versionText(YamlMap& map, const char* key, Need need);
bool isVersion(const QString& text);
/// Reports @p text at @p at unless isVersion.
void checkVersion(const YamlScribe& scribe, Position at, const QString& text);
void checkComponentName(const YamlScribe& scribe, Position at, const QString& text);

} // namespace fairlead::formats
