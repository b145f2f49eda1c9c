#include "models/domain/sequential/running_moments.h"

#include <cmath>

namespace fairlead::sequential {

bool RunningMoments::add(double value)
{
    if (!std::isfinite(value)) {
        return false;
    }
    if (m_count == 0) {
        m_origin = value;
    }
    const auto before = static_cast<double>(m_count);
    ++m_count;
    const auto after = static_cast<double>(m_count);
    const double delta = (value - m_origin) - m_offset;
    const double step = delta / after;
    const double square = delta * step * before;
    m_cubes += square * step * (after - 2.0) - 3.0 * step * m_squares;
    m_squares += square;
    m_offset += step;
    return true;
}

double RunningMoments::variance() const
{
    return m_count < 2 ? 0.0 : m_squares / static_cast<double>(m_count - 1);
}

double RunningMoments::thirdMoment() const
{
    return m_count < 2 ? 0.0 : m_cubes / static_cast<double>(m_count);
}

} // namespace fairlead::sequential
