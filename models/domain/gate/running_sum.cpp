#include "models/domain/gate/running_sum.h"

#include <cmath>
#include <limits>

namespace fairlead::gate {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// What infinities make of a sum; 0 where there are none.
double infinitePart(std::size_t above, std::size_t below)
{
    if (above > 0 && below > 0) {
        return kNaN;
    }
    return above > 0 ? kInfinity : (below > 0 ? -kInfinity : 0.0);
}

} // namespace

void RunningSum::add(Total& total, double value, double rest)
{
    const double sum = total.value + value;
    const double part = sum - total.value;
    const double lost = (total.value - (sum - part)) + (value - part) + total.rest + rest;
    total.value = sum + lost;
    total.rest = lost - (total.value - sum);
}

void RunningSum::push(double a, double b)
{
    Total total = m_totals.back();
    const double product = a * b;
    if (std::isfinite(product)) {
        add(total, product, std::fma(a, b, -product));
    } else if (!std::isnan(product)) {
        ++(product > 0.0 ? total.above : total.below);
    }
    m_totals.push_back(total);
}

RunningSum::Total RunningSum::between(std::size_t first, std::size_t end) const
{
    const Total& low = m_totals[first];
    Total total = m_totals[end];
    add(total, -low.value, -low.rest);
    total.above -= low.above;
    total.below -= low.below;
    return total;
}

double RunningSum::sum(std::size_t first, std::size_t end) const
{
    const Total total = between(first, end);
    return total.value + infinitePart(total.above, total.below);
}

double RunningSum::ratio(const RunningSum& top, const RunningSum& bottom, std::size_t first, std::size_t end)
{
    const Total over = top.between(first, end);
    const Total under = bottom.between(first, end);
    if (under.value == 0.0) {
        return kNaN;
    }
    const double infinite = infinitePart(over.above, over.below);
    if (infinite != 0.0) {
        return infinite; // NaN too
    }
    const double quotient = over.value / under.value;
    const double rest = std::fma(-quotient, under.value, over.value) + over.rest - quotient * under.rest;
    return quotient + rest / under.value;
}

} // namespace fairlead::gate
