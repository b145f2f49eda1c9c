#include "tests/engine/bench.h"

#include <QtTest>

using namespace fairlead;
using namespace std::chrono_literals;
using rollout::Phase;
using test::Bench;

namespace kind = audit::kind;

namespace {

const QString kWho = QStringLiteral("m.vogel");
const QString kOther = QStringLiteral("j.okafor");
const QString kWhy = QStringLiteral("as agreed with the team");

rollout::Plan withApproval(int needed, const QStringList& people)
{
    rollout::Plan plan = Bench::shortPlan();
    rollout::Step step;
    step.kind = rollout::StepKind::Approval;
    step.approval = {needed, people};
    plan.steps.insert(plan.steps.begin() + 3, step);
    return plan;
}

/// A bench whose release soaks at 10 %.
std::unique_ptr<Bench> soaking(rollout::Plan plan = Bench::shortPlan())
{
    auto bench = std::make_unique<Bench>(std::move(plan));
    bench->open();
    static_cast<void>(bench->runner->start(kWho, {}));
    bench->passUntil(Phase::Soaking, 30s);
    return bench;
}

QString refusal(const Result<void>& result)
{
    return result ? QString() : result.error().message;
}

QString phaseOf(const Bench& bench)
{
    return toString(bench.runner->state().phase);
}

} // namespace

