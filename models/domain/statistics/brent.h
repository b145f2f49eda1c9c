#pragma once

#include <cmath>
#include <limits>

namespace fairlead::statistics {

/// Where a search for a root stands: the best place b, the one before it a, and c on the other side of the root.
struct BrentBracket {
    double a, fa;
    double b, fb;
    double c, fc;

    void nearestFirst()
    {
        if (std::abs(fc) < std::abs(fb)) {
            a = b, b = c, c = a;
            fa = fb, fb = fc, fc = fa;
        }
    }

    /// The next step from b: halfway to c, or by interpolation where that is trusted. @p reach is the least step.
    double step(double previous, double reach) const
    {
        double step = (c - b) / 2;
        if (std::abs(previous) >= reach && std::abs(fa) > std::abs(fb)) {
            const double cb = c - b;
            double p = 0;
            double q = 0;
            if (a == c) { // two places: linear
                const double t1 = fb / fa;
                p = cb * t1;
                q = 1 - t1;
            } else { // three: inverse quadratic
                q = fa / fc;
                const double t1 = fb / fc;
                const double t2 = fb / fa;
                p = t2 * (cb * q * (q - t1) - (b - a) * (t1 - 1));
                q = (q - 1) * (t1 - 1) * (t2 - 1);
            }
            if (p > 0) {
                q = -q;
            } else {
                p = -p;
            }
            if (p < 0.75 * cb * q - std::abs(reach * q) / 2 && p < std::abs(previous * q / 2)) {
                step = p / q;
            }
        }
        if (std::abs(step) < reach) {
            step = step > 0 ? reach : -reach;
        }
        return step;
    }
};

/// A root of @p f between @p a and @p b by the zeroin of Forsythe, Malcolm and Moler ("Computer Methods for Mathematical
/// Computations", 1977, after Brent 1973) in the form of R's R_zeroin2 (src/library/stats/src/zeroin.c). The very sequence
/// of places matters to callers whose @p f is a step function: every place of a step is a root, and this says which of
/// them is the answer. @p tolerance is absolute; @p fa and @p fb are f(a) and f(b). NaN as soon as f is.
template <typename Function> double brentRoot(double a, double b, double fa, double fb, double tolerance, Function&& f)
{
    constexpr int kMostSteps = 1001;
    const auto isZero = [](double value) { return std::abs(value) <= std::numeric_limits<double>::denorm_min(); };
    if (isZero(fa)) {
        return a;
    }
    if (isZero(fb)) {
        return b;
    }
    BrentBracket at{a, fa, b, fb, a, fa};
    for (int count = 0; count < kMostSteps; ++count) {
        const double previous = at.b - at.a;
        at.nearestFirst();
        const double reach = 2 * std::numeric_limits<double>::epsilon() * std::abs(at.b) + tolerance / 2;
        if (std::abs((at.c - at.b) / 2) <= reach || isZero(at.fb)) {
            return at.b;
        }
        const double step = at.step(previous, reach);
        at.a = at.b;
        at.fa = at.fb;
        at.b += step;
        at.fb = f(at.b);
        if (std::isnan(at.fb)) {
            return at.fb;
        }
        if ((at.fb > 0 && at.fc > 0) || (at.fb < 0 && at.fc < 0)) {
            at.c = at.a;
            at.fc = at.fa;
        }
    }
    return at.b;
}

} // namespace fairlead::statistics
