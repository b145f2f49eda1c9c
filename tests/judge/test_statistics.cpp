#include "models/domain/statistics/descriptive.h"
#include "models/domain/statistics/effect_size.h"
#include "models/domain/statistics/mann_whitney.h"
#include "models/domain/statistics/outliers.h"
#include "models/domain/statistics/ranks.h"
#include "models/domain/statistics/sorting.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace fairlead::statistics;

using Values = QList<double>;
Q_DECLARE_METATYPE(Values)

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::span<const double> spanOf(const Values& values)
{
    return {values.constData(), static_cast<std::size_t>(values.size())};
}

std::vector<std::uint64_t> bitsOf(const std::vector<double>& values)
{
    std::vector<std::uint64_t> bits;
    std::ranges::transform(values, std::back_inserter(bits), [](double value) { return std::bit_cast<std::uint64_t>(value); });
    return bits;
}

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSummaryHoldsTheSampleSNumbers_data();
    void aSummaryHoldsTheSampleSNumbers();
    void aMeanCorrectsWhatTheFirstPassRoundedOff();
    void aPercentileInterpolatesBetweenOrderStatistics_data();
    void aPercentileInterpolatesBetweenOrderStatistics();
    void tukeySFencesAreOpenAtTheFence();
    void reducedSensitivityKeepsTheExtremesOfShortSeries();
    void reducedSensitivityWithASmallFactorDropsBothEnds();
    void sigmaOutliersAreMeasuredByThePopulation();
    void equalValuesShareTheAverageRank_data();
    void equalValuesShareTheAverageRank();
    void sortingOrdersZerosBySignAtAnyLength_data();
    void sortingOrdersZerosBySignAtAnyLength();
    void aRatioOfMeansSaysNothingAboutZero();
    void cohenSDIsADistanceInPooledDeviations();
    void theNormalQuantileIsTheInverseOfItsTail_data();
    void theNormalQuantileIsTheInverseOfItsTail();
};

void TestStatistics::aSummaryHoldsTheSampleSNumbers_data()
{
    QTest::addColumn<Values>("values");
    QTest::addColumn<Values>("expected"); // min, max, mean, standard deviation
    QTest::newRow("nothing") << Values{} << Values{0, 0, 0, 0};
    QTest::newRow("one value varies by nothing") << Values{-3.5} << Values{-3.5, -3.5, -3.5, 0};
    QTest::newRow("two values") << Values{1, 3} << Values{1, 3, 2, std::sqrt(2.0)};
    QTest::newRow("over n - 1") << Values{2, 4, 4, 4, 5, 5, 7, 9} << Values{2, 9, 5, std::sqrt(32.0 / 7)};
    QTest::newRow("far from zero") << Values{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16} << Values{1e9 + 4, 1e9 + 16, 1e9 + 10, std::sqrt(30.0)};
}

void TestStatistics::aSummaryHoldsTheSampleSNumbers()
{
    QFETCH(Values, values);
    QFETCH(Values, expected);
    const Summary summary = summarize(spanOf(values));
    QCOMPARE(summary, (Summary{expected[0], expected[1], expected[2], expected[3], static_cast<std::size_t>(values.size())}));
}

void TestStatistics::aMeanCorrectsWhatTheFirstPassRoundedOff()
{
    // Ten times 0.1 sums to 0.9999999999999999, whose tenth is not 0.1.
    const std::vector<double> tenths(10, 0.1);
    QVERIFY(std::accumulate(tenths.begin(), tenths.end(), 0.0) / 10 != 0.1);
    QCOMPARE(mean(tenths), 0.1);
    QCOMPARE(sampleVariance(tenths, mean(tenths)), 0.0);
}

void TestStatistics::aPercentileInterpolatesBetweenOrderStatistics_data()
{
    QTest::addColumn<Values>("values");
    QTest::addColumn<double>("percent");
    QTest::addColumn<double>("expected");
    const Values ten{9, 1, 4, 3, 10, 6, 7, 8, 2, 5};
    QTest::newRow("the least") << ten << 0.0 << 1.0;
    QTest::newRow("the largest") << ten << 100.0 << 10.0;
    QTest::newRow("the median of an even number") << ten << 50.0 << 5.5;
    QTest::newRow("R's quantile(1:10, 0.25)") << ten << 25.0 << 3.25;
    QTest::newRow("R's quantile(1:10, 0.01)") << ten << 1.0 << 1.09;
    QTest::newRow("of one value") << Values{42} << 75.0 << 42.0;
    QTest::newRow("of two values") << Values{20, 10} << 99.0 << 19.9;
    QTest::newRow("below the scale is the least") << ten << -5.0 << 1.0;
    QTest::newRow("beyond the scale is the largest") << ten << 250.0 << 10.0;
    QTest::newRow("of nothing") << Values{} << 50.0 << kNan;
}

void TestStatistics::aPercentileInterpolatesBetweenOrderStatistics()
{
    QFETCH(Values, values);
    QFETCH(double, percent);
    QFETCH(double, expected);
    QCOMPARE(percentile(spanOf(values), percent), expected);
}

void TestStatistics::tukeySFencesAreOpenAtTheFence()
{
    // Quartiles 2 and 4: with factor 1.5 the fences are -1 and 7, and both belong to the data.
    const std::vector<double> values{-1, 2, 2, 3, 3, 4, 4, 7, 7.1, -1.1};
    const Fences fences = tukeyFences(std::vector<double>{1, 2, 3, 4, 5}, 1.5, Sensitivity::Full);
    QCOMPARE(fences, (Fences{-1, 7}));
    QCOMPARE(outliers(values, fences), (std::vector<bool>{false, false, false, false, false, false, false, false, true, true}));
}

