#pragma once

#include "models/domain/gate/rule.h"
#include "models/formats/yaml_map.h"

#include <vector>

namespace fairlead::formats {

/// Reads “rules:” of a plan or rule set: a list of lines of the rule language, each once. What is wrong with a line is
/// reported at its place inside of the line. Codes: bad-rule, duplicate-entry.
std::vector<gate::Rule> readRuleLines(YamlMap& map, Need need);

/// Adds the rules of the sets that @p names name to @p rules; a rule that is there already is not added again. A name that
/// none of @p sets has is reported: unknown-reference.
void addRuleSets(
    const YamlScribe& scribe, const std::vector<PlacedText>& names, const std::vector<gate::RuleSet>& sets, std::vector<gate::Rule>& rules);

} // namespace fairlead::formats
