#include "models/domain/statistics/brent.h"
#include "models/domain/statistics/mann_whitney.h"
#include "models/domain/statistics/ranks.h"
#include "models/domain/statistics/shifted_ranks.h"
#include "models/domain/statistics/sorting.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <random>

using namespace fairlead::statistics;

using Values = std::vector<double>;

namespace {

/// The statistic from its definition: shift, put together, rank, sum. O(N log N) each time.
double statisticByDefinition(const Values& x, const Values& y, double shift, double quantile)
{
    const auto n = static_cast<double>(x.size());
    const auto m = static_cast<double>(y.size());
    Values all;
    std::ranges::transform(x, std::back_inserter(all), [shift](double value) { return value - shift; });
    all.insert(all.end(), y.begin(), y.end());
    const Values ranks = averageRanks(all);
    std::map<double, double> groups;
    for (const double rank : ranks) {
        ++groups[rank];
    }
    double ties = 0;
    for (const auto& [rank, count] : groups) {
        ties += count * count * count - count;
    }
    const double sum = std::accumulate(ranks.begin(), ranks.begin() + static_cast<std::ptrdiff_t>(x.size()), 0.0);
    const double distance = sum - n * (n + 1) / 2 - n * m / 2;
    const double correction = distance > 0 ? 0.5 : distance < 0 ? -0.5 : 0;
    const double sigma = std::sqrt((n * m / 12) * ((n + m + 1) - ties / ((n + m) * (n + m - 1))));
    return (distance - correction) / sigma - quantile;
}

ShiftInterval intervalByDefinition(const Values& x, const Values& y, double confidence)
{
    const double z = normalQuantile((1 - confidence) / 2);
    const double least = std::ranges::min(x) - std::ranges::max(y);
    const double most = std::ranges::max(x) - std::ranges::min(y);
    const auto root = [&](double quantile, bool shortCut) {
        const auto f = [&](double shift) { return statisticByDefinition(x, y, shift, quantile); };
        if (shortCut && f(least) <= 0) {
            return least;
        }
        if (shortCut && f(most) >= 0) {
            return most;
        }
        return brentRoot(least, most, f(least), f(most), 1e-4, f);
    };
    return {root(-z, true), root(z, true), root(0, false)};
}

/// U by counting every pair: O(n m).
double uByPairs(const Values& x, const Values& y)
{
    double u = 0;
    for (const double a : x) {
        for (const double b : y) {
            u += ranksBelow(b, a) ? 1 : ranksBelow(a, b) ? 0 : 0.5;
        }
    }
    return u;
}

using Draw = std::function<double(std::mt19937_64&)>;

Draw normal(double center, double deviation)
{
    return [=](std::mt19937_64& random) { return std::normal_distribution<double>(center, deviation)(random); };
}

/// Multiples of @p step: ties within and across samples, and shifts that meet them.
Draw grid(double step, int places)
{
    return [=](std::mt19937_64& random) { return step * std::uniform_int_distribution<int>(-places, places)(random); };
}

/// Mostly zeros of both signs.
Draw zeros()
{
    return [](std::mt19937_64& random) {
        const int kind = std::uniform_int_distribution<int>(0, 5)(random);
        return kind < 2 ? -0.0 : kind < 4 ? 0.0 : std::normal_distribution<double>(0, 1)(random);
    };
}

/// Neighbours among the doubles, far from the other sample: subtracting a shift makes different values equal.
Draw neighbours(double base)
{
    return [=](std::mt19937_64& random) {
        double value = base;
        for (int steps = std::uniform_int_distribution<int>(0, 40)(random); steps > 0; --steps) {
            value = std::nextafter(value, 2 * base + 1);
        }
        return value;
    };
}

Values drawn(const Draw& draw, int count, std::mt19937_64& random)
{
    Values values;
    for (int i = 0; i < count; ++i) {
        values.push_back(draw(random));
    }
    return values;
}

} // namespace

Q_DECLARE_METATYPE(Draw)

