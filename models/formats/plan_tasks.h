#pragma once

#include "models/domain/rollout/step.h"
#include "models/formats/yaml_map.h"

#include <optional>

namespace fairlead::formats {

/// “verify: {name: smoke test, call: GET {target}/v1/health, expect: {json: {/status: ok}}, attempts: 3, pause: 5s}”; “run: [program,
/// argument]” in place of the call. Codes: bad-call, and those of YamlMap.
std::optional<rollout::Step> readVerify(const YamlScribe& scribe, const YamlEntry& entry);
/// The same for a step whose answer does not judge the version.
std::optional<rollout::Step> readAction(const YamlScribe& scribe, const YamlEntry& entry);

} // namespace fairlead::formats
