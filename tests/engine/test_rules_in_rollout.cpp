#include "tests/engine/bench.h"

#include <QtTest>

using namespace fairlead;
using namespace std::chrono_literals;
using rollout::Phase;
using test::Bench;

namespace kind = audit::kind;

namespace {

/// Gates that never fail by themselves, so that only the rule decides.
rollout::Plan planWith(const QStringList& rules)
{
    rollout::Plan plan = Bench::shortPlan();
    plan.gates.failAfter = 1000;
    for (const QString& text : rules) {
        const auto rule = gate::Rule::parse(text);
        Q_ASSERT(rule.has_value());
        plan.rules.push_back(*rule);
    }
    return plan;
}

} // namespace

class TestRulesInRollout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void anArmedRuleRollsBackAndTheRecordSaysWhich()
    {
        const QString rule = QStringLiteral("roll back when error_rate > 5% for 4 consecutive samples");
        Bench bench(planWith({rule}));
        begin(bench);
        bench.service->errorRate = 0.08;
        QVERIFY(bench.passUntil(Phase::RolledBack, 60s));
        QCOMPARE(bench.service->sent, (std::vector<double>{10, 0}));
        QCOMPARE(bench.runner->state().rollbackWho, QStringLiteral("engine"));
        QVERIFY2(bench.runner->state().rollbackWhy.contains(rule), qPrintable(bench.runner->state().rollbackWhy));
        const audit::Record* decided = find(bench, kind::kRollbackDecided);
        QVERIFY(decided != nullptr);
        const QJsonObject data = decided->entry.data.value(QStringLiteral("rule")).toObject();
        QCOMPARE(data.value(QStringLiteral("rule")).toString(), rule);
        QCOMPARE(data.value(QStringLiteral("armed")).toBool(), true);
        QCOMPARE(data.value(QStringLiteral("readings")).toArray().first().toObject().value(QStringLiteral("value")).toDouble(), 0.08);
    }

    void threeOfFourInARowAreNotEnough()
    {
        Bench bench(planWith({QStringLiteral("roll back when error_rate > 5% for 4 consecutive samples")}));
        begin(bench);
        bench.service->errorRate = 0.08;
        while (bench.service->errorRate > 0.05 && counted(bench) < 3) {
            bench.pass(500ms);
        }
        bench.service->errorRate = 0.004;
        QVERIFY(bench.passUntil(Phase::Activated, 300s));
        QCOMPARE(bench.count(kind::kRollbackDecided), 0);
    }

    void aRuleThatHoldsLetsItGoOnWhenItIsClear()
    {
        Bench bench(planWith({QStringLiteral("hold when error_rate > 0.5% for 2 consecutive samples")}));
        begin(bench);
        bench.service->errorRate = 0.009;
        QVERIFY(bench.passUntil(Phase::Held, 20s));
        QCOMPARE(bench.count(kind::kRuleFired), 1);
        bench.pass(90s);
        QCOMPARE(toString(bench.runner->state().phase), toString(Phase::Held));
        QCOMPARE(bench.service->sent, (std::vector<double>{10}));
        bench.service->errorRate = 0.001;
        QVERIFY(bench.passUntil(Phase::Activated, 300s));
        QCOMPARE(bench.count(kind::kRuleCleared), 1);
    }

    void aDryRunSaysWhatItWouldDoAndDoesNothing()
    {
        Bench bench(planWith({QStringLiteral("roll back when error_rate > 0.5% for 2 consecutive samples, dry run")}));
        begin(bench);
        bench.service->errorRate = 0.009;
        QVERIFY(bench.passUntil(Phase::Activated, 300s));
        QCOMPARE(bench.count(kind::kRuleFired), 1);
        QCOMPARE(find(bench, kind::kRuleFired)->entry.data.value(QStringLiteral("armed")).toBool(true), false);
        QCOMPARE(bench.count(kind::kHeld), 0);
    }

    void anAlertIsRecordedOnceUntilItIsClear()
    {
        Bench bench(planWith({QStringLiteral("alert team when error_rate > 0.5%")}));
        begin(bench);
        bench.service->errorRate = 0.009;
        bench.pass(15s);
        QCOMPARE(bench.count(kind::kRuleFired), 1);
        bench.service->errorRate = 0.001;
        bench.pass(5s);
        QCOMPARE(bench.count(kind::kRuleCleared), 1);
        bench.service->errorRate = 0.009;
        bench.pass(5s);
        QCOMPARE(bench.count(kind::kRuleFired), 2);
        QCOMPARE(toString(bench.runner->state().phase) == toString(Phase::RollingBack), false);
    }

    void anAlertIsNotToldAgainAfterARestart()
    {
        Bench bench(planWith({QStringLiteral("alert team when error_rate > 0.5%")}));
        begin(bench);
        bench.service->errorRate = 0.009;
        bench.pass(5s);
        QCOMPARE(bench.count(kind::kRuleFired), 1);
        bench.open();
        bench.pass(10s);
        QCOMPARE(bench.count(kind::kRuleFired), 1);
    }

    void aRuleWhoseMetricNobodyMeasuresHoldsAndSaysSo()
    {
        Bench bench(planWith({QStringLiteral("roll back when latency_p95 > 3s for 3 consecutive samples")}));
        begin(bench);
        QVERIFY(bench.passUntil(Phase::Held, 30s));
        QVERIFY2(bench.runner->state().holdWhy.contains(QStringLiteral("latency_p95")), qPrintable(bench.runner->state().holdWhy));
        bench.pass(60s);
        QCOMPARE(bench.service->sent, (std::vector<double>{10}));
        QCOMPARE(bench.count(kind::kRollbackDecided), 0);
    }

    void theSnapshotTellsHowNearEachRuleIs()
    {
        Bench bench(planWith({QStringLiteral("alert team when error_rate > 50%"), QStringLiteral("roll back when error_rate > 90%")}));
        bench.open();
        QVERIFY(bench.runner->snapshot().rules.empty()); // nothing is judged before the new version has traffic
        QVERIFY(bench.runner->start(QStringLiteral("m.vogel"), {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        bench.pass(3s);
        const rollout::Snapshot snapshot = bench.runner->snapshot();
        QCOMPARE(snapshot.rules.size(), std::size_t(2));
        QCOMPARE(toString(snapshot.rules[0].outcome), toString(gate::Outcome::Pass));
        QVERIFY(!snapshot.rules[0].sentence.isEmpty());
    }

private:
    static void begin(Bench& bench)
    {
        bench.open();
        QVERIFY(bench.runner->start(QStringLiteral("m.vogel"), {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        bench.pass(2s);
    }
    static const audit::Record* find(const Bench& bench, const QString& kind)
    {
        for (const audit::Record& row : bench.history.rows) {
            if (row.entry.kind == kind) {
                return &row;
            }
        }
        return nullptr;
    }
    /// Samples above 5 % that the source has given so far.
    static int counted(const Bench& bench)
    {
        int count = 0;
        const metrics::Readings readings = bench.history.samples.value(bench.state.release.id.text());
        for (const metrics::Reading& reading : readings) {
            count += reading.key.metric == metrics::kErrorRate && reading.key.role == metrics::Role::Canary && reading.sample.value > 0.05
                ? 1
                : 0;
        }
        return count;
    }
};

QTEST_GUILESS_MAIN(TestRulesInRollout)
#include "test_rules_in_rollout.moc"
