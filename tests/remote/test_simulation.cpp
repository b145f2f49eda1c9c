#include "app/rehearsal/simulation.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::rehearsal;
using namespace std::chrono_literals;

namespace {

const QString kSplit = QStringLiteral("data_analyst");

Simulation simulation(quint64 seed = 1, double rate = 40.0)
{
    return Simulation(seed, rate, {kSplit});
}

Faults faults(const char* text)
{
    return {*faultFromText(QString::fromLatin1(text))};
}

} // namespace

class TestSimulation final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalSeedsCommandsAndTimesGiveEqualNumbersHoweverOftenItIsAsked()
    {
        Simulation often = simulation();
        Simulation once = simulation();
        often.setAsk(kSplit, {Percent::clamped(25)}, 5s);
        once.setAsk(kSplit, {Percent::clamped(25)}, 5s);
        for (Millis at = 5s; at < 120s; at += 70ms) {
            often.window(kSplit, at, 10s);
        }
        QVERIFY(often.window(kSplit, 120s, 10s) == once.window(kSplit, 120s, 10s));
        QVERIFY(often.totals(kSplit, 120s) == once.totals(kSplit, 120s));
    }

    void anotherSeedGivesOtherNumbers()
    {
        Simulation one = simulation(1);
        Simulation two = simulation(2);
        QVERIFY(one.window(kSplit, 60s, 10s) != two.window(kSplit, 60s, 10s));
    }

    void splitsHaveTrafficOfTheirOwn()
    {
        Simulation both(1, 40.0, {QStringLiteral("a"), QStringLiteral("b")});
        both.setAsk(QStringLiteral("a"), {Percent::clamped(50)}, 0s);
        QVERIFY(both.window(QStringLiteral("a"), 60s, 10s).canary.calls > 0);
        QCOMPARE(both.window(QStringLiteral("b"), 60s, 10s).canary.calls, 0);
        QVERIFY(
            both.window(QStringLiteral("a"), 60s, 10s).baseline.errorRate != both.window(QStringLiteral("b"), 60s, 10s).baseline.errorRate);
    }

    void theShareBecomesExactlyTheWeight_data()
    {
        QTest::addColumn<double>("weight");
        for (const double weight : {0.0, 1.0, 10.0, 12.5, 25.0, 50.0, 75.0, 99.0, 100.0}) {
            QTest::newRow(QByteArray::number(weight).constData()) << weight;
        }
    }

    void theShareBecomesExactlyTheWeight()
    {
        QFETCH(double, weight);
        Simulation traffic = simulation();
        traffic.setAsk(kSplit, {Percent::clamped(weight)}, 0s);
        const Window window = traffic.window(kSplit, 30s, 20s);
        const auto calls = double(window.canary.calls + window.baseline.calls);
        QVERIFY(qAbs(calls - 800.0) < 40.0);
        QVERIFY(qAbs(double(window.canary.calls) - calls * weight / 100.0) <= 2.0);
    }

    void aWeightShowsItsEffectBetweenOneAndTwoSeconds()
    {
        Simulation traffic = simulation(1, 1000.0);
        traffic.setAsk(kSplit, {Percent::clamped(50)}, 10s);
        QCOMPARE(traffic.window(kSplit, 11s, 1s).canary.calls, 0);
        const double half = *traffic.window(kSplit, 12s, 1s).share();
        QVERIFY(half > 0.1 && half < 0.4);
        QVERIFY(qAbs(*traffic.window(kSplit, 13s, 1s).share() - 0.5) < 0.01);
    }

    void aSecondWeightStartsFromWhereTheFirstHadCome()
    {
        Simulation traffic = simulation(1, 1000.0);
        traffic.setAsk(kSplit, {Percent::clamped(100)}, 0s);
        traffic.setAsk(kSplit, {Percent::clamped(0)}, 1500ms);
        const double share = *traffic.window(kSplit, 2500ms, 1s).share();
        QVERIFY(qAbs(share - 0.5) < 0.01);
        QCOMPARE(traffic.window(kSplit, 5s, 1s).canary.calls, 0);
    }

    void numbersAreThoseOfTheStoryAndAHealthyCanaryStaysHealthy_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 0; seed < 20; ++seed) {
            QTest::newRow(QByteArray::number(seed).constData()) << seed;
        }
    }

    void numbersAreThoseOfTheStoryAndAHealthyCanaryStaysHealthy()
    {
        QFETCH(quint64, seed);
        Simulation traffic = simulation(seed);
        traffic.setAsk(kSplit, {Percent::clamped(10)}, 0s);
        for (Millis at = 12s; at < 400s; at += 1s) {
            const Window window = traffic.window(kSplit, at, 10s);
            QVERIFY(window.canary.errorRate > 0.003 && window.canary.errorRate < 0.0055);
            QVERIFY(window.baseline.errorRate > 0.0026 && window.baseline.errorRate < 0.0048);
            QVERIFY(window.canary.latencyP95 > 1.5 && window.canary.latencyP95 < 1.75);
            QVERIFY(window.baseline.latencyP95 > 1.75 && window.baseline.latencyP95 < 1.97);
            QVERIFY(window.canary.quality > 0.86 && window.canary.quality < 0.885);
            QVERIFY(window.baseline.quality > 0.80 && window.baseline.quality < 0.82);
            QVERIFY(window.canary.tokens > 1240 && window.canary.tokens < 1330);
            QVERIFY(window.baseline.tokens > 1750 && window.baseline.tokens < 1890);
        }
    }

    void aMinuteLiesBehindTheStart()
    {
        Simulation traffic = simulation();
        const Window window = traffic.window(kSplit, 0s, 10s);
        QCOMPARE(window.length, Millis(10s));
        QVERIFY(window.baseline.calls > 350);
        QCOMPARE(*window.share(), 0.0);
        QCOMPARE(traffic.window(kSplit, 0s, 10min).length, Millis(60s));
    }

    void tenMinutesAreKeptAndNotMore()
    {
        Simulation traffic = simulation();
        QCOMPARE(traffic.window(kSplit, 3h, 1h).length, Millis(10min));
    }

    void anErrorSpikeBeginsAtItsWeight()
    {
        Simulation traffic = simulation();
        traffic.setFaults(faults("error-spike:from=50,rate=0.08"), 0s);
        traffic.setAsk(kSplit, {Percent::clamped(49)}, 0s);
        QVERIFY(traffic.window(kSplit, 30s, 10s).canary.errorRate < 0.01);
        traffic.setAsk(kSplit, {Percent::clamped(50)}, 30s);
        const Window window = traffic.window(kSplit, 45s, 10s);
        QVERIFY(window.canary.errorRate > 0.07 && window.canary.errorRate < 0.09);
        QVERIFY2(window.baseline.errorRate < 0.01, "the baseline is not touched");
        traffic.setAsk(kSplit, {Percent::clamped(0)}, 45s);
        QCOMPARE(traffic.window(kSplit, 60s, 10s).canary.calls, 0);
    }

    void aLatencySpikeRaisesTheP95Alone()
    {
        Simulation traffic = simulation();
        traffic.setFaults(faults("latency-spike:from=25,seconds=4"), 0s);
        traffic.setAsk(kSplit, {Percent::clamped(25)}, 0s);
        const Window window = traffic.window(kSplit, 30s, 10s);
        QVERIFY(window.canary.latencyP95 > 3.7);
        QVERIFY(window.canary.errorRate < 0.01);
    }

    void anIgnoredWeightLeavesTheTrafficWhereItIs()
    {
        Simulation traffic = simulation();
        traffic.setAsk(kSplit, {Percent::clamped(10)}, 0s);
        traffic.setFaults(faults("weight-ignored:from=25"), 30s);
        traffic.setAsk(kSplit, {Percent::clamped(25)}, 30s);
        QVERIFY(qAbs(*traffic.window(kSplit, 60s, 10s).share() - 0.10) < 0.01);
        traffic.setFaults({}, 60s);
        traffic.setAsk(kSplit, {Percent::clamped(25)}, 60s);
        QVERIFY(qAbs(*traffic.window(kSplit, 90s, 10s).share() - 0.25) < 0.01);
    }

    void faultsAreReadAndRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("with both") << "error-spike:from=50,rate=0.08" << true;
        QTest::newRow("with defaults") << "silent-feed" << true;
        QTest::newRow("delay") << "slow-answer:delay=1500ms" << true;
        QTest::newRow("borders") << "error-spike:from=100,rate=1" << true;
        QTest::newRow("unknown kind") << "explode" << false;
        QTest::newRow("nothing") << "" << false;
        QTest::newRow("field of another kind") << "silent-feed:rate=0.1" << false;
        QTest::newRow("rate above 1") << "error-spike:rate=1.1" << false;
        QTest::newRow("weight above 100") << "error-spike:from=101" << false;
        QTest::newRow("weight below 0") << "error-spike:from=-1" << false;
        QTest::newRow("NaN") << "error-spike:rate=nan" << false;
        QTest::newRow("no number") << "error-spike:rate=high" << false;
        QTest::newRow("delay without a unit") << "slow-answer:delay=3" << false;
        QTest::newRow("delay too long") << "slow-answer:delay=11m" << false;
    }

    void faultsAreReadAndRefused()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        const auto fault = faultFromText(text);
        QCOMPARE(fault.has_value(), good);
        if (good) {
            QVERIFY(faultFromJson(toJson(*fault)) == fault);
        }
    }
};

QTEST_GUILESS_MAIN(TestSimulation)
#include "test_simulation.moc"
