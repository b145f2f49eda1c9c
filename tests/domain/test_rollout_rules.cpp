#include "models/domain/gate/verdict.h"
#include "models/domain/rollout/effect.h"
#include "models/domain/rollout/plan.h"
#include "models/domain/rollout/share_window.h"
#include "models/domain/rollout/verbs.h"

#include <QtTest>

using namespace fairlead;
using namespace std::chrono_literals;

namespace {

const Instant kBegan = Instant::fromMs(1'754'575'216'000);

gate::Gate errorGate()
{
    return {metrics::kErrorRate, *condition::Condition::parse(QStringLiteral("< 0.01"), metrics::kErrorRate)};
}

/// One sample a second from kBegan on.
gate::Series seriesOf(const QList<double>& values)
{
    gate::Series series;
    Instant at = kBegan;
    for (const double value : values) {
        series[{metrics::kErrorRate, metrics::Role::Canary}].insert({at, value});
        at = at + 1s;
    }
    return series;
}

rollout::Observation seen(double weight, double canary, double total)
{
    rollout::Observation observation;
    observation.weight = Percent::clamped(weight);
    if (total > 0) {
        observation.share = canary / total;
    }
    observation.canaryCalls = canary;
    observation.totalCalls = total;
    return observation;
}

} // namespace

class TestRolloutRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aVerdictCountsSamplesInARow_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<int>("inRow");
        QTest::newRow("no sample yet") << QList<double>{} << "undecided" << 0;
        QTest::newRow("too few") << QList<double>{0.004, 0.004} << "undecided" << 0;
        QTest::newRow("enough, all pass") << QList<double>{0.004, 0.004, 0.004} << "pass" << 0;
        QTest::newRow("the bound itself does not pass a strict comparison") << QList<double>{0.004, 0.004, 0.01} << "marginal" << 1;
        QTest::newRow("one spike") << QList<double>{0.004, 0.2, 0.004, 0.004} << "pass" << 0;
        QTest::newRow("two in a row") << QList<double>{0.004, 0.02, 0.02} << "marginal" << 2;
        QTest::newRow("three in a row") << QList<double>{0.004, 0.02, 0.02, 0.02} << "fail" << 3;
        QTest::newRow("three, but not in a row") << QList<double>{0.02, 0.02, 0.004, 0.02} << "marginal" << 1;
        QTest::newRow("failing from the first sample needs no minimum") << QList<double>{0.5, 0.5, 0.5} << "fail" << 3;
    }
    void aVerdictCountsSamplesInARow()
    {
        QFETCH(QList<double>, values);
        QFETCH(QString, outcome);
        QFETCH(int, inRow);
        const gate::Verdict verdict = gate::judge(errorGate(), seriesOf(values), kBegan, kBegan + Millis(values.size() * 1'000), {});
        QCOMPARE(toString(verdict.outcome), outcome);
        QCOMPARE(verdict.beyondInRow, inRow);
        QVERIFY(!verdict.sentence.isEmpty());
        QCOMPARE(gate::verdictFromJson(gate::toJson(verdict)), verdict);
    }

    void aGateMayCompareWithTheBaseline_data()
    {
        QTest::addColumn<QList<double>>("canary");
        QTest::addColumn<QList<double>>("baseline");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("within") << QList<double>{1.0, 1.1, 1.09} << QList<double>{1.0, 1.0, 1.0} << "pass"
                                << "1.09~s, baseline 1~s; 3 of 3 samples at most 10~% above baseline; read 14:00:18 UTC.";
        QTest::newRow("beyond") << QList<double>{1.2, 1.2, 1.2} << QList<double>{1.0, 1.0, 1.0} << "fail"
                                << "1.2~s, baseline 1~s: not at most 10~% above baseline in 3 samples in a row, 3 are enough to fail; "
                                   "read 14:00:18 UTC.";
        QTest::newRow("each sample has the baseline of its time")
            << QList<double>{1.0, 2.0, 3.0} << QList<double>{1.0, 2.0, 3.0} << "pass"
            << "3~s, baseline 3~s; 3 of 3 samples at most 10~% above baseline; read 14:00:18 UTC.";
        QTest::newRow("one baseline for all") << QList<double>{1.0, 1.0, 1.0} << QList<double>{1.0} << "pass"
                                              << "1~s, baseline 1~s; 3 of 3 samples at most 10~% above baseline; read 14:00:18 UTC.";
        QTest::newRow("no baseline") << QList<double>{1.0, 1.0, 1.0} << QList<double>{} << "undecided"
                                     << "1~s; 0 of 3 samples that a verdict needs (the baseline of latency_p95 is missing); "
                                        "read 14:00:18 UTC.";
    }
    void aGateMayCompareWithTheBaseline()
    {
        QFETCH(QList<double>, canary);
        QFETCH(QList<double>, baseline);
        const gate::Gate relative{metrics::kLatencyP95, *condition::Condition::parse(QStringLiteral("<= +10%"), metrics::kLatencyP95)};
        gate::Series series;
        for (qsizetype i = 0; i < canary.size(); ++i) {
            series[{metrics::kLatencyP95, metrics::Role::Canary}].insert({kBegan + i * 1'000ms, canary.at(i)});
        }
        for (qsizetype i = 0; i < baseline.size(); ++i) {
            series[{metrics::kLatencyP95, metrics::Role::Baseline}].insert({kBegan + i * 1'000ms, baseline.at(i)});
        }
        const gate::Verdict verdict = gate::judge(relative, series, kBegan, kBegan + 3s, {});
        QTEST(toString(verdict.outcome), "outcome");
        QFETCH(QString, sentence);
        QCOMPARE(verdict.sentence, sentence.replace(QLatin1Char('~'), QChar(0x00A0)));
        QCOMPARE(gate::verdictFromJson(gate::toJson(verdict)), verdict);
    }

    void whatIsUnknownForTooLongIsNoData()
    {
        const gate::Gate relative{metrics::kErrorRate, *condition::Condition::parse(QStringLiteral("<= +10%"), metrics::kErrorRate)};
        gate::Series series;
        for (int second = 0; second <= 120; second += 10) {
            series[{metrics::kErrorRate, metrics::Role::Canary}].insert({kBegan + second * 1'000ms, 0.5});
        }
        const gate::Verdict early = gate::judge(relative, series, kBegan, kBegan + 30s, {});
        QCOMPARE(toString(early.outcome), QStringLiteral("undecided"));
        const gate::Verdict late = gate::judge(relative, series, kBegan, kBegan + 120s, {});
        QCOMPARE(toString(late.outcome), QStringLiteral("no-data"));
        QVERIFY2(late.sentence.contains(QStringLiteral("the baseline of error_rate is missing")), qPrintable(late.sentence));
    }

    void aGateMayAskForSeveralMetrics()
    {
        const auto condition = condition::Condition::parse(QStringLiteral("p95(latency) < 2s and error_rate < 1%"));
        const gate::Gate gate{QStringLiteral("service"), *condition};
        gate::Series series;
        for (int second = 0; second < 3; ++second) {
            series[{QStringLiteral("latency"), metrics::Role::Canary}].insert({kBegan + second * 1'000ms, 1.0 + second});
            series[{metrics::kErrorRate, metrics::Role::Canary}].insert({kBegan + second * 1'000ms + 3ms, 0.001});
        }
        // The 95th percentile of 1, 2 and 3 s is 2.9 s; of 1 and 2 s it is 1.95 s.
        const gate::Verdict verdict = gate::judge(gate, series, kBegan, kBegan + 3s, {});
        QCOMPARE(verdict.samples, 3);
        QCOMPARE(verdict.beyondInRow, 1);
        QCOMPARE(toString(verdict.outcome), QStringLiteral("marginal"));
        QVERIFY2(
            verdict.sentence.contains(QStringLiteral("p95 of latency 2.9\u00a0s, error rate 0.1\u00a0%")), qPrintable(verdict.sentence));
    }

    void samplesBeforeTheStepDoNotCount()
    {
        const gate::Verdict verdict = gate::judge(errorGate(), seriesOf({0.5, 0.5, 0.5, 0.004}), kBegan + 3s, kBegan + 4s, {});
        QCOMPARE(verdict.samples, 1);
        QCOMPARE(verdict.beyondInRow, 0);
    }

    void staleDataIsNoDataNeverPassOrFail_data()
    {
        QTest::addColumn<double>("value");
        QTest::newRow("was passing") << 0.004;
        QTest::newRow("was failing") << 0.5;
    }
    void staleDataIsNoDataNeverPassOrFail()
    {
        QFETCH(double, value);
        const gate::Series series = seriesOf({value, value, value, value});
        const Instant newest = kBegan + 3s;
        QVERIFY(gate::judge(errorGate(), series, kBegan, newest + 60s, {}).outcome != gate::Outcome::NoData);
        const gate::Verdict verdict = gate::judge(errorGate(), series, kBegan, newest + 60'001ms, {});
        QCOMPARE(toString(verdict.outcome), QStringLiteral("no-data"));
        QVERIFY(verdict.sentence.contains(QStringLiteral("nothing is judged")));
    }

    void theWorstVerdictDecides()
    {
        const auto with = [](gate::Outcome outcome) {
            gate::Verdict verdict;
            verdict.outcome = outcome;
            return verdict;
        };
        using gate::Outcome;
        QCOMPARE(toString(gate::worst({})), QStringLiteral("undecided"));
        QCOMPARE(
            toString(gate::worst({with(Outcome::Pass), with(Outcome::Undecided), with(Outcome::Marginal)})), QStringLiteral("undecided"));
        QCOMPARE(toString(gate::worst({with(Outcome::NoData), with(Outcome::Fail), with(Outcome::Pass)})), QStringLiteral("fail"));
        QCOMPARE(toString(gate::worst({with(Outcome::Pass), with(Outcome::Marginal)})), QStringLiteral("marginal"));
    }

    void aWeightIsProvenByRequestsThatFollow_data()
    {
        QTest::addColumn<double>("asked");
        QTest::addColumn<double>("before");
        QTest::addColumn<double>("readBack");
        QTest::addColumn<double>("canary");
        QTest::addColumn<double>("total");
        QTest::addColumn<int>("proof");
        const int none = static_cast<int>(rollout::Proof::None);
        const int readBack = static_cast<int>(rollout::Proof::ReadBack);
        const int share = static_cast<int>(rollout::Proof::Share);
        QTest::newRow("another weight is read back") << 25.0 << 10.0 << 10.0 << 25.0 << 100.0 << none;
        QTest::newRow("no request came") << 25.0 << 10.0 << 25.0 << 0.0 << 0.0 << readBack;
        QTest::newRow("too few requests") << 25.0 << 10.0 << 25.0 << 12.0 << 49.0 << readBack;
        QTest::newRow("requests follow") << 25.0 << 10.0 << 25.0 << 24.0 << 100.0 << share;
        QTest::newRow("read back but silent, as after weight 0") << 25.0 << 100.0 << 25.0 << 0.0 << 400.0 << none;
        QTest::newRow("half of the way") << 50.0 << 25.0 << 50.0 << 38.0 << 100.0 << none;
        QTest::newRow("most of the way") << 50.0 << 25.0 << 50.0 << 45.0 << 100.0 << share;
        QTest::newRow("10 % with one call in sixty is still 0 %") << 10.0 << 0.0 << 10.0 << 1.0 << 60.0 << none;
        QTest::newRow("rolled back, one straggler in a hundred") << 0.0 << 50.0 << 0.0 << 1.0 << 100.0 << share;
        QTest::newRow("rolled back, two stragglers in a hundred") << 0.0 << 50.0 << 0.0 << 2.0 << 100.0 << none;
        QTest::newRow("all traffic") << 100.0 << 75.0 << 100.0 << 100.0 << 100.0 << share;
        QTest::newRow("all but some") << 100.0 << 75.0 << 100.0 << 96.0 << 100.0 << none;
    }
    void aWeightIsProvenByRequestsThatFollow()
    {
        QFETCH(double, asked);
        QFETCH(double, before);
        QFETCH(double, readBack);
        QFETCH(double, canary);
        QFETCH(double, total);
        QFETCH(int, proof);
        const rollout::Proof found
            = rollout::proofOf({Percent::clamped(asked)}, {Percent::clamped(before)}, seen(readBack, canary, total), 50);
        QCOMPARE(static_cast<int>(found), proof);
    }

    void theShareIsThatOfTheNewestRequests()
    {
        rollout::ShareWindow window;
        window.take(kBegan, 0, 0);
        QVERIFY(!window.newest(kBegan, 50).has_value());
        window.take(kBegan + 1s, 10, 100); // 10 % until here
        window.take(kBegan + 2s, 60, 200); // 50 % since
        const auto newest = window.newest(kBegan, 50);
        QVERIFY(newest.has_value());
        QCOMPARE(newest->share, 0.5);
        QCOMPARE(newest->totalCalls, 100.0);
        QCOMPARE(window.newest(kBegan, 150)->share, 0.3); // reaches further back for enough calls
        QCOMPARE(window.newest(kBegan + 1s, 150)->share, 0.5); // but never before the moment that was asked for
    }

    void totalsThatGoBackwardsStartAnew()
    {
        rollout::ShareWindow window;
        window.take(kBegan, 500, 1'000);
        window.take(kBegan + 1s, 1, 10); // the target was restarted
        QVERIFY(!window.newest(kBegan, 5).has_value());
        window.take(kBegan + 2s, 6, 20);
        QCOMPARE(window.newest(kBegan, 5)->share, 0.5);
    }

    void thePlanOfTheSeedHasItsStagesAndSurvivesTheHistory()
    {
        const rollout::Plan plan = rollout::Plan::canary(Percent::clamped(10));
        const std::vector<rollout::Stage> stages = rollout::stagesOf(plan);
        QCOMPARE(stages.size(), std::size_t(6));
        QCOMPARE(stages[0].soak, Millis(30min));
        QCOMPARE(stages[4].weight, Percent::clamped(100));
        QVERIFY(stages[5].activation);
        QCOMPARE(rollout::stageOfStep(stages, -1), -1);
        QCOMPARE(rollout::stageOfStep(stages, 0), 0);
        QCOMPARE(rollout::stageOfStep(stages, 3), 1);
        QCOMPARE(rollout::stageOfStep(stages, 99), 5);
        const Result<rollout::Plan> read = rollout::planFromJson(rollout::toJson(plan));
        QVERIFY(read.has_value());
        QCOMPARE(*read, plan);
        QCOMPARE(rollout::stagesOf(plan.scaled(60))[0].soak, Millis(30s));
        QCOMPARE(rollout::stagesOf(plan.scaled(1e9))[0].soak, Millis(200)); // never nothing
    }

    void verbsSayWhyTheyAreClosed()
    {
        rollout::State state;
        state.release.plan = rollout::Plan::canary(Percent::clamped(10));
        rollout::Verbs verbs = rollout::verbsOf(state, {{}, false, {QStringLiteral("Team notified")}});
        QVERIFY(verbs.start.contains(QStringLiteral("1 item of its checklist")) || verbs.start.contains(QStringLiteral("1 item")));
        QVERIFY(!verbs.rollBack.isEmpty());
        verbs = rollout::verbsOf(state, {});
        QVERIFY(verbs.start.isEmpty());
        state.phase = rollout::Phase::Soaking;
        state.step = 1;
        QVERIFY(rollout::verbsOf(state, {}).promote.isEmpty());
        QVERIFY(rollout::verbsOf(state, {{}, true}).promote.contains(QStringLiteral("stale")));
        gate::Verdict failing;
        failing.outcome = gate::Outcome::Fail;
        QVERIFY(!rollout::verbsOf(state, {{failing}}).promote.isEmpty());
        QVERIFY(rollout::verbsOf(state, {{failing}, true}).rollBack.isEmpty()); // always, while it runs
        QCOMPARE(rollout::nextAsk(state)->weight.value(), 25.0);
    }
};

QTEST_GUILESS_MAIN(TestRolloutRules)
#include "test_rollout_rules.moc"
