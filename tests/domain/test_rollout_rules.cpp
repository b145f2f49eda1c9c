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
    return {metrics::kErrorRate, *gate::Condition::parse(QStringLiteral("< 0.01"), metrics::kErrorRate)};
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
        const rollout::Proof found = rollout::proofOf(Percent::clamped(asked), Percent::clamped(before), seen(readBack, canary, total), 50);
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
        rollout::Verbs verbs = rollout::verbsOf(state, {}, false, {QStringLiteral("Team notified")});
        QVERIFY(verbs.start.contains(QStringLiteral("1 item of its checklist")) || verbs.start.contains(QStringLiteral("1 item")));
        QVERIFY(!verbs.rollBack.isEmpty());
        verbs = rollout::verbsOf(state, {}, false, {});
        QVERIFY(verbs.start.isEmpty());
        state.phase = rollout::Phase::Soaking;
        state.step = 1;
        QVERIFY(rollout::verbsOf(state, {}, false, {}).promote.isEmpty());
        QVERIFY(rollout::verbsOf(state, {}, true, {}).promote.contains(QStringLiteral("stale")));
        gate::Verdict failing;
        failing.outcome = gate::Outcome::Fail;
        QVERIFY(!rollout::verbsOf(state, {failing}, false, {}).promote.isEmpty());
        QVERIFY(rollout::verbsOf(state, {failing}, true, {}).rollBack.isEmpty()); // always, while it runs
        QCOMPARE(rollout::nextWeight(state)->value(), 25.0);
    }
};

QTEST_GUILESS_MAIN(TestRolloutRules)
#include "test_rollout_rules.moc"
