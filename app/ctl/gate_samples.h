#pragma once

#include "models/base/error.h"
#include "models/domain/gate/rule.h"
#include "models/domain/gate/verdict.h"

#include <optional>

namespace fairlead::ctl {

/// What a rule is run on: recorded samples, and the time that they cover.
struct RunSamples {
    gate::Series series;
    Instant began; ///< when the phase began: the first sample, unless it is said
    Instant now; ///< the last sample, unless it is said
    Millis staleAfter{0};
};

/// Adds a recorded baseline to the samples of @p run. A baseline may be an average of last week, or of a run on another day:
/// a series of one row counts all the time, and one that lies wholly before or after the samples is moved so that both begin
/// together. Any other is taken with its times.
void addBaseline(RunSamples& run, const gate::Series& baseline);

/// How old a newest sample may be where nobody says it: three times the usual distance of @p series, at least a minute.
Millis usualStaleAfter(const metrics::SeriesWindow& series);

/// The time that all series of @p series cover together; empty where none has a sample.
struct Covered {
    Instant first;
    Instant last;
};
std::optional<Covered> coveredBy(const gate::Series& series);

} // namespace fairlead::ctl
