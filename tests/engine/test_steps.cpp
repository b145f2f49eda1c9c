#include "tests/engine/bench.h"

#include <QtTest>

using namespace fairlead;
using namespace std::chrono_literals;
using rollout::Phase;
using rollout::Step;
using rollout::StepKind;
using test::Bench;

namespace kind = audit::kind;

namespace {

const QString kWho = QStringLiteral("m.vogel");
const QString kWhy = QStringLiteral("as agreed with the team");

Step stepOf(StepKind kind)
{
    Step step;
    step.kind = kind;
    return step;
}

Step soakOf(Millis length, int samples = 0)
{
    Step step = stepOf(StepKind::Soak);
    step.soak = length;
    step.samples = samples;
    return step;
}

Step weightOf(double weight, StepKind kind = StepKind::SetWeight)
{
    Step step = stepOf(kind);
    step.weight = Percent::clamped(weight);
    return step;
}

Step unitsOf(const QStringList& units)
{
    Step step = stepOf(StepKind::Unit);
    step.reach.units = units;
    return step;
}

Step taskOf(StepKind kind, int attempts = 1)
{
    Step step = stepOf(kind);
    step.task = rollout::Task{QStringLiteral("smoke test"), QStringLiteral("GET"), QStringLiteral("{target}/v1/{version}")};
    step.task->attempts = attempts;
    return step;
}

rollout::Plan planOf(std::vector<Step> steps)
{
    rollout::Plan plan = Bench::shortPlan();
    plan.steps = std::move(steps);
    plan.steps.push_back(stepOf(StepKind::Activate));
    return plan;
}

std::unique_ptr<Bench> started(rollout::Plan plan)
{
    auto bench = std::make_unique<Bench>(std::move(plan));
    bench->open();
    static_cast<void>(bench->runner->start(kWho, {}));
    return bench;
}

QString phaseOf(const Bench& bench)
{
    return toString(bench.runner->state().phase);
}

Result<QString> refusedAs(ErrorCode code)
{
    return fail(code, QStringLiteral("It answered 503, expected was 200 to 299."));
}

} // namespace