void TestStatistics::reducedSensitivityKeepsTheExtremesOfShortSeries()
{
    const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9, 1000};
    QCOMPARE(outliers(values, tukeyFences(values, 3, Sensitivity::Full)).back(), true);
    const Fences reduced = tukeyFences(values, 3, Sensitivity::Reduced);
    QCOMPARE(reduced.high, percentile(values, 99));
    QVERIFY(reduced.isOutlier(1000)); // the 99th percentile of ten values is below their largest
    QVERIFY(!reduced.isOutlier(900));
}

void TestStatistics::reducedSensitivityWithASmallFactorDropsBothEnds()
{
    const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    const std::vector<bool> found = outliers(values, tukeyFences(values, 0.1, Sensitivity::Reduced));
    QCOMPARE(found, (std::vector<bool>{true, false, false, false, false, false, false, false, false, true}));
}

void TestStatistics::sigmaOutliersAreMeasuredByThePopulation()
{
    // Mean 0, population deviation 1, sample deviation 1.15: a distance of 1.1 is more than one of the former only.
    const std::vector<double> values{-1, 1, -1, 1};
    QCOMPARE(sigmaOutliers(values, 1), (std::vector<bool>{false, false, false, false}));
    QCOMPARE(sigmaOutliers(values, 0.95), (std::vector<bool>{true, true, true, true}));
    QCOMPARE(sigmaOutliers(std::vector<double>{}, 3), std::vector<bool>{});
    QCOMPARE(sigmaOutliers(std::vector<double>{5, 5, 5}, 0), (std::vector<bool>{false, false, false}));
}

void TestStatistics::equalValuesShareTheAverageRank_data()
{
    QTest::addColumn<Values>("values");
    QTest::addColumn<Values>("ranks");
    QTest::newRow("nothing") << Values{} << Values{};
    QTest::newRow("in their order") << Values{30, 10, 20} << Values{3, 1, 2};
    QTest::newRow("a pair") << Values{2, 1, 2, 3} << Values{2.5, 1, 2.5, 4};
    QTest::newRow("all alike") << Values{7, 7, 7} << Values{2, 2, 2};
    QTest::newRow("zeros of both signs do not tie") << Values{0.0, -0.0, 0.0} << Values{2.5, 1, 2.5};
    QTest::newRow("no rounding makes a tie") << Values{0.1 + 0.2, 0.3} << Values{2, 1};
    QTest::newRow("infinities") << Values{HUGE_VAL, -HUGE_VAL, 0} << Values{3, 1, 2};
}

void TestStatistics::equalValuesShareTheAverageRank()
{
    QFETCH(Values, values);
    QFETCH(Values, ranks);
    const std::vector<double> found = averageRanks(spanOf(values));
    QCOMPARE(Values(found.begin(), found.end()), ranks);
}

void TestStatistics::sortingOrdersZerosBySignAtAnyLength_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 2, 47, 48, 49, 200, 5000}) {
        QTest::addRow("%d values", count) << count;
    }
}

void TestStatistics::sortingOrdersZerosBySignAtAnyLength()
{
    QFETCH(int, count);
    std::mt19937_64 random(20'240'613);
    std::uniform_int_distribution<int> pick(0, 9);
    std::normal_distribution<double> normal(0, 1e3);
    std::vector<double> values;
    for (int i = 0; i < count; ++i) {
        const int kind = pick(random);
        values.push_back(kind == 0 ? 0.0 : kind == 1 ? -0.0 : kind == 2 ? std::ldexp(normal(random), -1070) : normal(random));
    }
    std::vector<double> expected = values;
    std::ranges::stable_sort(expected, ranksBelow);
    sortByRank(values);
    QCOMPARE(bitsOf(values), bitsOf(expected));
}

void TestStatistics::aRatioOfMeansSaysNothingAboutZero()
{
    QCOMPARE(meanRatio(3, 2), 1.5);
    QCOMPARE(meanRatio(-40, -10), 4.0);
    QVERIFY(std::isnan(meanRatio(0, 2)));
    QVERIFY(std::isnan(meanRatio(3, -0.0)));
}

void TestStatistics::cohenSDIsADistanceInPooledDeviations()
{
    // Deviations 1 over n - 1 on both sides, means 3 apart.
    const Summary low = summarize(std::vector<double>{1, 2, 3});
    const Summary high = summarize(std::vector<double>{4, 5, 6});
    QCOMPARE(cohensD(high, low), 3.0);
    QCOMPARE(cohensD(low, high), 3.0);
    QVERIFY(std::isinf(cohensD(summarize(std::vector<double>{1, 1}), summarize(std::vector<double>{2, 2}))));
}

void TestStatistics::theNormalQuantileIsTheInverseOfItsTail_data()
{
    QTest::addColumn<double>("probability");
    QTest::addColumn<double>("quantile");
    QTest::newRow("the middle") << 0.5 << 0.0;
    QTest::newRow("R's qnorm(0.01)") << 0.01 << -2.3263478740408408;
    QTest::newRow("R's qnorm(0.975)") << 0.975 << 1.959963984540054;
    QTest::newRow("R's qnorm(1e-10)") << 1e-10 << -6.361340902404056;
}

void TestStatistics::theNormalQuantileIsTheInverseOfItsTail()
{
    QFETCH(double, probability);
    QFETCH(double, quantile);
    QVERIFY(std::abs(normalQuantile(probability) - quantile) <= 1e-14 * std::abs(quantile));
    const double tails = 2 * std::min(probability, 1 - probability);
    QVERIFY(std::abs(normalTwoSided(quantile) - tails) <= 1e-13 * tails);
}

QTEST_GUILESS_MAIN(TestStatistics)
#include "test_statistics.moc"
