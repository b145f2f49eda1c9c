#include "tests/ui/color_vision.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace fairlead::tests {

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

double toLinear(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

Triple linear(const QColor& color)
{
    return {toLinear(color.red() / 255.0), toLinear(color.green() / 255.0), toLinear(color.blue() / 255.0)};
}

Triple times(const Matrix& matrix, const Triple& v)
{
    Triple result{};
    for (std::size_t i = 0; i < 3; ++i)
        result.at(i) = matrix.at(i).at(0) * v.at(0) + matrix.at(i).at(1) * v.at(1) + matrix.at(i).at(2) * v.at(2);
    return result;
}

double luminance(const QColor& color)
{
    const Triple rgb = linear(color);
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

// Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation of Color Vision Deficiency, 2009, table 1.
const Matrix& simulation(Vision vision)
{
    static const Matrix protan{{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
    static const Matrix deutan{{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
    static const Matrix tritan{{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
    switch (vision) {
    case Vision::Protanopia: return protan;
    case Vision::Deuteranopia: return deutan;
    case Vision::Tritanopia: break;
    }
    return tritan;
}

Triple lab(const Triple& rgb)
{
    static const Matrix toXyz{{{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
    const Triple xyz = times(toXyz, rgb);
    const auto f = [](double t) { return t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0; };
    const double x = f(xyz[0] / 0.95047);
    const double y = f(xyz[1]);
    const double z = f(xyz[2] / 1.08883);
    return {116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)};
}

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180.0;
}

double hue(double b, double a)
{
    if (a == 0.0 && b == 0.0)
        return 0.0;
    const double degrees = std::atan2(b, a) * 180.0 / std::numbers::pi;
    return degrees < 0 ? degrees + 360.0 : degrees;
}

double pow7(double value)
{
    return std::pow(value, 7);
}

// CIEDE2000 after Sharma, Wu and Dalal 2005.
double ciede2000(const Triple& one, const Triple& two)
{
    const double meanChroma = (std::hypot(one[1], one[2]) + std::hypot(two[1], two[2])) / 2.0;
    const double g = 0.5 * (1.0 - std::sqrt(pow7(meanChroma) / (pow7(meanChroma) + pow7(25.0))));
    const double a1 = (1.0 + g) * one[1];
    const double a2 = (1.0 + g) * two[1];
    const double c1 = std::hypot(a1, one[2]);
    const double c2 = std::hypot(a2, two[2]);
    const double h1 = hue(one[2], a1);
    const double h2 = hue(two[2], a2);
    double dh = h2 - h1;
    if (c1 * c2 == 0.0)
        dh = 0.0;
    else if (dh > 180.0)
        dh -= 360.0;
    else if (dh < -180.0)
        dh += 360.0;
    const double bigDh = 2.0 * std::sqrt(c1 * c2) * std::sin(radians(dh / 2.0));
    const double l = (one[0] + two[0]) / 2.0;
    const double c = (c1 + c2) / 2.0;
    double h = h1 + h2;
    if (c1 * c2 != 0.0) {
        if (std::abs(h1 - h2) > 180.0)
            h += h < 360.0 ? 360.0 : -360.0;
        h /= 2.0;
    }
    const double t = 1.0 - 0.17 * std::cos(radians(h - 30.0)) + 0.24 * std::cos(radians(2.0 * h)) + 0.32 * std::cos(radians(3.0 * h + 6.0))
        - 0.20 * std::cos(radians(4.0 * h - 63.0));
    const double sl = 1.0 + 0.015 * (l - 50.0) * (l - 50.0) / std::sqrt(20.0 + (l - 50.0) * (l - 50.0));
    const double sc = 1.0 + 0.045 * c;
    const double sh = 1.0 + 0.015 * c * t;
    const double turn = 30.0 * std::exp(-std::pow((h - 275.0) / 25.0, 2));
    const double rt = -std::sin(radians(2.0 * turn)) * 2.0 * std::sqrt(pow7(c) / (pow7(c) + pow7(25.0)));
    const double dl = (two[0] - one[0]) / sl;
    const double dc = (c2 - c1) / sc;
    const double dhs = bigDh / sh;
    return std::sqrt(dl * dl + dc * dc + dhs * dhs + rt * dc * dhs);
}

} // namespace

double contrast(const QColor& a, const QColor& b)
{
    const double one = luminance(a) + 0.05;
    const double two = luminance(b) + 0.05;
    return std::max(one, two) / std::min(one, two);
}

double seenDistance(const QColor& a, const QColor& b, Vision vision)
{
    const auto seen = [vision](const QColor& color) {
        Triple rgb = times(simulation(vision), linear(color));
        for (double& channel : rgb)
            channel = std::clamp(channel, 0.0, 1.0);
        return lab(rgb);
    };
    return ciede2000(seen(a), seen(b));
}

} // namespace fairlead::tests
