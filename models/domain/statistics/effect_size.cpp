#include "models/domain/statistics/effect_size.h"

#include <cmath>
#include <limits>

namespace fairlead::statistics {

double meanRatio(double experimentMean, double controlMean)
{
    return experimentMean == 0 || controlMean == 0 ? std::numeric_limits<double>::quiet_NaN() : experimentMean / controlMean;
}

double cohensD(const Summary& experiment, const Summary& control)
{
    const auto squares
        = [](const Summary& side) { return (static_cast<double>(side.count) - 1) * side.standardDeviation * side.standardDeviation; };
    const double freedom = static_cast<double>(experiment.count) + static_cast<double>(control.count) - 2;
    return std::abs(experiment.mean - control.mean) / std::sqrt((squares(experiment) + squares(control)) / freedom);
}

} // namespace fairlead::statistics