/// Every kind of step beside weights and approvals, on a fake service with a fake clock.
class TestSteps : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void unitsComeOneAfterTheOtherAndStay()
    {
        const auto bench = started(planOf({unitsOf({QStringLiteral("docs")}), soakOf(5s),
            unitsOf({QStringLiteral("qa"), QStringLiteral("ops")}), soakOf(5s), weightOf(100), soakOf(5s)}));
        bench->passUntil(Phase::Soaking, 30s);
        QCOMPARE(bench->service->reach.units, QStringList{QStringLiteral("docs")});
        QVERIFY(bench->passUntil(Phase::Activated, 120s));
        QCOMPARE(bench->service->reach.units, (QStringList{QStringLiteral("docs"), QStringLiteral("qa"), QStringLiteral("ops")}));
        QCOMPARE(bench->service->weight, 100.0);
    }

    void backGraduallyTheLastUnitGoesFirst()
    {
        const auto bench = started(planOf(
            {unitsOf({QStringLiteral("docs")}), soakOf(5s), unitsOf({QStringLiteral("qa")}), soakOf(600s), weightOf(100), soakOf(5s)}));
        bench->pass(30s);
        QCOMPARE(bench->service->reach.units, (QStringList{QStringLiteral("docs"), QStringLiteral("qa")}));
        QVERIFY(bench->runner->rollBackGradually(kWho, kWhy, {60s, 3}).has_value());
        bench->pass(5s);
        QCOMPARE(bench->service->reach.units, QStringList{QStringLiteral("docs")});
        QVERIFY(bench->passUntil(Phase::RolledBack, 120s));
        QVERIFY(bench->service->reach.isNothing());
    }

    void whatSomebodyElseTookBackIsSentAgainByResume()
    {
        const auto bench = started(planOf({unitsOf({QStringLiteral("docs")}), soakOf(20s), weightOf(100), soakOf(5s)}));
        QVERIFY(bench->passUntil(Phase::Soaking, 30s));
        QVERIFY(!bench->runner->snapshot().verbs.resume.isEmpty());
        bench->service->reach.units.clear();
        QVERIFY(bench->passUntil(Phase::Held, 10s));
        QVERIFY(bench->runner->state().holdWhy.contains(QStringLiteral("Resume sends it again")));
        QCOMPARE(bench->runner->snapshot().verbs.resume, QString());
        QVERIFY(bench->runner->resume(kWho, {}).has_value());
        QVERIFY(bench->passUntil(Phase::Soaking, 30s));
        QCOMPARE(bench->service->reach.units, QStringList{QStringLiteral("docs")});
        QCOMPARE(bench->service->sent.size(), std::size_t(2));
        QVERIFY(*bench->runner->snapshot().soakDone < Millis(5'000)); // from its beginning
        QVERIFY(bench->passUntil(Phase::Activated, 120s));
    }

    void whatSomebodyElseTookBackBeforeItWasSeenIsSentAgainToo()
    {
        const auto bench = started(planOf({unitsOf({QStringLiteral("docs")}), soakOf(20s), weightOf(100), soakOf(5s)}));
        bench->service->follows = false; // nothing proves it
        bench->service->followed = 0.0;
        bench->pass(3s);
        QCOMPARE(bench->service->sent.size(), std::size_t(1));
        QCOMPARE(phaseOf(*bench), toString(Phase::Shifting));
        bench->service->reach.units.clear();
        bench->service->follows = true;
        bench->pass(10s);
        QVERIFY2(!bench->runner->snapshot().verbs.resume.isEmpty(), "its effect may still come");
        bench->pass(10s);
        QCOMPARE(bench->runner->snapshot().verbs.resume, QString());
        QVERIFY(bench->runner->resume(kWho, {}).has_value());
        QVERIFY(bench->passUntil(Phase::Soaking, 30s));
        QCOMPARE(bench->service->sent.size(), std::size_t(2));
        QCOMPARE(bench->service->reach.units, QStringList{QStringLiteral("docs")});
    }

    void whatIsSentAgainWaitsWhileTheLineIsStopped()
    {
        const auto bench = started(planOf({unitsOf({QStringLiteral("docs")}), soakOf(20s), weightOf(100), soakOf(5s)}));
        QVERIFY(bench->passUntil(Phase::Soaking, 30s));
        bench->service->reach.units.clear();
        QVERIFY(bench->passUntil(Phase::Held, 10s));
        engine::Surroundings stopped;
        stopped.lineStop = rollout::LineStop{QStringLiteral("s.lind"), kWhy, bench->clock.now()};
        bench->runner->setSurroundings(stopped);
        QVERIFY(bench->runner->resume(kWho, {}).has_value());
        bench->pass(10s);
        QCOMPARE(phaseOf(*bench), toString(Phase::Held));
        QVERIFY(bench->service->reach.units.isEmpty());
        bench->runner->setSurroundings({});
        QVERIFY(bench->passUntil(Phase::Soaking, 30s));
        QCOMPARE(bench->service->reach.units, QStringList{QStringLiteral("docs")});
    }

    void aMirrorServesNobodyAndEndsWhereUsersCome()
    {
        Step mirror = stepOf(StepKind::Mirror);
        mirror.reach.mirror = Percent::clamped(10);
        const auto bench = started(planOf({mirror, soakOf(5s), weightOf(100), soakOf(5s)}));
        QVERIFY(bench->passUntil(Phase::Soaking, 30s));
        QCOMPARE(bench->service->reach.mirror.value(), 10.0);
        QCOMPARE(bench->service->weight, 0.0);
        QVERIFY(bench->passUntil(Phase::Activated, 120s));
        QCOMPARE(bench->service->reach.mirror.value(), 0.0);
    }

    void settingsStayWithTheWeightsAndARollbackTakesThemBack()
    {
        Step configure = stepOf(StepKind::Configure);
        configure.reach.settings.insert(QStringLiteral("MODE"), QStringLiteral("enabled"));
        const auto bench = started(planOf({configure, weightOf(50), soakOf(600s), weightOf(100), soakOf(5s)}));
        bench->pass(20s);
        QCOMPARE(bench->service->weight, 50.0);
        QCOMPARE(bench->service->reach.settings.value(QStringLiteral("MODE")), QStringLiteral("enabled"));
        QVERIFY(bench->runner->rollBack(kWho, kWhy).has_value());
        QVERIFY(bench->passUntil(Phase::RolledBack, 60s));
        QVERIFY(bench->service->reach.isNothing());
        QCOMPARE(bench->service->weight, 0.0);
    }

    void aFlagServesAShareAndSegments()
    {
        Step beta = weightOf(0, StepKind::Flag);
        beta.reach.segments = {QStringLiteral("beta")};
        Step flag = weightOf(25, StepKind::Flag);
        flag.reach.segments = {QStringLiteral("beta")};
        const auto bench = started(planOf({beta, soakOf(5s), flag, soakOf(5s), weightOf(100, StepKind::Flag), soakOf(5s)}));
        bench->service->follows = false;
        bench->service->followed = 5.0; // those of the segment come
        QVERIFY(bench->passUntil(Phase::Soaking, 30s));
        QCOMPARE(bench->service->reach.segments, QStringList{QStringLiteral("beta")});
        bench->service->follows = true;
        QVERIFY(bench->passUntil(Phase::Activated, 120s));
        QCOMPARE(bench->service->sent, (std::vector<double>{0, 25, 100}));
        QVERIFY(bench->service->reach.segments.isEmpty());
    }

    void blueGreenSwitchesOnlyToWhatWasLookedAt()
    {
        const auto bench = started(planOf({taskOf(StepKind::Verify), stepOf(StepKind::Switch), soakOf(600s)}));
        bench->pass(10s);
        QCOMPARE(bench->service->tasks, QStringList{QStringLiteral("GET http://target.test/v1/2.0.0")});
        QCOMPARE(bench->service->sent, std::vector<double>{100});
        QVERIFY(bench->runner->rollBack(kWho, kWhy).has_value());
        bench->pass(1s);
        QCOMPARE(bench->service->weight, 0.0); // at once
        QVERIFY(bench->passUntil(Phase::RolledBack, 60s));
    }

    void aVerificationThatFailsRollsBackAfterItsAttempts()
    {
        const auto bench = std::make_unique<Bench>(planOf({taskOf(StepKind::Verify, 2), stepOf(StepKind::Switch), soakOf(5s)}));
        bench->service->taskAnswers = {refusedAs(ErrorCode::Refused), refusedAs(ErrorCode::Refused)};
        bench->open();
        QVERIFY(bench->runner->start(kWho, {}).has_value());
        QVERIFY(bench->passUntil(Phase::RolledBack, 60s));
        QCOMPARE(bench->service->tasks.size(), 2);
        QCOMPARE(bench->service->sent, std::vector<double>{0}); // nobody ever came
        QVERIFY2(bench->runner->state().rollbackWhy.contains(QStringLiteral("smoke test: It answered 503")),
            qPrintable(bench->runner->state().rollbackWhy));
    }

    void aVerificationThatIsGoodAtTheSecondTimeGoesOn()
    {
        const auto bench = std::make_unique<Bench>(planOf({taskOf(StepKind::Verify, 2), stepOf(StepKind::Switch), soakOf(5s)}));
        bench->service->taskAnswers = {refusedAs(ErrorCode::Refused)};
        bench->open();
        QVERIFY(bench->runner->start(kWho, {}).has_value());
        bench->pass(3s);
        QCOMPARE(bench->service->tasks.size(), 1); // the pause is 5 s
        QVERIFY(bench->passUntil(Phase::Activated, 60s));
        QCOMPARE(bench->service->tasks.size(), 2);
    }

    void whatAVerificationCannotTellAPersonDecides_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("no answer") << static_cast<int>(ErrorCode::Unknown);
        QTest::newRow("not sent") << static_cast<int>(ErrorCode::Unreachable);
    }
    void whatAVerificationCannotTellAPersonDecides()
    {
        QFETCH(int, code);
        const auto bench = std::make_unique<Bench>(planOf({taskOf(StepKind::Verify), stepOf(StepKind::Switch), soakOf(5s)}));
        bench->service->taskAnswers = {refusedAs(static_cast<ErrorCode>(code))};
        bench->open();
        QVERIFY(bench->runner->start(kWho, {}).has_value());
        QVERIFY(bench->passUntil(Phase::Held, 30s));
        QVERIFY(bench->runner->state().holdNeedsPerson);
        bench->pass(30s);
        QCOMPARE(bench->service->tasks.size(), 1); // never sent again by itself
        QVERIFY(bench->runner->resume(kWho, {}).has_value());
        QVERIFY(bench->passUntil(Phase::Activated, 60s));
        QCOMPARE(bench->service->tasks.size(), 2);
    }

    void anActionThatFailsHoldsAndCanBeLeftOut()
    {
        const auto bench = std::make_unique<Bench>(planOf({taskOf(StepKind::Action), weightOf(100), soakOf(5s)}));
        bench->service->taskAnswers = {refusedAs(ErrorCode::Refused)};
        bench->open();
        QVERIFY(bench->runner->start(kWho, {}).has_value());
        QVERIFY(bench->passUntil(Phase::Held, 30s));
        QCOMPARE(bench->runner->snapshot().verbs.skip, QString());
        QVERIFY(bench->runner->skip(kWho, kWhy).has_value());
        QVERIFY(bench->passUntil(Phase::Activated, 60s));
        QCOMPARE(bench->count(kind::kSkipped), 1);
    }

    void aTaskThatWasUnderWayWhenTheEngineEndedIsNotRepeatedByItself()
    {
        const auto bench = started(planOf({taskOf(StepKind::Action), weightOf(100), soakOf(5s)}));
        for (int i = 0; i < 40 && bench->service->tasks.isEmpty(); ++i) {
            bench->pass(500ms);
        }
        QCOMPARE(bench->service->tasks.size(), 1);
        // As after a crash between the act and its outcome on the disk.
        const auto last = std::ranges::find(bench->history.rows, kind::kIntent, [](const audit::Record& row) { return row.entry.kind; });
        QVERIFY(last != bench->history.rows.end());
        bench->history.rows.erase(last + 1, bench->history.rows.end());
        bench->open();
        QVERIFY(bench->passUntil(Phase::Held, 30s));
        QCOMPARE(bench->service->tasks.size(), 1);
        QCOMPARE(toString(bench->runner->state().lastCommand()->outcome), QStringLiteral("unknown"));
    }

    void aPartOfTheChecklistHoldsItsStep()
    {
        Step sign = stepOf(StepKind::Checklist);
        sign.checklist = QStringLiteral("Sign-off");
        const auto bench = std::make_unique<Bench>(planOf({weightOf(50), soakOf(5s), sign, weightOf(100), soakOf(5s)}));
        engine::Surroundings around;
        around.openParts[QStringLiteral("Sign-off")] = QStringLiteral("“Sign-off” of its checklist is not settled: 1 open, first “QA”.");
        bench->open();
        bench->runner->setSurroundings(around);
        QVERIFY(bench->runner->start(kWho, {}).has_value());
        QVERIFY(bench->passUntil(Phase::Approving, 60s));
        bench->pass(60s);
        QCOMPARE(phaseOf(*bench), QStringLiteral("approving"));
        QCOMPARE(bench->runner->snapshot().verbs.promote, around.openParts[QStringLiteral("Sign-off")]);
        bench->runner->setSurroundings({});
        QVERIFY(bench->passUntil(Phase::Activated, 60s));
    }

    void beforeTheAnalysisBeginsABadFigureTakesNothingBack()
    {
        const auto bench = started(planOf({weightOf(10), soakOf(30s), stepOf(StepKind::Analysis), soakOf(30s), weightOf(100), soakOf(5s)}));
        QVERIFY(bench->passUntil(Phase::Soaking, 30s));
        bench->service->errorRate = 0.5;
        bench->pass(15s);
        QCOMPARE(phaseOf(*bench), QStringLiteral("soaking"));
        QVERIFY(bench->passUntil(Phase::RolledBack, 60s)); // as soon as it acts
        QCOMPARE(bench->runner->state().rollbackWho, QStringLiteral("engine"));
    }

    void aSoakWaitsForItsSamples()
    {
        const auto bench = started(planOf({weightOf(10), soakOf(0s, 20), weightOf(100), soakOf(5s)}));
        QVERIFY(bench->passUntil(Phase::Soaking, 30s));
        bench->pass(5s); // two looks a second
        QCOMPARE(bench->runner->state().step, 1);
        bench->pass(15s);
        QVERIFY(bench->runner->state().step > 1);
    }

    void whatTheTargetCannotDoClosesTheStart()
    {
        class PlainTarget final : public ports::TrafficTarget {
        public:
            QFuture<Result<ports::WeightAnswer>> setWeight(ports::WeightCommand) override
            {
                return test::answered<ports::WeightAnswer>(ports::WeightAnswer{});
            }
            QFuture<Result<ports::SplitReading>> readSplit() override { return test::answered<ports::SplitReading>(ports::SplitReading{}); }
            QString requestPreview(const ports::WeightCommand&) const override { return {}; }
        };
        Bench bench(planOf({unitsOf({QStringLiteral("docs")}), soakOf(5s), weightOf(100), soakOf(5s)}));
        engine::RolloutRunner runner(
            {bench.history, bench.registry, bench.clock, std::make_unique<PlainTarget>(), std::make_unique<test::FakeSource>(bench.service),
                std::make_unique<test::FakeTasks>(bench.service)},
            bench.state, nullptr);
        QCOMPARE(runner.snapshot().verbs.start, QStringLiteral("The plan has the unit docs, and target edge knows none."));
        QVERIFY(!runner.start(kWho, {}).has_value());
    }

    void whatWasActivatedCanBeTakenBackWithItsRegistryEntry()
    {
        const auto bench = started(planOf({weightOf(100), soakOf(5s)}));
        QVERIFY(bench->passUntil(Phase::Activated, 60s));
        QCOMPARE(bench->registry.version, QStringLiteral("2.0.0"));
        QCOMPARE(bench->runner->snapshot().verbs.rollBack, QString());
        QVERIFY(bench->runner->rollBack(kWho, kWhy).has_value());
        QVERIFY(bench->passUntil(Phase::RolledBack, 60s));
        QCOMPARE(bench->service->weight, 0.0);
        QCOMPARE(bench->registry.version, QStringLiteral("1.4.2"));
        QVERIFY(bench->runner->state().quarantine.has_value());
        QCOMPARE(bench->runner->snapshot().verbs.rollBack, QStringLiteral("The release has ended."));
    }

    void aRegistryThatDoesNotAnswerIsAskedAgainOnTheWayBack()
    {
        const auto bench = started(planOf({weightOf(100), soakOf(5s)}));
        QVERIFY(bench->passUntil(Phase::Activated, 60s));
        bench->registry.error = Error{ErrorCode::Unreachable, QStringLiteral("The registry does not answer."), {}};
        QVERIFY(bench->runner->rollBack(kWho, kWhy).has_value());
        bench->pass(20s);
        QCOMPARE(phaseOf(*bench), QStringLiteral("rolling-back"));
        QCOMPARE(bench->service->weight, 0.0);
        bench->registry.error.reset();
        QVERIFY(bench->passUntil(Phase::RolledBack, 30s));
        QCOMPARE(bench->registry.version, QStringLiteral("1.4.2"));
    }

    void whatALaterReleaseStandsOnIsNotTakenBack()
    {
        const auto bench = started(planOf({weightOf(100), soakOf(5s)}));
        QVERIFY(bench->passUntil(Phase::Activated, 60s));
        engine::Surroundings around;
        around.superseded = QStringLiteral("data_analyst 2.1.0 stands on it; take that back first.");
        bench->runner->setSurroundings(around);
        QCOMPARE(bench->runner->snapshot().verbs.rollBack, around.superseded);
        QVERIFY(!bench->runner->rollBack(kWho, kWhy).has_value());
    }
};

QTEST_GUILESS_MAIN(TestSteps)
#include "test_steps.moc"
