#pragma once

#include "models/base/error.h"
#include "models/domain/sequential/effect.h"
#include "models/domain/sequential/settings.h"

#include <QString>

#include <vector>

namespace fairlead::sequential {

/// Mean, standard deviation (n - 1) and count of one dimension in one period.
struct Summary {
    double mean = 0.0;
    double deviation = 0.0;
    qint64 count = 0;

    /// Of the finite ones of @p samples; the others are left out.
    static Summary of(const std::vector<double>& samples);

    bool operator==(const Summary&) const = default;
};

/// One dimension of quality, cost or speed, before and after a release.
struct Dimension {
    QString name;
    Summary before;
    Summary after;
    bool higherIsBetter = true;
    /// How much better it has to be besides being proven better; its sign is not looked at. "0": proof alone.
    Effect threshold = {};
};

enum class Outcome {
    NoProof, ///< nothing is proven, or the proven improvement is smaller than the threshold
    Improved,
    Worse,
};

/// "no proof", "improved", "worse".
QString toString(Outcome outcome);

struct DimensionResult {
    QString name;
    Outcome outcome = Outcome::NoProof;
    /// Of after - before, at the level at which Holm's procedure tests this dimension: it leaves 0 out exactly when the
    /// dimension is proven to have changed.
    Interval interval;
    double level = 0.0; ///< alpha of that interval
    double pValue = 1.0; ///< Welch's, two-sided, of this dimension alone
    double adjustedPValue = 1.0; ///< Holm's, to be compared with alpha
    QString sentence;
};

/// Welch's interval for after - before (Welch 1947; Satterthwaite's degrees of freedom). FIXED HORIZON: it holds for one look
/// at samples whose number was settled beforehand, as before/after comparisons have; a stream that is watched needs
/// MeanDifference. Unbounded with p = 1 below two samples on a side; a point when both sides are constant.
struct WelchTest {
    double estimate = 0.0;
    double standardError = 0.0;
    double degrees = 0.0;
    bool usable = false; ///< two samples on each side

    static WelchTest of(const Summary& before, const Summary& after);
    double pValue() const;
    Interval interval(double alpha) const;
};

/// Judges every dimension at once so that the probability of a single false "improved" or "worse" is at most @p alpha
/// (Holm 1979, "A simple sequentially rejective multiple test procedure"; holds whatever the dependence of the dimensions).
/// Results in the order of @p dimensions. InvalidInput unless 0 < alpha < 1.
Result<std::vector<DimensionResult>> judgeImprovement(const std::vector<Dimension>& dimensions, double alpha);

} // namespace fairlead::sequential
