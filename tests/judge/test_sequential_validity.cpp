#include "models/domain/sequential/comparison.h"
#include "models/domain/sequential/sample_ratio.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <random>

using namespace fairlead;
using namespace fairlead::sequential;

namespace {

using Random = std::mt19937_64;
using Draw = std::function<double(Random&)>;

constexpr double kAlpha = 0.05;
constexpr int kLooks = 1000;

/// More false alarms than this have probability below 1e-6 when each run has one with probability @p alpha at most: five
/// deviations of the binomial count. Seeds are fixed, so a run either always passes or never.
int mostAlarms(int runs, double alpha)
{
    return static_cast<int>(std::ceil(runs * alpha + 5.0 * std::sqrt(runs * alpha * (1.0 - alpha))));
}

Draw normal()
{
    return [distribution = std::normal_distribution<double>(100.0, 20.0)](Random& random) mutable { return distribution(random); };
}

/// Latencies in ms, skewness 6.2 at deviation 1.
Draw lognormal(double deviation)
{
    return [distribution = std::lognormal_distribution<double>(5.0, deviation)](Random& random) mutable { return distribution(random); };
}

Settings settingsFor(Kind kind)
{
    return Settings::create(kAlpha, defaultHorizon(kind)).value();
}

/// Runs in which both arms draw from the same distribution and any of the looks claims a difference. At each look the canary
/// gets one sample and the baseline @p perCanary.
template <typename Difference> int falseAlarms(const Difference& empty, Draw draw, int perCanary, int runs)
{
    Random random(20250807);
    int alarms = 0;
    for (int run = 0; run < runs; ++run) {
        Difference difference = empty;
        bool alarm = false;
        for (int look = 0; look < kLooks && !alarm; ++look) {
            for (int i = 0; i < perCanary; ++i) {
                difference.addBaseline(draw(random));
            }
            difference.addCanary(draw(random));
            alarm = difference.prove({}) != Proof::Unproven;
        }
        alarms += alarm ? 1 : 0;
    }
    return alarms;
}

} // namespace

