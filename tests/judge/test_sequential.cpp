#include "models/domain/sequential/mean_difference.h"
#include "models/domain/sequential/proportion_difference.h"
#include "models/domain/sequential/quantile_difference.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace fairlead::sequential;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

bool near(double a, double b, double relative = 1e-9)
{
    return a == b || std::abs(a - b) <= relative * std::max({1.0, std::abs(a), std::abs(b)});
}

Settings settingsOf(double alpha, double horizon)
{
    return Settings::create(alpha, horizon).value();
}

/// A series with mean @p mean, no skew, and every deviation @p deviation.
void alternate(MeanDifference& difference, Arm arm, int count, double mean, double deviation)
{
    for (int i = 0; i < count; ++i) {
        const double value = mean + (i % 2 == 0 ? deviation : -deviation);
        arm == Arm::Baseline ? difference.addBaseline(value) : difference.addCanary(value);
    }
}

} // namespace

class TestSequential : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void alphaAndHorizonAreCheckedBeforehand()
    {
        QVERIFY(Settings::create(0.05, 1000).has_value());
        for (const double alpha : {0.0, 1.0, -0.1, 1.5, kNan}) {
            QVERIFY(!Settings::create(alpha, 1000).has_value());
        }
        for (const double horizon : {0.0, -5.0, 1e13, kInfinity, kNan}) {
            QVERIFY(!Settings::create(0.05, horizon).has_value());
        }
    }

    void equalArmsGiveThePapersInterval_data()
    {
        QTest::addColumn<int>("samples");
        QTest::addColumn<double>("alpha");
        for (const int samples : {30, 100, 1000, 20000}) {
            for (const double alpha : {0.2, 0.05, 0.001}) {
                QTest::addRow("%d samples, alpha %g", samples, alpha) << samples << alpha;
            }
        }
    }
    void equalArmsGiveThePapersInterval()
    {
        QFETCH(int, samples);
        QFETCH(double, alpha);
        MeanDifference difference(settingsOf(alpha, 1000));
        alternate(difference, Arm::Baseline, samples, 10.0, 2.0);
        alternate(difference, Arm::Canary, samples, 11.0, 3.0);
        // Waudby-Smith et al., theorem 2.2, of samples with the variance of a pair's difference.
        const double t = samples;
        const double sd = std::sqrt((4.0 + 9.0) * t / (t - 1));
        const double twice = -2 * std::log(alpha);
        const double rho2 = (twice + std::log(twice + 1)) / 1000;
        const double half = sd * std::sqrt(2 * (t * rho2 + 1) / (t * t * rho2) * std::log(std::sqrt(t * rho2 + 1) / alpha));
        const Interval interval = difference.interval();
        QVERIFY(near(interval.estimate, 1.0));
        QVERIFY(near(interval.low, 1.0 - half));
        QVERIFY(near(interval.high, 1.0 + half));
    }

    void oneSideIsNarrowerThanThatSideOfTwo()
    {
        MeanDifference difference;
        alternate(difference, Arm::Baseline, 200, 10.0, 2.0);
        alternate(difference, Arm::Canary, 100, 11.0, 3.0);
        const Interval both = difference.interval();
        const Interval lower = difference.interval(Sides::Lower);
        const Interval upper = difference.interval(Sides::Upper);
        QVERIFY(lower.low > both.low && lower.low < both.estimate);
        QVERIFY(upper.high < both.high && upper.high > both.estimate);
        QCOMPARE(lower.high, kInfinity);
        QCOMPARE(upper.low, -kInfinity);
    }

    void meansWaitForTheirMinimumInBothArms()
    {
        MeanDifference difference;
        alternate(difference, Arm::Baseline, 1000, 0.0, 1.0);
        alternate(difference, Arm::Canary, MeanDifference::kMinimumSamples - 1, 100.0, 1.0);
        QCOMPARE(difference.interval().low, -kInfinity);
        QVERIFY(difference.prove({}) == Proof::Unproven);
        difference.addCanary(100.0);
        QVERIFY(std::isfinite(difference.interval().low));
        QVERIFY(difference.prove({}) == Proof::Above);
    }

    void aSmallArmThatMissedTheRareLargeValueClaimsNothing()
    {
        MeanDifference difference; // 2 % of the baseline's samples are large; 40 of the canary's say nothing of that
        for (int i = 0; i < 4000; ++i) {
            difference.addBaseline(i % 50 == 0 ? 100.0 : 0.0);
        }
        for (int i = 0; i < 40; ++i) {
            difference.addCanary(0.0);
        }
        QVERIFY(!difference.ready());
        QVERIFY(difference.prove({}) == Proof::Unproven);
    }

    void farFromZeroNothingIsLost()
    {
        std::mt19937_64 random(3);
        std::normal_distribution<double> normal(0.0, 1e-3);
        MeanDifference here;
        MeanDifference far;
        for (int i = 0; i < 5000; ++i) {
            const double baseline = normal(random);
            const double canary = normal(random) + 2e-4;
            here.addBaseline(1e9 + baseline - 1e9); // what is left of it at that distance
            here.addCanary(1e9 + canary - 1e9);
            far.addBaseline(1e9 + baseline);
            far.addCanary(1e9 + canary);
        }
        QVERIFY(near(far.interval().low, here.interval().low, 1e-6));
        QVERIFY(near(far.interval().high, here.interval().high, 1e-6));
        QVERIFY(std::abs(far.interval().high - here.interval().high) < 1e-2 * (here.interval().high - here.interval().low));
    }

    void constantSeriesAreAPoint()
    {
        MeanDifference same;
        MeanDifference apart;
        for (int i = 0; i < 30; ++i) {
            same.addBaseline(5.0);
            same.addCanary(5.0);
            apart.addBaseline(5.0);
            apart.addCanary(6.0);
        }
        QCOMPARE(same.interval(), (Interval{0.0, 0.0, 0.0}));
        QVERIFY(same.prove({}) == Proof::Unproven);
        QCOMPARE(apart.interval(), (Interval{1.0, 1.0, 1.0}));
        QVERIFY(apart.prove({}) == Proof::Above);
        QVERIFY(near(apart.ratio().low, 1.2) && near(apart.ratio().high, 1.2));
    }

    void samplesThatAreNoNumbersAreCountedAndNotUsed()
    {
        MeanDifference mean;
        ProportionDifference proportion;
        QuantileDifference quantile(0.5);
        for (const double bad : {kNan, kInfinity, -kInfinity}) {
            QVERIFY(!mean.addBaseline(bad) && !mean.addCanary(bad));
            QVERIFY(!proportion.addBaseline(bad) && !proportion.addCanary(bad));
            QVERIFY(!quantile.addBaseline(bad) && !quantile.addCanary(bad));
        }
        QVERIFY(!proportion.addBaseline(0.5) && !proportion.addCanary(3, 2) && !proportion.addCanary(-1, 2));
        QCOMPARE(mean.refused(), 6);
        QCOMPARE(proportion.refused(), 9);
        QCOMPARE(quantile.refused(), 6);
        QCOMPARE(mean.baselineSamples() + proportion.canarySamples() + quantile.canarySamples(), 0);
    }

    void anEmptyArmProvesNothing()
    {
        MeanDifference mean;
        ProportionDifference proportion;
        QuantileDifference quantile(0.95);
        for (int i = 0; i < 500; ++i) {
            mean.addBaseline(i);
            proportion.addBaseline(i % 2);
            quantile.addBaseline(i);
        }
        const auto unbounded = [](const Interval& interval) {
            return interval.low == -kInfinity && interval.high == kInfinity && std::isnan(interval.estimate);
        };
        QVERIFY(unbounded(mean.interval()) && unbounded(proportion.interval()) && unbounded(quantile.interval()));
        QVERIFY(mean.prove({}) == Proof::Unproven);
        QVERIFY(proportion.prove({}) == Proof::Unproven);
        QVERIFY(quantile.prove({}) == Proof::Unproven);
    }

    void aRatioLeavesOutExactlyWhatTheContrastRulesOut()
    {
        MeanDifference difference;
        alternate(difference, Arm::Baseline, 400, 50.0, 10.0);
        alternate(difference, Arm::Canary, 300, 60.0, 10.0);
        const Interval ratio = difference.ratio();
        QVERIFY(near(ratio.estimate, 1.2));
        QVERIFY(difference.prove({ratio.low * 0.9999, 0}) == Proof::Above);
        QVERIFY(difference.prove({ratio.low * 1.0001, 0}) == Proof::Unproven);
        QVERIFY(difference.prove({ratio.high * 0.9999, 0}) == Proof::Unproven);
        QVERIFY(difference.prove({ratio.high * 1.0001, 0}) == Proof::Below);
    }

    void aRatioToABaselineAroundZeroSaysNothing()
    {
        MeanDifference difference;
        alternate(difference, Arm::Baseline, 400, 0.01, 10.0);
        alternate(difference, Arm::Canary, 400, 1.0, 10.0);
        QCOMPARE(difference.baselineSign(), 0);
        QCOMPARE(difference.ratio().low, -kInfinity);
        QCOMPARE(difference.ratio().high, kInfinity);
    }

    void moreOfTheSameSamplesIsTheSameAsImaginingThem()
    {
        MeanDifference once;
        MeanDifference fourTimes;
        for (int i = 0; i < 4; ++i) {
            for (auto* difference : {&fourTimes, i == 0 ? &once : nullptr}) {
                if (difference != nullptr) {
                    alternate(*difference, Arm::Baseline, 2000, 10.0, 2.0);
                    alternate(*difference, Arm::Canary, 2000, 10.2, 2.0);
                }
            }
        }
        for (const double offset : {0.0, 0.05, 0.1, 0.15, 0.2, 0.3}) {
            QVERIFY(once.prove({1.0, offset}, 4.0) == fourTimes.prove({1.0, offset}));
        }
        ProportionDifference few;
        few.addBaseline(20, 2000);
        few.addCanary(40, 2000);
        ProportionDifference many;
        many.addBaseline(80, 8000);
        many.addCanary(160, 8000);
        QVERIFY(few.prove({}) == Proof::Unproven);
        QVERIFY(few.prove({}, 4.0) == many.prove({}) && many.prove({}) == Proof::Above);
    }
};

QTEST_APPLESS_MAIN(TestSequential)
#include "test_sequential.moc"
