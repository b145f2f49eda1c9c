#pragma once

#include "models/domain/gate/running_sum.h"
#include "models/domain/gate/verdict.h"

#include <cstddef>
#include <span>
#include <vector>

namespace fairlead::gate {

/// How many calls samples stand for. Goes along the `calls` series of a role; it outlives this.
class CallsAlong {
public:
    CallsAlong(const Series& series, metrics::Role role, Millis staleAfter);

    /// What the `calls` series says at @p at, or newest before it and no older than staleAfter; 1 where it says nothing or there
    /// is none. @p at never goes back.
    double at(Instant at);

private:
    std::span<const metrics::Sample> m_samples;
    std::size_t m_next = 0;
    Millis m_staleAfter;
};

/// The samples of one series within the time that a rule watches, each with its number of calls. A value, made once a run.
struct SampleColumn {
    std::vector<metrics::Sample> all; ///< in time order; a value may be NaN: asked, and no number came
    std::vector<metrics::Sample> known; ///< those that are numbers: what aggregates are made of
    std::vector<double> calls; ///< of each known sample
    RunningSum weights; ///< calls of each known sample
    RunningSum weighted; ///< value · calls
    RunningSum values;
    RunningSum grown; ///< from the one before; a counter that begins anew counts from 0

    /// The samples of @p key in [@p from, @p to], with the calls that CallsAlong says.
    static SampleColumn of(const Series& series, const metrics::SeriesKey& key, Instant from, Instant to, Millis staleAfter);
};

} // namespace fairlead::gate
