#include "ui/charts/scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace fairlead::ui {

namespace {

constexpr double kMaxSteps = 4.0;
constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr std::array<qint64, 16> kTimeSteps{kSecond, 2 * kSecond, 5 * kSecond, 10 * kSecond, 15 * kSecond, 30 * kSecond, kMinute,
    2 * kMinute, 5 * kMinute, 10 * kMinute, 15 * kMinute, 30 * kMinute, kHour, 3 * kHour, 6 * kHour, 24 * kHour};

} // namespace

int ValueScale::decimals() const
{
    int decimals = 0;
    double scaled = step;
    while (decimals < 6 && std::abs(scaled - std::round(scaled)) > 1e-6 * std::max(1.0, std::abs(scaled))) {
        scaled *= 10.0;
        ++decimals;
    }
    return decimals;
}

ValueScale niceScale(double lo, double hi)
{
    if (!(hi > lo)) {
        const double half = std::max(std::abs(lo) * 0.05, 0.5);
        lo -= lo >= 0.0 ? std::min(half, lo) : half;
        hi += half;
    }
    double power = std::pow(10.0, std::floor(std::log10((hi - lo) / kMaxSteps)));
    for (;;) {
        for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
            const double step = factor * power;
            const double min = std::floor(lo / step + 1e-9) * step;
            const double max = std::ceil(hi / step - 1e-9) * step;
            if ((max - min) / step <= kMaxSteps + 1e-9)
                return {min, max, step};
        }
        power *= 10.0;
    }
}

qint64 timeStep(qint64 span, double width, double minPixels)
{
    const double perPixel = double(span) / std::max(width, 1.0);
    for (const qint64 step : kTimeSteps) {
        if (double(step) / perPixel >= minPixels)
            return step;
    }
    return kTimeSteps.back() * std::max<qint64>(1, qint64(std::ceil(minPixels * perPixel / double(kTimeSteps.back()))));
}

std::vector<qint64> timeTicks(qint64 from, qint64 to, qint64 step)
{
    std::vector<qint64> ticks;
    const qint64 first = (from + step - 1) / step * step;
    for (qint64 at = first; at <= to; at += step)
        ticks.push_back(at);
    return ticks;
}

qint64 axisGrain(qint64 span)
{
    constexpr qint64 kSteps = 64;
    for (const qint64 step : kTimeSteps) {
        if (step * kSteps >= span)
            return step;
    }
    return kTimeSteps.back();
}

} // namespace fairlead::ui
