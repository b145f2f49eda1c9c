#pragma once

#include "models/domain/gate/rule.h"
#include "models/domain/gate/verdict.h"

namespace fairlead::gate {

/// A moment at which a rule fired.
struct Firing {
    Instant at;
    Instant since; ///< first sample that counted for it
    std::optional<double> value; ///< of the first term, at that moment
    QString sentence; ///< "10 calls in a row took 3.02 to 3.61 s (14:06:03–14:06:15)."

    bool operator==(const Firing&) const = default;
};

/// A stretch in which a rule was on its way and did not get there.
struct NearMiss {
    Instant from;
    Instant to;
    QString sentence; ///< "6 calls in a row above 3 s, then one at 2.4 s."

    bool operator==(const NearMiss&) const = default;
};

/// NoData: nothing is decided, because there is no data, the rule warms up, or its window is not full yet.
enum class RuleTruth { Clear, Counting, Fired, NoData };

/// A stretch of one truth: a truth strip is a list of them without gaps.
struct TruthSpan {
    Instant from;
    Instant to;
    RuleTruth truth = RuleTruth::NoData;

    bool operator==(const TruthSpan&) const = default;
};

/// What a rule says at one moment, explained.
struct RuleVerdict {
    RuleTruth truth = RuleTruth::NoData;
    Outcome outcome = Outcome::Undecided; ///< Pass: clear; Fail: fired and rolls back; Marginal: counting, or fired a milder action
    bool holds = false; ///< the rollout must wait: a Hold rule fired, or there is no data and the policy says hold
    std::optional<Firing> firing; ///< the newest that is not cleared yet
    std::vector<condition::Reading> readings; ///< at the newest sample
    QString sentence; ///< value, bound, window, samples, times; when undecided how many samples more at the present rate

    bool operator==(const RuleVerdict&) const = default;
};

/// What a rule would have done with past data.
struct Replay {
    std::vector<Firing> firings;
    std::vector<NearMiss> nearMisses;
    std::vector<TruthSpan> strip; ///< from the first to the last moment asked for
    QString otherCount; ///< for "N consecutive": what counting N in total would have done; empty else
};

/// The rule at @p now on the samples since @p began (when its phase began). Pure: same samples, same verdict.
/// A series is without data at a moment when its newest sample is older than @p staleAfter.
RuleVerdict judgeRule(const Rule& rule, const Series& series, Instant began, Instant now, Millis staleAfter);

/// The rule over [@p from, @p to], as if it had watched all of it from @p from on.
Replay replay(const Rule& rule, const Series& series, Instant from, Instant to, Millis staleAfter);

} // namespace fairlead::gate
