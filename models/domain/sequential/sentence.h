#pragma once

#include "models/domain/sequential/comparison.h"

namespace fairlead::sequential {

/// What a sentence needs besides the decision itself.
struct Question {
    Kind kind;
    const Effect& effect;
    const Settings& settings;
    double baselineEstimate;
};

/// One paragraph for people: what is decided or not, the value, its interval, alpha and the samples, and when undecided how
/// many more are needed at the present variance.
QString sentenceFor(const Decision& decision, const Question& question);

} // namespace fairlead::sequential
