#pragma once

#include "models/domain/gate/rule_run.h"

namespace fairlead::gate {

/// "10 calls in a row took 3.02 to 3.61 s, above 3 s (14:06:03–14:06:15 UTC)."
QString firingSentence(const Rule& rule, const RuleRun& run, const Fired& fired);
/// "6 calls in a row with latency above 3 s, then one at 2.4 s."
QString nearMissSentence(const Rule& rule, const RuleRun& run, const Missed& missed);
/// What the rule says at the end of @p run; while undecided with what it still needs, and how long that takes at the present rate.
QString verdictSentence(const Rule& rule, const RuleRun& run);
/// For "N consecutive": what counting N in total would have done with the same samples; empty else.
QString otherCountSentence(const Rule& rule, const RuleRun& run);

} // namespace fairlead::gate
