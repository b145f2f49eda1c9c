#include "models/domain/sequential/settings.h"

#include <cmath>

namespace fairlead::sequential {

Result<Settings> Settings::create(double alpha, double horizon)
{
    if (!(alpha > 0.0 && alpha < 1.0)) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("alpha is %1; it lies between 0 and 1, for example 0.05").arg(alpha));
    }
    if (!(horizon >= 1.0 && horizon <= 1e12)) {
        return fail(ErrorCode::InvalidInput,
            QStringLiteral("the horizon is %1 samples; it lies between 1 and 1e12, for example 1000").arg(horizon));
    }
    return Settings(alpha, horizon);
}

double Settings::priorSamples() const
{
    const double twice = -2.0 * std::log(m_alpha);
    return m_horizon / (twice + std::log1p(twice));
}

double Settings::logThreshold() const
{
    return -std::log(m_alpha);
}

} // namespace fairlead::sequential
