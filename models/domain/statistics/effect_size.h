#pragma once

#include "models/domain/statistics/descriptive.h"

namespace fairlead::statistics {

/// @p experiment's mean as a multiple of @p control's. NaN if either mean is 0, as Kayenta has it: then the ratio says
/// nothing about a size, and what is decided by it counts as met.
double meanRatio(double experimentMean, double controlMean);

/// How many pooled standard deviations (over n - 1) the means are apart, without a sign: Cohen, "Statistical Power Analysis
/// for the Behavioral Sciences", 1988. NaN or infinity where nothing varies.
double cohensD(const Summary& experiment, const Summary& control);

} // namespace fairlead::statistics