class TestSequentialValidity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void meansRarelyRaiseAFalseAlarm_data()
    {
        QTest::addColumn<Draw>("draw");
        QTest::addColumn<int>("perCanary");
        QTest::addColumn<int>("runs");
        QTest::newRow("normal, equal arms") << normal() << 1 << 2000;
        QTest::newRow("normal, canary of 10 %") << normal() << 9 << 400;
        QTest::newRow("lognormal 0.5, equal arms") << lognormal(0.5) << 1 << 2000;
        QTest::newRow("lognormal 1, equal arms") << lognormal(1.0) << 1 << 2000;
        QTest::newRow("lognormal 1, canary of 10 %") << lognormal(1.0) << 9 << 400;
    }
    void meansRarelyRaiseAFalseAlarm()
    {
        QFETCH(Draw, draw);
        QFETCH(int, perCanary);
        QFETCH(int, runs);
        const int alarms = falseAlarms(MeanDifference(settingsFor(Kind::Mean)), draw, perCanary, runs);
        QVERIFY2(alarms <= mostAlarms(runs, kAlpha), qPrintable(QStringLiteral("%1 of %2").arg(alarms).arg(runs)));
    }

    void aFixedHorizonTestLookedAtAsOftenRaisesMany()
    {
        // The same simulation finds what is wrong with Welch's interval at every look; without this it could not fail.
        Random random(20250807);
        Draw draw = normal();
        constexpr int kRuns = 200;
        int alarms = 0;
        for (int run = 0; run < kRuns; ++run) {
            RunningMoments baseline;
            RunningMoments canary;
            bool alarm = false;
            for (int look = 1; look <= kLooks && !alarm; ++look) {
                baseline.add(draw(random));
                canary.add(draw(random));
                const double error = std::sqrt((baseline.variance() + canary.variance()) / look);
                alarm = look >= MeanDifference::kMinimumSamples && std::abs(canary.mean() - baseline.mean()) > 1.96 * error;
            }
            alarms += alarm ? 1 : 0;
        }
        QVERIFY2(alarms > 4 * mostAlarms(kRuns, kAlpha) / 3, qPrintable(QString::number(alarms)));
    }

    void proportionsRarelyRaiseAFalseAlarm_data()
    {
        QTest::addColumn<double>("share");
        QTest::addColumn<int>("baseline"); // requests between two looks
        QTest::addColumn<int>("canary");
        QTest::newRow("0.1 %") << 0.001 << 100 << 100;
        QTest::newRow("0.1 %, canary of 10 %") << 0.001 << 900 << 100;
        QTest::newRow("1 %") << 0.01 << 20 << 20;
        QTest::newRow("50 %") << 0.5 << 1 << 1;
        QTest::newRow("50 %, many") << 0.5 << 100 << 100;
    }
    void proportionsRarelyRaiseAFalseAlarm()
    {
        QFETCH(double, share);
        QFETCH(int, baseline);
        QFETCH(int, canary);
        constexpr int kRuns = 1000;
        Random random(20250807);
        std::binomial_distribution<int> ofBaseline(baseline, share);
        std::binomial_distribution<int> ofCanary(canary, share);
        int alarms = 0;
        for (int run = 0; run < kRuns; ++run) {
            ProportionDifference difference(settingsFor(Kind::Proportion));
            bool alarm = false;
            for (int look = 0; look < kLooks && !alarm; ++look) {
                difference.addBaseline(ofBaseline(random), baseline);
                difference.addCanary(ofCanary(random), canary);
                alarm = difference.prove({}) != Proof::Unproven;
            }
            alarms += alarm ? 1 : 0;
        }
        QVERIFY2(alarms <= mostAlarms(kRuns, kAlpha), qPrintable(QStringLiteral("%1 of %2").arg(alarms).arg(kRuns)));
    }

    void quantilesRarelyRaiseAFalseAlarm_data()
    {
        QTest::addColumn<double>("level");
        QTest::addColumn<Draw>("draw");
        QTest::newRow("p50, lognormal") << 0.5 << lognormal(1.0);
        QTest::newRow("p95, lognormal") << 0.95 << lognormal(1.0);
        QTest::newRow("p95, whole milliseconds")
            << 0.95 << Draw([draw = lognormal(0.1)](Random& random) mutable { return std::floor(draw(random) / 10.0); });
    }
    void quantilesRarelyRaiseAFalseAlarm()
    {
        QFETCH(double, level);
        QFETCH(Draw, draw);
        const int alarms = falseAlarms(QuantileDifference(level, settingsFor(Kind::P95)), draw, 1, 200);
        QVERIFY2(alarms <= mostAlarms(200, kAlpha), qPrintable(QString::number(alarms)));
    }

    void aCorrectSplitRarelyRaisesAFalseAlarm()
    {
        Random random(20250807);
        std::binomial_distribution<int> canary(100, 0.1);
        int alarms = 0;
        for (int run = 0; run < 1000; ++run) {
            SampleRatio ratio = SampleRatio::create(Percent::create(10).value(), kAlpha).value();
            for (int look = 0; look < kLooks && !ratio.mismatch(); ++look) {
                const int drawn = canary(random);
                ratio.add(100 - drawn, drawn);
            }
            alarms += ratio.mismatch() ? 1 : 0;
        }
        QVERIFY2(alarms <= mostAlarms(1000, kAlpha), qPrintable(QString::number(alarms)));
        QVERIFY(alarms > 0); // it does look
    }

    void regressionsAreFound_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<Draw>("baseline");
        QTest::addColumn<double>("factor");
        QTest::newRow("mean, 10 %") << Kind::Mean << normal() << 1.1;
        QTest::newRow("mean, skewed, 50 %") << Kind::Mean << lognormal(1.0) << 1.5;
        QTest::newRow("p50, 25 %") << Kind::P50 << normal() << 1.25;
        QTest::newRow("p95, 25 %") << Kind::P95 << normal() << 1.25;
    }
    void regressionsAreFound()
    {
        QFETCH(Kind, kind);
        QFETCH(Draw, baseline);
        QFETCH(double, factor);
        Random random(20250807);
        int found = 0;
        int wrong = 0;
        for (int run = 0; run < 40; ++run) {
            Comparison comparison(kind, settingsFor(kind), Effect());
            for (int look = 0; look < kLooks && !comparison.first(); ++look) {
                comparison.add(Arm::Baseline, baseline(random));
                comparison.add(Arm::Canary, factor * baseline(random));
                comparison.look();
            }
            found += comparison.first() && comparison.first()->direction == Direction::Increase ? 1 : 0;
            wrong += comparison.first() && comparison.first()->direction != Direction::Increase ? 1 : 0;
        }
        QVERIFY2(found >= 36, qPrintable(QString::number(found)));
        QVERIFY(wrong <= 1);
    }
};

Q_DECLARE_METATYPE(Draw)

QTEST_APPLESS_MAIN(TestSequentialValidity)
#include "test_sequential_validity.moc"