class TestRunnerVerbs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyDangerousVerbNeedsAReason()
    {
        const auto bench = soaking();
        engine::RolloutRunner& runner = *bench->runner;
        const QString missing = QStringLiteral("Not done: a reason is required.");
        QCOMPARE(refusal(runner.promote(kWho, QStringLiteral("  "))), missing);
        QCOMPARE(refusal(runner.promoteFully(kWho, {})), missing);
        QCOMPARE(refusal(runner.skip(kWho, {})), missing);
        QCOMPARE(refusal(runner.setWeight(kWho, {}, Percent::clamped(5))), missing);
        QCOMPARE(refusal(runner.abort(kWho, {})), missing);
        QCOMPARE(refusal(runner.rollBack(kWho, {})), missing);
        QCOMPARE(refusal(runner.rollBackGradually(kWho, {}, {60s, 4})), missing);
        QCOMPARE(bench->service->sent, (std::vector<double>{10}));
    }

    void promoteFullyGoesToTheLastWeightAndNamesWhatItLeavesOut()
    {
        const auto bench = soaking();
        QCOMPARE(bench->runner->snapshot().skippedByFull,
            (QStringList{QStringLiteral("a soak of 20\u00a0s"), QStringLiteral("the gates"), QStringLiteral("50\u00a0%"),
                QStringLiteral("a soak of 20\u00a0s"), QStringLiteral("the gates")}));
        bench->pass(3s);
        QCOMPARE(refusal(bench->runner->promoteFully(kWho, kWhy)), QString());
        QVERIFY(bench->passUntil(Phase::Activated, 120s));
        QCOMPARE(bench->service->sent, (std::vector<double>{10, 100}));
        const auto record
            = std::ranges::find(bench->history.rows, kind::kPromoted, [](const audit::Record& row) { return row.entry.kind; });
        QVERIFY(record->entry.data.value(QStringLiteral("full")).toBool());
        QCOMPARE(record->entry.data.value(QStringLiteral("skipped")).toArray().size(), 5);
        QCOMPARE(bench->count(kind::kVerdict), 1); // the last gate is judged all the same
    }

    void skipLeavesOneStepUndone()
    {
        const auto bench = soaking();
        bench->pass(4s);
        QCOMPARE(refusal(bench->runner->skip(kWho, kWhy)), QString());
        bench->pass(2s);
        QVERIFY(bench->passUntil(Phase::Soaking, 60s));
        QCOMPARE(bench->service->sent, (std::vector<double>{10, 50})); // the gate was judged, the soak was not waited for
        QCOMPARE(bench->count(kind::kVerdict), 1);
        QCOMPARE(bench->count(kind::kSkipped), 1);
    }

    void aWeightByHandIsBoundedAndGoesBackToThePlan()
    {
        const auto bench = soaking();
        engine::RolloutRunner& runner = *bench->runner;
        QVERIFY(refusal(runner.setWeight(kWho, kWhy, Percent::clamped(11))).contains(QStringLiteral("at most 10")));
        QVERIFY(refusal(runner.setWeight(kWho, kWhy, Percent())).contains(QStringLiteral("Abort")));
        QCOMPARE(refusal(runner.setWeight(kWho, kWhy, Percent::clamped(4))), QString());
        QVERIFY(bench->passUntil(Phase::Held, 60s));
        QCOMPARE(bench->service->sent, (std::vector<double>{10, 4}));
        QVERIFY2(runner.state().holdWhy.contains(QStringLiteral("m.vogel set 4")), qPrintable(runner.state().holdWhy));
        bench->pass(60s);
        QCOMPARE(phaseOf(*bench), toString(Phase::Held)); // only a person leads back
        QVERIFY(!runner.snapshot().verbs.promote.isEmpty());
        QCOMPARE(bench->history.rows[bench->history.rows.size() - 1].entry.kind, kind::kHeld);

        QVERIFY(runner.resume(kWho, {}).has_value());
        QVERIFY(bench->passUntil(Phase::Soaking, 60s));
        QCOMPARE(bench->service->sent, (std::vector<double>{10, 4, 10}));
        bench->pass(10s);
        QCOMPARE(phaseOf(*bench), toString(Phase::Soaking)); // the soak of the plan's weight began anew
        QVERIFY(bench->passUntil(Phase::Activated, 200s));
    }

    void aWeightByHandSurvivesARestart()
    {
        const auto bench = soaking();
        QVERIFY(bench->runner->setWeight(kWho, kWhy, Percent::clamped(4)).has_value());
        bench->pass(1s);
        bench->open();
        QVERIFY(bench->passUntil(Phase::Held, 60s));
        QCOMPARE(bench->service->sent, (std::vector<double>{10, 4}));
        bench->open();
        bench->pass(20s);
        QCOMPARE(bench->service->sent, (std::vector<double>{10, 4}));
        QCOMPARE(phaseOf(*bench), toString(Phase::Held));
    }

    void anApprovalTakesTheRightPeople()
    {
        const auto bench = soaking(withApproval(2, {kWho, kOther, QStringLiteral("a.rossi"), QStringLiteral("l.chen")}));
        engine::RolloutRunner& runner = *bench->runner;
        QVERIFY(refusal(runner.approve(kOther, {})).contains(QStringLiteral("Nothing waits")));
        QVERIFY(bench->passUntil(Phase::Approving, 60s));
        QVERIFY(!runner.snapshot().verbs.promote.isEmpty());
        QVERIFY(runner.snapshot().verbs.skip.contains(QStringLiteral("cannot be left out")));
        QVERIFY(refusal(runner.approve(kWho, {})).contains(QStringLiteral("nobody approves their own")));
        QVERIFY(refusal(runner.approve(QStringLiteral("x.y"), {})).contains(QStringLiteral("may not approve")));
        QCOMPARE(refusal(runner.approve(kOther, kWhy)), QString());
        bench->pass(30s);
        QCOMPARE(phaseOf(*bench), toString(Phase::Approving));
        QVERIFY(refusal(runner.approve(kOther, {})).contains(QStringLiteral("already")));
        bench->open(); // what was said is kept
        QCOMPARE(refusal(bench->runner->approve(QStringLiteral("l.chen"), {})), QString());
        QVERIFY(bench->passUntil(Phase::Activated, 200s));
        QCOMPARE(bench->service->sent, (std::vector<double>{10, 50, 100}));
    }

    void promotionStopsAtAnApproval()
    {
        const auto bench = soaking(withApproval(1, {}));
        bench->pass(3s);
        QVERIFY(bench->runner->snapshot().verbs.promoteFully.contains(QStringLiteral("approval")));
        QVERIFY(bench->runner->promote(kWho, kWhy).has_value());
        bench->pass(20s);
        QCOMPARE(phaseOf(*bench), toString(Phase::Approving));
        QCOMPARE(bench->service->sent, (std::vector<double>{10}));
    }

    void abortTakesTheTrafficBackAndRetryBeginsAgain()
    {
        const auto bench = soaking();
        QVERIFY(bench->runner->abort(kWho, kWhy).has_value());
        QVERIFY(bench->passUntil(Phase::Aborted, 60s));
        QCOMPARE(bench->service->sent, (std::vector<double>{10, 0}));
        QVERIFY(!bench->runner->state().quarantine);
        bench->pass(60s);
        QCOMPARE(bench->service->sent, (std::vector<double>{10, 0}));
        bench->open();
        QCOMPARE(phaseOf(*bench), toString(Phase::Aborted));
        QVERIFY(!bench->runner->snapshot().verbs.promote.isEmpty());
        QVERIFY(bench->runner->retry(kWho, kWhy).has_value());
        QVERIFY(bench->passUntil(Phase::Activated, 300s));
        QCOMPARE(bench->service->sent, (std::vector<double>{10, 0, 10, 50, 100}));
    }

    void whatIsAbortedCanStillBeRolledBackForGood()
    {
        const auto bench = soaking();
        QVERIFY(bench->runner->abort(kWho, kWhy).has_value());
        QVERIFY(bench->passUntil(Phase::Aborted, 60s));
        QVERIFY(bench->runner->rollBack(kWho, kWhy).has_value());
        QVERIFY(bench->passUntil(Phase::RolledBack, 60s));
        QVERIFY(bench->runner->state().quarantine);
    }

    void aGradualRollbackOnlyFalls()
    {
        const auto bench = soaking();
        bench->pass(3s);
        QVERIFY(bench->runner->promote(kWho, kWhy).has_value());
        bench->pass(20s);
        QCOMPARE(bench->service->weight, 50.0);
        QVERIFY(bench->runner->rollBackGradually(kWho, kWhy, {40s, 4}).has_value());
        bench->pass(5s);
        QCOMPARE(bench->service->weight, 37.5);
        QCOMPARE(phaseOf(*bench), toString(Phase::RollingBack));
        QVERIFY(bench->passUntil(Phase::RolledBack, 120s));
        QCOMPARE(bench->service->sent, (std::vector<double>{10, 50, 37.5, 25, 12.5, 0}));
    }

    void aGradualRollbackHurriesWhenAGateFails()
    {
        const auto bench = soaking();
        QVERIFY(bench->runner->rollBackGradually(kWho, kWhy, {600s, 2}).has_value());
        bench->pass(8s);
        QCOMPARE(bench->service->weight, 5.0);
        bench->service->errorRate = 0.2;
        QVERIFY(bench->passUntil(Phase::RolledBack, 60s));
        QCOMPARE(bench->service->sent, (std::vector<double>{10, 5, 0}));
        QVERIFY(bench->runner->state().rollbackWhy.startsWith(QStringLiteral("At once: ")));
    }

    void aGradualRollbackCanBeMadeImmediate()
    {
        const auto bench = soaking();
        QVERIFY(!refusal(bench->runner->rollBackGradually(kWho, kWhy, {500ms, 2})).isEmpty());
        QVERIFY(!refusal(bench->runner->rollBackGradually(kWho, kWhy, {60s, 1})).isEmpty());
        QVERIFY(bench->runner->rollBackGradually(kWho, kWhy, {600s, 2}).has_value());
        bench->pass(3s);
        QVERIFY(bench->runner->rollBack(kWho, QStringLiteral("now")).has_value());
        QVERIFY(bench->passUntil(Phase::RolledBack, 60s));
        QCOMPARE(bench->service->sent.back(), 0.0);
        QVERIFY(!refusal(bench->runner->rollBack(kWho, kWhy)).isEmpty());
    }

    void aStoppedLineHoldsEverythingButARollback()
    {
        const auto bench = soaking();
        engine::Surroundings stopped;
        stopped.lineStop = rollout::LineStop{kOther, QStringLiteral("database migration"), bench->clock.now()};
        bench->runner->setSurroundings(stopped);
        QVERIFY(bench->passUntil(Phase::Held, 10s));
        QVERIFY(bench->runner->state().holdWhy.contains(QStringLiteral("j.okafor stopped the line: database migration")));
        bench->pass(120s);
        QCOMPARE(bench->service->sent, (std::vector<double>{10}));
        for (const QString& closed :
            {bench->runner->snapshot().verbs.promote, bench->runner->snapshot().verbs.skip, bench->runner->snapshot().verbs.setWeight}) {
            QVERIFY2(closed.contains(QStringLiteral("stopped the line")), qPrintable(closed));
        }
        bench->runner->setSurroundings({});
        QVERIFY(bench->passUntil(Phase::Soaking, 10s));
        bench->runner->setSurroundings(stopped);
        bench->service->errorRate = 0.2;
        QVERIFY(bench->passUntil(Phase::RolledBack, 60s));
    }

    void aQuarantinedVersionDoesNotStart()
    {
        Bench bench;
        bench.open();
        engine::Surroundings quarantined;
        quarantined.quarantine = rollout::Quarantine{QStringLiteral("2.0.0"), bench.clock.now(), QStringLiteral("errors")};
        bench.runner->setSurroundings(quarantined);
        QVERIFY(refusal(bench.runner->start(kWho, kWhy)).contains(QStringLiteral("quarantined")));
        bench.pass(30s);
        QVERIFY(bench.service->sent.empty());
    }

    void aQuarantineThatComesLaterHoldsWhatIsUnderWay()
    {
        // Another attempt at the same version, elsewhere, was rolled back meanwhile.
        const auto bench = soaking();
        engine::Surroundings quarantined;
        quarantined.quarantine = rollout::Quarantine{QStringLiteral("2.0.0"), bench->clock.now(), QStringLiteral("errors")};
        bench->runner->setSurroundings(quarantined);
        bench->pass(120s);
        QCOMPARE(bench->service->sent, (std::vector<double>{10}));
        QCOMPARE(phaseOf(*bench), toString(Phase::Held));
    }

    void aFreezeHoldsGrowthAndSaysUntilWhen()
    {
        const auto bench = soaking();
        engine::Surroundings frozen;
        const Instant end = bench->clock.now() + 300s;
        frozen.freezes.push_back({QStringLiteral("audit"), Span::create(bench->clock.now(), end).value(), {}, {}, {}});
        bench->runner->setSurroundings(frozen);
        bench->pass(120s);
        QCOMPARE(bench->service->sent, (std::vector<double>{10}));
        QCOMPARE(phaseOf(*bench), toString(Phase::Held));
        QVERIFY2(bench->runner->state().holdWhy.contains(QStringLiteral("audit")), qPrintable(bench->runner->state().holdWhy));
        QVERIFY(!bench->runner->snapshot().verbs.promote.isEmpty());
        bench->pass(400s);
        QVERIFY(bench->service->sent.size() > 1);
        QVERIFY(bench->passUntil(Phase::Activated, 300s));
        QCOMPARE(bench->service->sent, (std::vector<double>{10, 50, 100}));
    }

    void aStepThatIsOverdueDoesWhatItsPlanSays_data()
    {
        QTest::addColumn<int>("then");
        QTest::addColumn<QString>("phase");
        QTest::newRow("notify") << int(rollout::Overdue::Notify) << toString(Phase::Approving);
        QTest::newRow("hold") << int(rollout::Overdue::Hold) << toString(Phase::Held);
        QTest::newRow("roll back") << int(rollout::Overdue::RollBack) << toString(Phase::RolledBack);
    }
    void aStepThatIsOverdueDoesWhatItsPlanSays()
    {
        QFETCH(int, then);
        rollout::Plan plan = withApproval(1, {kOther});
        plan.steps[3].deadline = rollout::Deadline{60s, static_cast<rollout::Overdue>(then)};
        const auto bench = soaking(plan);
        QVERIFY(bench->passUntil(Phase::Approving, 60s));
        bench->pass(50s);
        QCOMPARE(phaseOf(*bench), toString(Phase::Approving));
        bench->pass(60s);
        QTEST(phaseOf(*bench), "phase");
        const bool rolledBack = bench->runner->state().phase == Phase::RolledBack;
        QCOMPARE(bench->count(kind::kOverdue), rolledBack ? 0 : 1);
        if (bench->runner->state().phase == Phase::Held) {
            QVERIFY(bench->runner->resume(kWho, {}).has_value());
            bench->pass(2s);
            QCOMPARE(phaseOf(*bench), toString(Phase::Approving));
            QCOMPARE(bench->count(kind::kOverdue), 1); // said once
        }
    }
};

QTEST_GUILESS_MAIN(TestRunnerVerbs)
#include "test_runner_verbs.moc"