class TestMannWhitney : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fullSeparationGivesTheWholeRange();
    void tooSmallASampleGivesTheRangeOfDifferences();
    void uAndPAreThoseOfR_data();
    void uAndPAreThoseOfR();
    void theIntervalIsTheDefinitionSToTheBit_data();
    void theIntervalIsTheDefinitionSToTheBit();
    void uCountsPairsAndHalfTheTies_data();
    void uCountsPairsAndHalfTheTies();
    void eachLookOfASearchIsTheDefinitionS_data();
    void eachLookOfASearchIsTheDefinitionS();
    void aSingleTieIsSeenWhereverItIs();
    void swappingTheSamplesMirrorsUAndSuperiority();
    void withoutVarianceThereIsNoInterval();
    void whatHasNoRankIsRefused_data();
    void whatHasNoRankIsRefused();
    void zerosOfBothSignsRankApartOnlyUnshifted();
    void aToleranceOfATenthousandthRulesSmallRanges();
    void aRootAtABorderIsReturnedAtOnce();
    void aFunctionThatFailsEndsTheSearch();
};

void TestMannWhitney::fullSeparationGivesTheWholeRange()
{
    const auto ranks = MannWhitney::of(Values{10, 20, 30, 40}, Values{1, 2, 3, 4});
    QCOMPARE(ranks->interval(0.95), std::optional(ShiftInterval{6, 39, 22.5}));
    QCOMPARE(ranks->test().u, 16.0);
    QCOMPARE(ranks->test().superiority, 1.0);
}

void TestMannWhitney::tooSmallASampleGivesTheRangeOfDifferences()
{
    // The largest standardized rank sum of 2 against 2 is (4 - 2 - 0.5) / 1.29 = 1.16: far from 2.33.
    const auto interval = MannWhitney::of(Values{5, 9}, Values{1, 2})->interval(0.98);
    QVERIFY(interval);
    QCOMPARE(interval->low, 3.0);
    QCOMPARE(interval->high, 8.0);
}

void TestMannWhitney::uAndPAreThoseOfR_data()
{
    QTest::addColumn<QList<double>>("x");
    QTest::addColumn<QList<double>>("y");
    QTest::addColumn<double>("u");
    QTest::addColumn<double>("p");
    // wilcox.test(x, y, exact = FALSE, correct = TRUE) of R 4.2.2
    QTest::newRow("no ties") << QList<double>{1.1, 2.2, 3.3, 4.4} << QList<double>{0.5, 2.5, 5.5} << 6.0 << 1.0;
    QTest::newRow("apart") << QList<double>{6, 7, 8, 9, 10} << QList<double>{1, 2, 3, 4, 5} << 25.0 << 0.0121857803553141;
    QTest::newRow("ties across") << QList<double>{1, 2, 2, 3} << QList<double>{2, 3, 3, 4} << 3.0 << 0.172033708921823;
}

void TestMannWhitney::uAndPAreThoseOfR()
{
    QFETCH(QList<double>, x);
    QFETCH(QList<double>, y);
    QFETCH(double, u);
    QFETCH(double, p);
    const auto ranks = MannWhitney::of(Values(x.begin(), x.end()), Values(y.begin(), y.end()));
    QVERIFY(ranks);
    QCOMPARE(ranks->test().u, u);
    QVERIFY2(std::abs(ranks->test().pValue - p) < 1e-9, qPrintable(QString::number(ranks->test().pValue, 'g', 16)));
}

void TestMannWhitney::theIntervalIsTheDefinitionSToTheBit_data()
{
    QTest::addColumn<Draw>("x");
    QTest::addColumn<Draw>("y");
    QTest::addColumn<int>("most");
    QTest::newRow("normal") << normal(101, 10) << normal(100, 10) << 80;
    QTest::newRow("long") << normal(101, 10) << normal(100, 10) << 250;
    QTest::newRow("far apart") << normal(1e6, 1) << normal(3, 2) << 40;
    QTest::newRow("integers") << grid(1, 5) << grid(1, 5) << 60;
    QTest::newRow("quarters and halves") << grid(0.25, 9) << grid(0.5, 6) << 60;
    QTest::newRow("tenths, which no double is") << grid(0.1, 20) << grid(0.1, 20) << 60;
    QTest::newRow("mostly zeros") << zeros() << zeros() << 40;
    QTest::newRow("against integers") << normal(0, 3) << grid(1, 4) << 50;
    QTest::newRow("all within the tolerance") << normal(3e-4, 5e-5) << normal(2.8e-4, 5e-5) << 60;
    QTest::newRow("neighbours that shifts make equal") << neighbours(1.0) << normal(1e5, 3) << 60;
    QTest::newRow("neighbours among themselves") << neighbours(1.0) << neighbours(1.0) << 40;
    QTest::newRow("huge") << normal(0, 1e15) << grid(1e14, 30) << 50;
}

