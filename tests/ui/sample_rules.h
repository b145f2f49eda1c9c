#pragma once

#include "models/domain/gate/rule.h"
#include "ui/rules/recording.h"

#include <vector>

namespace fairlead::sample {

std::vector<gate::RuleSet> builtInRules();
std::vector<gate::RuleSet> ownRules();

/// An hour of a voice agent's calls: one spike of 6 calls above 3 s, one of 12, and two minutes without data.
ui::Recording voiceAgent();

} // namespace fairlead::sample
