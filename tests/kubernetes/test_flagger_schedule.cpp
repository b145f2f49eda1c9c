#include "models/formats/kubernetes/flagger_schedule.h"

#include <QTest>

#include <limits>

using namespace fairlead::formats::kubernetes;

namespace {

using Weights = std::vector<int>;

FlaggerAnalysis steps(int step, std::optional<int> most = {}, std::optional<int> promotion = {})
{
    FlaggerAnalysis analysis;
    analysis.stepWeight = step;
    analysis.maxWeight = most;
    analysis.stepWeightPromotion = promotion;
    return analysis;
}

FlaggerAnalysis listed(Weights weights)
{
    FlaggerAnalysis analysis;
    analysis.stepWeights = std::move(weights);
    return analysis;
}

} // namespace

Q_DECLARE_METATYPE(FlaggerAnalysis)

class TestFlaggerSchedule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void weightsRiseToTheMaximum_data()
    {
        QTest::addColumn<FlaggerAnalysis>("analysis");
        QTest::addColumn<int>("most");
        QTest::addColumn<Weights>("weights");
        QTest::addColumn<Weights>("promotion");
        QTest::addColumn<bool>("stays");

        QTest::newRow("exactly") << steps(25, 50) << 50 << Weights{25, 50} << Weights{0} << false;
        QTest::newRow("the last step overshoots") << steps(20, 50) << 50 << Weights{20, 40, 60} << Weights{0} << false;
        QTest::newRow("but never beyond all traffic") << steps(70, 80) << 80 << Weights{70, 100} << Weights{0} << false;
        QTest::newRow("without a maximum") << steps(40) << 100 << Weights{40, 80, 100} << Weights{0} << false;
        QTest::newRow("a maximum of 0 is none") << steps(50, 0) << 100 << Weights{50, 100} << Weights{0} << false;
        QTest::newRow("a step above all traffic") << steps(150) << 100 << Weights{100} << Weights{0} << false;
        QTest::newRow("promotion in steps") << steps(50, 50, 20) << 50 << Weights{50} << Weights{30, 10, 0} << false;
        QTest::newRow("promotion in steps that fit") << steps(50, 50, 25) << 50 << Weights{50} << Weights{25, 0} << false;
        QTest::newRow("promotion in one step above all") << steps(50, 50, 500) << 50 << Weights{50} << Weights{0} << false;
        QTest::newRow("no step at all") << FlaggerAnalysis() << 100 << Weights{} << Weights{} << true;
        QTest::newRow("negative step") << steps(-5, 50) << 50 << Weights{} << Weights{} << true;
        QTest::newRow("a maximum above all traffic is never reached") << steps(60, 101) << 101 << Weights{60, 100} << Weights{} << true;
        QTest::newRow("listed") << listed({1, 5, 30}) << 30 << Weights{1, 5, 30} << Weights{0} << false;
        QTest::newRow("listed beyond all traffic") << listed({50, 130}) << 100 << Weights{50, 100} << Weights{0} << false;
        QTest::newRow("listed up to all traffic") << listed({50, 100}) << 100 << Weights{50, 100} << Weights{0} << false;
        QTest::newRow("listed and falling") << listed({20, 40, 30}) << 30 << Weights{20, 40} << Weights{} << true;
        QTest::newRow("listed twice the same") << listed({20, 20, 30}) << 30 << Weights{20} << Weights{} << true;
        QTest::newRow("listed from 0") << listed({0, 30}) << 30 << Weights{} << Weights{} << true;
        QTest::newRow("one listed") << listed({10}) << 10 << Weights{10} << Weights{0} << false;
    }
    void weightsRiseToTheMaximum()
    {
        QFETCH(FlaggerAnalysis, analysis);
        const FlaggerSchedule schedule = scheduleOf(analysis);
        QCOMPARE(schedule.strategy, QStringLiteral("canary"));
        QTEST(schedule.effectiveMaxWeight, "most");
        QTEST(schedule.weights, "weights");
        QTEST(schedule.promotionWeights, "promotion");
        QTEST(schedule.neverPromotes, "stays");
    }

    void theStepWinsOverTheListForItsSizeAndTheListForTheMaximum()
    {
        FlaggerAnalysis analysis = listed({5, 25});
        analysis.stepWeight = 10;
        analysis.maxWeight = 90;
        const FlaggerSchedule schedule = scheduleOf(analysis);
        QCOMPARE(schedule.effectiveMaxWeight, 25);
        QCOMPARE(schedule.weights, (Weights{10, 20, 30}));
    }

    void iterationsMakeBlueGreenOrAb_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<int>("iterations");
        QTest::addColumn<int>("matches");
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<Weights>("weights");
        QTest::addColumn<bool>("forced");

        const QString none;
        const QString kubernetes = QStringLiteral("kubernetes");
        QTest::newRow("blue/green") << none << 2 << 0 << QStringLiteral("blueGreen") << Weights{0, 0, 100} << false;
        QTest::newRow("A/B") << none << 2 << 1 << QStringLiteral("abTesting") << Weights{100, 100} << false;
        QTest::newRow("a match without iterations shifts weights")
            << none << 0 << 1 << QStringLiteral("canary") << Weights{50, 100} << false;
        QTest::newRow("negative iterations are none") << none << -3 << 0 << QStringLiteral("canary") << Weights{50, 100} << false;
        QTest::newRow("kubernetes shifts nothing") << kubernetes << 2 << 0 << QStringLiteral("blueGreen") << Weights{0, 0} << false;
        QTest::newRow("kubernetes matches nothing") << kubernetes << 2 << 1 << QStringLiteral("blueGreen") << Weights{0, 0} << false;
        QTest::newRow("kubernetes without iterations gets ten")
            << kubernetes << 0 << 0 << QStringLiteral("blueGreen") << Weights(10, 0) << true;
    }
    void iterationsMakeBlueGreenOrAb()
    {
        QFETCH(QString, provider);
        QFETCH(int, iterations);
        QFETCH(int, matches);
        FlaggerAnalysis analysis = steps(50);
        analysis.provider = provider;
        analysis.iterations = iterations;
        analysis.matches = matches;
        const FlaggerSchedule schedule = scheduleOf(analysis);
        QTEST(schedule.strategy, "strategy");
        QTEST(schedule.weights, "weights");
        QTEST(schedule.iterationsForcedByProvider, "forced");
    }

    void aBillionIterationsAreNotListed()
    {
        FlaggerAnalysis analysis;
        analysis.iterations = std::numeric_limits<int>::max();
        QCOMPARE(static_cast<int>(scheduleOf(analysis).weights.size()), kMostListedIterations + 1);
    }

    void mirroringComesBeforeTheFirstWeight()
    {
        FlaggerAnalysis analysis = steps(50);
        analysis.mirror = true;
        QVERIFY(scheduleOf(analysis).mirrorStepFirst);
        QCOMPARE(scheduleOf(analysis).weights, (Weights{50, 100}));
    }

    void intervalAndThresholdHaveDefaultsAndFloors_data()
    {
        QTest::addColumn<QString>("interval");
        QTest::addColumn<int>("threshold");
        QTest::addColumn<double>("seconds");
        QTest::addColumn<int>("failures");

        QTest::newRow("nothing written") << QString() << 0 << 60.0 << 1;
        QTest::newRow("as written") << QStringLiteral("1h15m30s") << 7 << 4530.0 << 7;
        QTest::newRow("no length of time") << QStringLiteral("often") << -2 << 60.0 << 1;
        QTest::newRow("a number without a unit") << QStringLiteral("30") << 1 << 60.0 << 1;
        QTest::newRow("shorter than ten seconds") << QStringLiteral("9.9s") << 2 << 10.0 << 2;
        QTest::newRow("ten seconds") << QStringLiteral("10s") << 2 << 10.0 << 2;
        QTest::newRow("negative") << QStringLiteral("-5m") << 2 << 10.0 << 2;
    }
    void intervalAndThresholdHaveDefaultsAndFloors()
    {
        QFETCH(QString, interval);
        QFETCH(int, threshold);
        FlaggerAnalysis analysis = steps(50);
        analysis.interval = interval;
        analysis.threshold = threshold;
        QTEST(scheduleOf(analysis).intervalSeconds, "seconds");
        QTEST(scheduleOf(analysis).failedChecksToRollback, "failures");
    }

    void checksPassWithinTheirBounds()
    {
        const QString rate = QStringLiteral("request-success-rate");
        const QString other = QStringLiteral("latency");
        const ThresholdRange both{2.0, 10.0};
        QVERIFY(passes(2.0, other, both, {}));
        QVERIFY(passes(10.0, other, both, {}));
        QVERIFY(!passes(1.999, other, both, {}));
        QVERIFY(!passes(10.001, other, both, {}));
        QVERIFY(passes(-1e9, other, ThresholdRange{{}, 10.0}, {}));
        QVERIFY(passes(1e9, other, ThresholdRange{2.0, {}}, {}));
        QVERIFY(passes(1e9, other, ThresholdRange{}, 5.0));
        QVERIFY(!passes(5.0, other, ThresholdRange{6.0, 4.0}, {}));
    }

    void theOldThresholdIsALowerBoundForTheSuccessRateAlone()
    {
        const QString rate = QStringLiteral("request-success-rate");
        const QString other = QStringLiteral("latency");
        QVERIFY(passes(99.0, rate, {}, 99.0));
        QVERIFY(!passes(98.9, rate, {}, 99.0));
        QVERIFY(passes(500.0, other, {}, 500.0));
        QVERIFY(!passes(500.1, other, {}, 500.0));
        QVERIFY(passes(0.0, other, {}, {}));
        QVERIFY(!passes(0.1, other, {}, {}));
        QVERIFY(passes(50.0, rate, ThresholdRange{10.0, {}}, 99.0));
    }

    void noValueDoesNotPass() { QVERIFY(!passes({}, QStringLiteral("latency"), ThresholdRange{}, {})); }
};

QTEST_GUILESS_MAIN(TestFlaggerSchedule)
#include "test_flagger_schedule.moc"