void TestMannWhitney::theIntervalIsTheDefinitionSToTheBit()
{
    QFETCH(Draw, x);
    QFETCH(Draw, y);
    QFETCH(int, most);
    std::mt19937_64 random(771'204);
    std::uniform_int_distribution<int> length(2, most);
    for (int round = 0; round < 20; ++round) {
        const Values canary = drawn(x, length(random), random);
        const Values baseline = drawn(y, length(random), random);
        const auto ranks = MannWhitney::of(canary, baseline);
        QVERIFY(ranks);
        const std::optional<ShiftInterval> found = ranks->interval(0.98);
        const ShiftInterval expected = intervalByDefinition(canary, baseline, 0.98);
        if (std::isnan(expected.low) || std::isnan(expected.high) || std::isnan(expected.estimate)) {
            QVERIFY(!found);
        } else {
            QCOMPARE(found, std::optional(expected)); // not nearly: exactly
        }
    }
}

void TestMannWhitney::uCountsPairsAndHalfTheTies_data()
{
    QTest::addColumn<Draw>("draw");
    QTest::newRow("normal") << normal(0, 1);
    QTest::newRow("integers") << grid(1, 3);
    QTest::newRow("zeros") << zeros();
}

void TestMannWhitney::uCountsPairsAndHalfTheTies()
{
    QFETCH(Draw, draw);
    std::mt19937_64 random(4242);
    for (const int n : {1, 2, 7, 50, 120}) {
        for (const int m : {1, 3, 60}) {
            const Values x = drawn(draw, n, random);
            const Values y = drawn(draw, m, random);
            const auto ranks = MannWhitney::of(x, y);
            QVERIFY(ranks);
            const double u = uByPairs(x, y);
            QCOMPARE(ranks->test().u, u);
            QCOMPARE(ranks->test().superiority, u / (n * m));
        }
    }
}

void TestMannWhitney::eachLookOfASearchIsTheDefinitionS_data()
{
    QTest::addColumn<Draw>("draw");
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("m");
    QTest::newRow("halves") << grid(0.5, 8) << 60 << 45;
    QTest::newRow("few halves") << grid(0.5, 8) << 5 << 4;
    QTest::newRow("normal") << normal(0, 2) << 60 << 45;
    QTest::newRow("few zeros") << zeros() << 6 << 6;
    QTest::newRow("far from the shifts, so that rounding keeps ties") << grid(1024, 3) << 6 << 9;
}

void TestMannWhitney::eachLookOfASearchIsTheDefinitionS()
{
    QFETCH(Draw, draw);
    QFETCH(int, n);
    QFETCH(int, m);
    std::mt19937_64 random(99);
    for (int round = 0; round < 10; ++round) {
        Values x = drawn(draw, n, random);
        Values y = drawn(draw, m, random);
        sortByRank(x);
        sortByRank(y);
        ShiftedRanks ranks(x, y);
        for (const double sought : {-1024.0, -3.25, 0.0, 1.5, 7.75}) {
            for (const bool tiesBelow : {false, true}) { // to which side a look at the very place goes
                ranks.restart();
                double low = x.front() - y.back();
                double high = x.back() - y.front();
                for (double shift = low + (high - low) / 2; low < shift && shift < high; shift = low + (high - low) / 2) {
                    QCOMPARE(ranks.at(shift), rankSums(x, y, shift));
                    if (shift < sought || (tiesBelow && shift == sought)) {
                        low = shift;
                        ranks.raiseLow();
                    } else {
                        high = shift;
                        ranks.lowerHigh();
                    }
                }
            }
        }
    }
}

void TestMannWhitney::aSingleTieIsSeenWhereverItIs()
{
    for (int place = 0; place < 9; ++place) {
        Values x;
        Values y;
        for (int i = 0; i < 9; ++i) {
            x.push_back(2 * i + 1);
            y.push_back(i == place ? 2 * i : 2 * i + 1); // one of them is x - 1
        }
        QCOMPARE(rankSums(x, y, 1).ties, 6.0);
        QCOMPARE(ShiftedRanks(x, y).at(1), rankSums(x, y, 1));
    }
}

void TestMannWhitney::swappingTheSamplesMirrorsUAndSuperiority()
{
    const Values x{3, 1, 4, 1, 5, 9, 2, 6};
    const Values y{2, 7, 1, 8, 2, 8};
    const auto forward = MannWhitney::of(x, y);
    const auto backward = MannWhitney::of(y, x);
    QVERIFY(forward && backward);
    QCOMPARE(forward->test().u + backward->test().u, 48.0);
    QCOMPARE(forward->test().superiority + backward->test().superiority, 1.0);
    QCOMPARE(forward->test().pValue, backward->test().pValue);
}

void TestMannWhitney::withoutVarianceThereIsNoInterval()
{
    const auto alike = MannWhitney::of(Values{5, 5, 5}, Values{5, 5});
    QVERIFY(alike);
    QCOMPARE(alike->interval(0.98), std::nullopt);
    QCOMPARE(alike->statistic(0), std::nullopt);
    QVERIFY(std::isnan(alike->test().pValue));
    QCOMPARE(alike->test().superiority, 0.5);
    const auto single = MannWhitney::of(Values{0}, Values{5});
    QVERIFY(single);
    QCOMPARE(single->interval(0.98), std::nullopt); // the only shift there is makes the two equal
}

void TestMannWhitney::whatHasNoRankIsRefused_data()
{
    QTest::addColumn<QList<double>>("x");
    QTest::addColumn<QList<double>>("y");
    QTest::newRow("nothing on the left") << QList<double>{} << QList<double>{1};
    QTest::newRow("nothing on the right") << QList<double>{1} << QList<double>{};
    QTest::newRow("NaN") << QList<double>{1, std::nan("")} << QList<double>{1};
    QTest::newRow("infinity") << QList<double>{1} << QList<double>{HUGE_VAL, 2};
    QTest::newRow("differences that overflow") << QList<double>{1e308} << QList<double>{-1e308, 0};
}

void TestMannWhitney::whatHasNoRankIsRefused()
{
    QFETCH(QList<double>, x);
    QFETCH(QList<double>, y);
    QVERIFY(!MannWhitney::of(Values(x.begin(), x.end()), Values(y.begin(), y.end())));
}

void TestMannWhitney::zerosOfBothSignsRankApartOnlyUnshifted()
{
    const Values x{-0.0, 0.0};
    const Values y{-0.0, 0.0};
    QCOMPARE(rankSums(x, y, 0.0), (RankSums{4, 12})); // two pairs of ties
    QCOMPARE(rankSums(x, y, 1.0), (RankSums{0, 6})); // both x are -1 now, both y apart still
    const Values among{-0.0, 0.0, 5};
    QCOMPARE(ShiftedRanks(among, Values{3, 4}).at(0.0), (RankSums{4, 0}));
    // +0 is above -0: half of the pairs tie, one is above, one below
    QCOMPARE(MannWhitney::of(Values{0.0}, Values{-0.0})->test().u, 1.0);
}

void TestMannWhitney::aToleranceOfATenthousandthRulesSmallRanges()
{
    // The whole range of shifts is below the tolerance, so the search ends where it starts from.
    const auto ranks = MannWhitney::of(Values{1.0e-5, 1.1e-5, 1.2e-5}, Values{1.05e-5, 1.15e-5, 1.25e-5});
    QVERIFY(ranks);
    const auto interval = ranks->interval(0.98);
    QVERIFY(interval);
    QCOMPARE(interval->low, 1.0e-5 - 1.25e-5);
    QCOMPARE(interval->high, 1.2e-5 - 1.05e-5);
    QVERIFY(interval->estimate == interval->low || interval->estimate == interval->high);
}

void TestMannWhitney::aRootAtABorderIsReturnedAtOnce()
{
    int looks = 0;
    const auto f = [&](double) { return ++looks, 1.0; };
    QCOMPARE(brentRoot(2, 5, 0, -1, 1e-4, f), 2.0);
    QCOMPARE(brentRoot(2, 5, 1, 0, 1e-4, f), 5.0);
    QCOMPARE(looks, 0);
    const double root = brentRoot(0, 2, -2, 2, 1e-10, [](double at) { return at * at - 2; });
    QVERIFY(std::abs(root - std::sqrt(2.0)) < 1e-10);
}

void TestMannWhitney::aFunctionThatFailsEndsTheSearch()
{
    int looks = 0;
    const double root = brentRoot(0, 1, 1, -1, 1e-4, [&](double) { return ++looks, std::nan(""); });
    QVERIFY(std::isnan(root));
    QCOMPARE(looks, 1);
}

QTEST_GUILESS_MAIN(TestMannWhitney)
#include "test_mann_whitney.moc"
