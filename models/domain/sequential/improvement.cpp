#include "models/domain/sequential/improvement.h"

#include "models/domain/sequential/running_moments.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fairlead::sequential {

namespace {

/// Improved or worse when it is proven; proven improvements below the threshold stay without proof.
Outcome outcomeOf(const Dimension& dimension, const WelchTest& test, bool proven)
{
    const double gain = dimension.higherIsBetter ? test.estimate : -test.estimate;
    if (!proven || gain == 0.0) {
        return Outcome::NoProof;
    }
    if (gain < 0.0) {
        return Outcome::Worse;
    }
    const double base = dimension.threshold.relative() ? std::abs(dimension.before.mean) : 1.0;
    return reaches(gain, dimension.threshold.size() * base) ? Outcome::Improved : Outcome::NoProof;
}

QString sentenceOf(const DimensionResult& result, const Dimension& dimension, double alpha)
{
    const auto number = [](double value) { return QString::number(value, 'g', 4); };
    if (dimension.before.count < 2 || dimension.after.count < 2) {
        return QStringLiteral("%1: no proof, a comparison takes two samples before and after (%2 and %3 given).")
            .arg(dimension.name)
            .arg(dimension.before.count)
            .arg(dimension.after.count);
    }
    const QString shortfall = result.outcome == Outcome::NoProof && result.adjustedPValue <= alpha
        ? QStringLiteral(" The change is proven, but the improvement is smaller than %1.").arg(dimension.threshold.text())
        : QString();
    return QStringLiteral("%1: %2, from %3 to %4, difference %5, interval %6 to %7 (alpha %8 over all dimensions, p %9 after Holm), ")
               .arg(dimension.name, toString(result.outcome), number(dimension.before.mean), number(dimension.after.mean),
                   number(result.interval.estimate), number(result.interval.low), number(result.interval.high), number(alpha),
                   number(result.adjustedPValue))
        + QStringLiteral("%1 samples before and %2 after.%3").arg(dimension.before.count).arg(dimension.after.count).arg(shortfall);
}

} // namespace

Summary Summary::of(const std::vector<double>& samples)
{
    RunningMoments moments;
    for (const double sample : samples) {
        moments.add(sample);
    }
    return {moments.mean(), std::sqrt(moments.variance()), moments.count()};
}

QString toString(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Improved: return QStringLiteral("improved");
    case Outcome::Worse: return QStringLiteral("worse");
    case Outcome::NoProof: break;
    }
    return QStringLiteral("no proof");
}

WelchTest WelchTest::of(const Summary& before, const Summary& after)
{
    WelchTest test;
    test.estimate = after.mean - before.mean;
    test.usable = before.count >= 2 && after.count >= 2 && std::isfinite(test.estimate) && std::isfinite(before.deviation)
        && std::isfinite(after.deviation);
    if (!test.usable) {
        return test;
    }
    const auto countBefore = static_cast<double>(before.count);
    const auto countAfter = static_cast<double>(after.count);
    // Errors of the means, added as lengths and compared as shares, so that no square underflows.
    const double errorBefore = before.deviation / std::sqrt(countBefore);
    const double errorAfter = after.deviation / std::sqrt(countAfter);
    test.standardError = std::hypot(errorBefore, errorAfter);
    if (test.standardError > 0.0) {
        const double shareBefore = std::pow(errorBefore / test.standardError, 2);
        const double shareAfter = std::pow(errorAfter / test.standardError, 2);
        test.degrees = 1.0 / (shareBefore * shareBefore / (countBefore - 1.0) + shareAfter * shareAfter / (countAfter - 1.0));
    }
    return test;
}

double WelchTest::pValue() const
{
    if (!usable) {
        return 1.0;
    }
    if (standardError == 0.0) {
        return estimate == 0.0 ? 1.0 : 0.0;
    }
    const boost::math::students_t distribution(degrees);
    return 2.0 * boost::math::cdf(boost::math::complement(distribution, std::abs(estimate) / standardError));
}

Interval WelchTest::interval(double alpha) const
{
    Interval interval;
    interval.estimate = estimate;
    if (!usable) {
        return interval;
    }
    double half = 0.0;
    if (standardError > 0.0) {
        const boost::math::students_t distribution(degrees);
        half = standardError * boost::math::quantile(boost::math::complement(distribution, alpha / 2.0));
    }
    interval.low = estimate - half;
    interval.high = estimate + half;
    return interval;
}

Result<std::vector<DimensionResult>> judgeImprovement(const std::vector<Dimension>& dimensions, double alpha)
{
    if (!(alpha > 0.0 && alpha < 1.0)) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("alpha is %1; it lies between 0 and 1, for example 0.05").arg(alpha));
    }
    std::vector<WelchTest> tests;
    std::vector<DimensionResult> results;
    for (const Dimension& dimension : dimensions) {
        tests.push_back(WelchTest::of(dimension.before, dimension.after));
        results.push_back({});
        results.back().name = dimension.name;
        results.back().pValue = tests.back().pValue();
    }
    std::vector<std::size_t> order(dimensions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t index) { return results[index].pValue; });

    double level = alpha; // of the present step; stays where the procedure stops
    double adjusted = 0.0;
    bool stopped = false;
    for (std::size_t step = 0; step < order.size(); ++step) {
        const std::size_t index = order[step];
        DimensionResult& result = results[index];
        const auto left = static_cast<double>(order.size() - step);
        adjusted = std::max(adjusted, std::min(1.0, result.pValue * left));
        if (!stopped) {
            level = alpha / left;
            stopped = result.pValue > level;
        }
        result.adjustedPValue = adjusted;
        result.level = level;
        result.interval = tests[index].interval(level);
        result.outcome = outcomeOf(dimensions[index], tests[index], !stopped);
        result.sentence = sentenceOf(result, dimensions[index], alpha);
    }
    return results;
}

} // namespace fairlead::sequential
