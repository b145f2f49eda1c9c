#pragma once

#include "models/domain/rollout/step.h"
#include "models/formats/yaml_map.h"

#include <optional>

namespace fairlead::formats {

// Each reads the value of one kind of step. Codes: bad-step, bad-name, out-of-range, and those of YamlMap.

/// “soak: 30m”, “soak: {for: 30m, samples: 50}”, “soak: {samples: 50}”.
std::optional<rollout::Step> readSoak(const YamlScribe& scribe, const YamlEntry& entry);
/// “mirror: 10”, per cent of the requests.
std::optional<rollout::Step> readMirror(const YamlScribe& scribe, const YamlEntry& entry);
/// “flag: 25”, “flag: {percent: 25, segments: [beta]}”.
std::optional<rollout::Step> readFlag(const YamlScribe& scribe, const YamlEntry& entry);
/// “unit: docs”, “unit: [docs, research]”.
std::optional<rollout::Step> readUnit(const YamlScribe& scribe, const YamlEntry& entry);
/// “configure: {MODE: enabled}”; values are texts as written.
std::optional<rollout::Step> readConfigure(const YamlScribe& scribe, const YamlEntry& entry);
/// “checklist: Sign-off”.
std::optional<rollout::Step> readChecklist(const YamlScribe& scribe, const YamlEntry& entry);
/// “analysis: background”, or “analysis: inline”, which is the step “gate: success_criteria”.
std::optional<rollout::Step> readAnalysis(const YamlScribe& scribe, const YamlEntry& entry);

} // namespace fairlead::formats
