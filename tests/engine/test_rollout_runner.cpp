#include "tests/engine/bench.h"

#include <QtTest>

using namespace fairlead;
using namespace std::chrono_literals;
using rollout::Phase;
using test::Bench;

namespace kind = audit::kind;

namespace {
const QString kWho = QStringLiteral("m.vogel");
}

class TestRolloutRunner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void nothingIsSentBeforeSomebodyStarts()
    {
        Bench bench;
        bench.open();
        bench.pass(60s);
        QVERIFY(bench.service->sent.empty());
        QVERIFY(bench.history.rows.empty());
    }

    void walksAllStepsAndActivates()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, QStringLiteral("window open")).has_value());
        QVERIFY(bench.passUntil(Phase::Activated, 300s));
        QCOMPARE(bench.service->sent, (std::vector<double>{10, 50, 100}));
        QCOMPARE(bench.registry.version, QStringLiteral("2.0.0"));
        QCOMPARE(bench.count(kind::kVerdict), 3);
        QCOMPARE(bench.count(kind::kIntent), 4); // three weights and the activation
        QCOMPARE(bench.count(kind::kOutcome), 4);
        QCOMPARE(bench.count(kind::kEffect), 3);
        QCOMPARE(bench.history.rows.back().entry.kind, kind::kEnded);
        QVERIFY(bench.errors.empty());
    }

    void everyIntentIsOnDiskBeforeItIsSent()
    {
        Bench bench;
        bench.open();
        bench.history.full = true;
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        bench.pass(20s);
        QVERIFY(bench.service->sent.empty());
        QVERIFY(!bench.errors.empty());
        QCOMPARE(toString(bench.errors.front().code), toString(ErrorCode::Storage));
        bench.history.full = false;
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        bench.pass(5s);
        QCOMPARE(bench.service->sent, (std::vector<double>{10}));
    }

    void aFullDiskInTheMiddleSendsNothingTwice()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        bench.history.full = true;
        bench.pass(40s);
        QCOMPARE(bench.service->sent, (std::vector<double>{10}));
        bench.history.full = false;
        QVERIFY(bench.passUntil(Phase::Activated, 300s));
        QCOMPARE(bench.service->sent, (std::vector<double>{10, 50, 100}));
    }

    void aFailingGateRollsBackByItself()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        bench.pass(5s);
        bench.service->errorRate = 0.031;
        QVERIFY(bench.passUntil(Phase::RollingBack, 6s));
        QCOMPARE(bench.runner->state().rollbackWho, QStringLiteral("engine"));
        QVERIFY2(bench.runner->state().rollbackWhy.contains(QStringLiteral("3.1")), qPrintable(bench.runner->state().rollbackWhy));
        QVERIFY(bench.passUntil(Phase::RolledBack, 30s));
        QCOMPARE(bench.service->sent, (std::vector<double>{10, 0}));
        QCOMPARE(bench.registry.changes, 0);
    }

    void oneSpikeDoesNotRollBack()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        bench.pass(5s);
        bench.service->errorRate = 0.2;
        bench.pass(1s);
        bench.service->errorRate = 0.004;
        QVERIFY(bench.passUntil(Phase::Activated, 300s));
        QCOMPARE(bench.service->sent, (std::vector<double>{10, 50, 100}));
    }

    void noDataHoldsStopsTheSoakAndGoesOnByItself()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        bench.pass(5s);
        bench.service->metricError = Error{ErrorCode::Unreachable, QStringLiteral("metrics does not answer."), {}};
        QVERIFY(bench.passUntil(Phase::Held, 10s));
        const Millis done = *bench.runner->snapshot().soakDone;
        bench.pass(120s);
        QCOMPARE(toString(bench.runner->state().phase), toString(Phase::Held));
        QCOMPARE(*bench.runner->snapshot().soakDone, done);
        QCOMPARE(bench.count(kind::kSourceLost), 1);
        QVERIFY(!bench.runner->snapshot().verbs.promote.isEmpty());
        bench.service->metricError.reset();
        QVERIFY(bench.passUntil(Phase::Soaking, 10s));
        QCOMPARE(bench.count(kind::kSourceBack), 1);
        QVERIFY(bench.passUntil(Phase::Activated, 300s));
    }

    void aWeightThatRequestsDoNotFollowIsNotEffectiveYet()
    {
        Bench bench;
        bench.open();
        bench.service->follows = false; // as HAProxy after a return from weight 0: read back, but no request comes
        bench.service->followed = 0.0;
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        bench.pass(30s);
        QCOMPARE(toString(bench.runner->state().phase), toString(Phase::Shifting));
        QVERIFY(!bench.runner->snapshot().effective);
        QCOMPARE(bench.count(kind::kEffect), 1); // said once
        QVERIFY(bench.history.rows.back().entry.why.startsWith(QStringLiteral("Sent, not effective yet")));
        bench.service->follows = true;
        QVERIFY(bench.passUntil(Phase::Soaking, 20s));
        QVERIFY(bench.runner->snapshot().effective);
        QCOMPARE(bench.service->sent.size(), std::size_t(1));
    }

    void withoutTrafficTheReadBackCountsOnlyAfterTheDeadline()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        for (int i = 0; i < 20; ++i) { // ten seconds without a request
            bench.clock.advance(500ms);
            bench.service->now = bench.clock.now();
            bench.runner->look();
            Bench::settle();
        }
        QCOMPARE(toString(bench.runner->state().phase), toString(Phase::Shifting));
        for (int i = 0; i < 14; ++i) {
            bench.clock.advance(500ms);
            bench.service->now = bench.clock.now();
            bench.runner->look();
            Bench::settle();
        }
        QCOMPARE(toString(bench.runner->state().phase), toString(Phase::Soaking));
    }

    void aRefusedWeightHoldsUntilSomebodyResumes()
    {
        Bench bench;
        bench.open();
        bench.service->answer = Error{ErrorCode::Refused, QStringLiteral("No such server."), {}};
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Held, 10s));
        bench.pass(60s);
        QCOMPARE(bench.service->sent.size(), std::size_t(1));
        QVERIFY(bench.runner->state().holdWhy.contains(QStringLiteral("No such server.")));
        bench.service->answer.reset();
        QVERIFY(bench.runner->resume(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 20s));
        QCOMPARE(bench.service->sent.size(), std::size_t(2));
    }

    void anUnknownOutcomeThatIsInForceIsNotSentAgain()
    {
        Bench bench;
        bench.open();
        bench.service->answer = Error{ErrorCode::Unknown, QStringLiteral("No answer in 5 s."), {}};
        bench.service->doesItAnyway = true;
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        QCOMPARE(bench.service->sent.size(), std::size_t(1));
        QCOMPARE(toString(bench.runner->state().commands.front().outcome), toString(rollout::CommandOutcome::Unknown));
    }

    void anUnknownOutcomeThatIsNotInForceIsSentOnceMore()
    {
        Bench bench;
        bench.open();
        bench.service->answer = Error{ErrorCode::Unknown, QStringLiteral("No answer in 5 s."), {}};
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Held, 30s));
        QCOMPARE(bench.service->sent.size(), std::size_t(2));
        QVERIFY(bench.runner->state().holdNeedsPerson);
    }

    void aRollbackIsSentAgainUntilItIsObserved()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        bench.service->answer = Error{ErrorCode::Unreachable, QStringLiteral("edge does not answer."), {}};
        QVERIFY(bench.runner->rollBack(kWho, QStringLiteral("Users report trouble")).has_value());
        bench.pass(12s);
        QCOMPARE(toString(bench.runner->state().phase), toString(Phase::RollingBack));
        QVERIFY(bench.service->sent.size() >= 3);
        bench.service->answer.reset();
        QVERIFY(bench.passUntil(Phase::RolledBack, 30s));
        QCOMPARE(bench.runner->state().rollbackWho, kWho);
    }

    void rollBackNeedsAReasonAndAStart()
    {
        Bench bench;
        bench.open();
        QCOMPARE(toString(bench.runner->rollBack(kWho, QStringLiteral("x")).error().code), toString(ErrorCode::Conflict));
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        bench.pass(1s);
        QVERIFY(!bench.runner->rollBack(kWho, QStringLiteral("  ")).has_value());
        QVERIFY(bench.runner->rollBack(kWho, QStringLiteral("Too slow")).has_value());
    }

    void pressingTwiceIsOneWish()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        bench.pass(3s);
        QVERIFY(bench.runner->promote(kWho, QStringLiteral("load is low")).has_value());
        QVERIFY(!bench.runner->promote(kWho, QStringLiteral("load is low")).has_value());
        bench.pass(3s);
        QCOMPARE(bench.service->sent, (std::vector<double>{10, 50}));
        QCOMPARE(bench.count(kind::kPromoted), 1);
    }

    void promoteEndsTheSoakEarlyAndIsADeviationWithAReason()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(!bench.runner->promote(kWho, QStringLiteral("too early")).has_value()); // effect not seen yet
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        bench.pass(3s);
        QVERIFY(!bench.runner->promote(kWho, QString()).has_value());
        QVERIFY(bench.runner->promote(kWho, QStringLiteral("load is low")).has_value());
        bench.pass(1s);
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        QCOMPARE(bench.runner->state().asked().weight, Percent::clamped(50));
        QCOMPARE(bench.count(kind::kVerdict), 0);
    }

    void pauseStopsTheSoakButARuleStillRollsBack()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        QVERIFY(bench.runner->pause(kWho, QStringLiteral("wait for fix")).has_value());
        bench.pass(120s);
        QCOMPARE(toString(bench.runner->state().phase), toString(Phase::Paused));
        QVERIFY(bench.runner->resume(kWho, {}).has_value());
        bench.pass(1s);
        QCOMPARE(toString(bench.runner->state().phase), toString(Phase::Soaking));
        QVERIFY(bench.runner->pause(kWho, {}).has_value());
        bench.pass(1s);
        bench.service->errorRate = 0.5;
        QVERIFY(bench.passUntil(Phase::RolledBack, 30s));
    }

    void somebodyElsesChangeHoldsUntilBothAgree()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        bench.service->weight = 80;
        QVERIFY(bench.passUntil(Phase::Held, 10s));
        QVERIFY(bench.runner->state().holdWhy.contains(QStringLiteral("somebody else")));
        bench.service->weight = 10;
        QVERIFY(bench.passUntil(Phase::Soaking, 10s));
    }

    void theWallClockMayStepWithoutShorteningASoak()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        bench.pass(2s);
        bench.clock.stepWall(1h);
        bench.pass(2s);
        QVERIFY(*bench.runner->snapshot().soakDone <= Millis(6'000));
        QCOMPARE(bench.service->sent.size(), std::size_t(1));
    }

    void aFailedActivationWaitsForAPerson()
    {
        Bench bench;
        bench.registry.error = Error{ErrorCode::Storage, QStringLiteral("components/x.yaml is read-only."), {}};
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        bench.pass(150s);
        QCOMPARE(toString(bench.runner->state().phase), toString(Phase::Held));
        QVERIFY(bench.runner->state().holdWhy.contains(QStringLiteral("read-only")));
        bench.registry.error.reset();
        QVERIFY(bench.runner->resume(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Activated, 10s));
        QCOMPARE(bench.registry.changes, 1);
    }

    /// The program ends after each of its records in turn, and comes back: nothing is lost, nothing sent without intent.
    void aRestartAfterAnyRecordNeitherLosesNorRepeats_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 1; row <= 24; ++row) {
            QTest::addRow("after row %d", row) << row;
        }
    }
    void aRestartAfterAnyRecordNeitherLosesNorRepeats()
    {
        QFETCH(int, row);
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        for (int i = 0; i < 600 && static_cast<int>(bench.history.rows.size()) < row; ++i) {
            bench.pass(500ms);
        }
        bench.history.rows.resize(std::min(bench.history.rows.size(), static_cast<std::size_t>(row)));
        bench.open();
        QVERIFY(bench.passUntil(Phase::Activated, 600s));
        const int weights = bench.count(kind::kIntent) - 1;
        QVERIFY2(static_cast<int>(bench.service->sent.size()) <= weights + 1, qPrintable(bench.kinds().join(QLatin1Char(' '))));
        QCOMPARE(bench.count(kind::kIntent), bench.count(kind::kOutcome));
        QCOMPARE(bench.service->weight, 100.0);
        QCOMPARE(bench.registry.version, QStringLiteral("2.0.0"));
        QCOMPARE(bench.count(kind::kEnded), 1);
    }

    void aRestartDuringARollbackFinishesIt()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        bench.service->silent = true;
        QVERIFY(bench.runner->rollBack(kWho, QStringLiteral("Errors too high")).has_value());
        bench.pass(1s);
        QCOMPARE(bench.history.rows.back().entry.kind, kind::kIntent);
        bench.service->silent = false;
        bench.open(); // the answer never came: unknown, then observed
        QVERIFY(bench.passUntil(Phase::RolledBack, 30s));
        QCOMPARE(bench.service->sent, (std::vector<double>{10, 0}));
        QCOMPARE(toString(bench.runner->state().commands.back().outcome), toString(rollout::CommandOutcome::Unknown));
    }

    void aRestartGoesOnWithTheSoakThatWasWatched()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.runner->start(kWho, {}).has_value());
        QVERIFY(bench.passUntil(Phase::Soaking, 30s));
        bench.pass(10s);
        bench.runner.reset();
        bench.clock.advance(1h); // closed: this is no soak
        bench.service->now = bench.clock.now();
        bench.open();
        bench.pass(1s);
        const Millis done = *bench.runner->snapshot().soakDone;
        QVERIFY2(done >= Millis(7'000) && done <= Millis(12'000), qPrintable(QString::number(done.count())));
    }
};

QTEST_GUILESS_MAIN(TestRolloutRunner)
#include "test_rollout_runner.moc"
