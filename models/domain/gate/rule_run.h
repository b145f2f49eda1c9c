#pragma once

#include "models/domain/gate/hit_count.h"
#include "models/domain/gate/rule_watch.h"
#include "models/domain/gate/watched_terms.h"

#include <optional>
#include <vector>

namespace fairlead::gate {

/// What one moment said.
struct Moment {
    Round round;
    condition::Truth truth = condition::Truth::Unknown;
    std::optional<double> value; ///< of the first term
};

/// A firing as facts; rule_words.h makes a Firing of it.
struct Fired {
    Instant at;
    Instant since;
    std::size_t first = 0; ///< moments that counted, from first to last; of no use where byNoData
    std::size_t last = 0;
    double count = 0.0; ///< hits then, as the window counts them
    bool byNoData = false;
    std::vector<condition::Reading> readings;
    std::optional<Instant> cleared;
};

/// A stretch of hits that was broken before the rule fired.
struct Missed {
    std::size_t first = 0; ///< moments
    std::size_t last = 0; ///< when it was nearest
    double count = 0.0; ///< hits then
    Millis lasted{0};
    Instant brokenAt;
    std::optional<std::size_t> breaker; ///< the moment that broke it; nothing where time did
};

/// Where a rule stands at the end of a run.
enum class Stage {
    Starting, ///< no sample yet, and it is too soon to call that a gap; or warming up
    NoData,
    Filling, ///< its window, or the fewest samples that it asks for
    Clear,
    Counting,
    Fired,
    Over, ///< only the first of its phase counted, and that is over
};

/// Everything that happened while a rule watched [from, to].
struct RuleRun {
    Instant from;
    Instant to;
    Instant applies; ///< the end of its warm-up; from where it has none
    Millis staleAfter{0};
    std::vector<Moment> moments;
    std::vector<Fired> firings;
    std::vector<Missed> misses;
    std::vector<TruthSpan> strip;
    Stage stage = Stage::Starting;
    RuleTruth truth = RuleTruth::NoData;
    Instant lastData; ///< newest moment that decided or filled; applies where there is none
    int withData = 0; ///< moments that decided or filled
    int decided = 0; ///< moments that decided
    Filling filling; ///< while Filling
    double have = 0.0; ///< hits that count at the end
    Millis lasted{0}; ///< of what is to be sustained
    double clearing = 0.0; ///< while Fired: hits of the clear condition in a row
    std::vector<condition::Reading> readings; ///< at the newest moment
    QString unknownWhy; ///< of the newest moment
};

/// Goes over all samples once: near-linear in their number, whatever the window.
RuleRun watch(const Rule& rule, const Series& series, Instant from, Instant to, Millis staleAfter);

} // namespace fairlead::gate
