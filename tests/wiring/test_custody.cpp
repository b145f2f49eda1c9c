#include "tests/wiring/custody_fixture.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

#include <csignal>

using namespace fairlead;
using namespace fairlead::test;
using rollout::Phase;
using wiring::Session;

/// This process follows and takes over; fairleadctl is the other one.
class TestCustody : public QObject {
    Q_OBJECT

    /// What a session told so far.
    struct Ear : QObject {
        explicit Ear(Session& session)
        {
            connect(&session.engine(), &engine::Engine::releaseChanged, this, [this](const rollout::Snapshot& seen) { snapshot = seen; });
            connect(&session.engine(), &engine::Engine::recorded, this, [this](const std::vector<audit::Record>& records) {
                for (const audit::Record& record : records) {
                    rows.push_back(record.row);
                    kinds += record.entry.kind;
                }
            });
            connect(&session.engine(), &engine::Engine::answered, this,
                [this](const ReleaseId& /*release*/, const metrics::Readings& readings) { samples += readings.size(); });
            connect(&session.engine(), &engine::Engine::failed, this, [this](const Error& error) { errors += error.message; });
            connect(&session, &Session::failed, this, [this](const Error& error) { errors += error.message; });
        }
        Phase phase() const { return snapshot ? snapshot->state.phase : Phase::ToStart; }
        bool eachRowOnce() const
        {
            std::vector<qint64> sorted = rows;
            std::ranges::sort(sorted);
            return std::ranges::adjacent_find(sorted) == sorted.end();
        }
        std::optional<rollout::Snapshot> snapshot;
        std::vector<qint64> rows;
        QStringList kinds;
        QStringList errors;
        std::size_t samples = 0;
    };

    std::unique_ptr<Session> follow()
    {
        Result<std::unique_ptr<Session>> session = Session::open(m_shared->read(), {{}, true, {}});
        return session ? std::move(*session) : nullptr;
    }
    template <typename Condition> static bool within(int ms, Condition condition) { return QTest::qWaitFor(condition, ms); }
    void waitForSoak() { QTRY_VERIFY_WITH_TIMEOUT(m_shared->count(audit::kind::kEffect) > 0, 30'000); }
    void waitUntilActivated()
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_shared->count(audit::kind::kEnded), 1, 60'000);
        const QStringList found = m_shared->breaches();
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

    std::unique_ptr<SharedWorkspace> m_shared;

private Q_SLOTS:
    void init() { m_shared = std::make_unique<SharedWorkspace>(std::chrono::seconds(8)); }
    void cleanup()
    {
        if (QTest::currentTestFailed()) {
            for (const audit::Record& record : m_shared->records()) {
                qInfo("%lld %s %s %s", static_cast<long long>(record.row), qPrintable(record.at.toIso()), qPrintable(record.entry.kind),
                    qPrintable(record.entry.why));
            }
        }
        m_shared.reset();
    }

    void aSecondSessionFollowsLiveAndActsInNothing()
    {
        const auto holder = m_shared->run();
        waitForSoak();
        const std::unique_ptr<Session> session = follow();
        QVERIFY(session && !session->custody().isActing());
        Ear ear(*session);
        session->begin();
        QVERIFY(within(10'000, [&] { return toString(ear.phase()) == toString(Phase::Soaking); }));
        const QString who = QStringLiteral("ada's run (fairleadctl, %1, process %2) carries out the releases; take over to act here.")
                                .arg(QSysInfo::machineHostName())
                                .arg(holder->processId());
        QVERIFY(within(5'000, [&] { return ear.snapshot->verbs.rollBack == who; }));
        QCOMPARE(ear.snapshot->verbs.promote, who);
        QMetaObject::invokeMethod(&session->engine(), [&engine = session->engine(), id = ear.snapshot->state.release.id] {
            engine.rollBack(id, QStringLiteral("no"));
            engine.answerItem(id.text(), QStringLiteral("x"), checklist::State::Done, {});
        });
        QVERIFY(within(5'000, [&] { return ear.errors.contains(QStringLiteral("Not done: ") + who); }));

        const std::size_t before = ear.samples;
        QVERIFY(within(5'000, [&] { return ear.samples > before; }));
        QVERIFY(within(60'000, [&] { return toString(ear.phase()) == toString(Phase::Activated); }));
        QVERIFY(within(5'000, [&] { return ear.rows.size() == m_shared->records().size(); }));
        QVERIFY(ear.eachRowOnce());
        QVERIFY(waitForEnd(*holder));
        QCOMPARE(holder->exitCode(), 0);
        QVERIFY(within(5'000, [&] { return session->custody().lost; }));
        QVERIFY2(session->custody().closed().startsWith(QStringLiteral("Nobody carries out the releases")),
            qPrintable(session->custody().closed()));
        QTest::qWait(1'500);
        QVERIFY(!session->custody().isActing()); // never by itself
        waitUntilActivated();
    }

    void aHolderThatIsAskedGivesItBack()
    {
        const auto holder = m_shared->run();
        waitForSoak();
        const std::unique_ptr<Session> session = follow();
        QVERIFY(session);
        Ear ear(*session);
        session->begin();
        session->takeOver(QString());
        QTRY_VERIFY(ear.errors.contains(QStringLiteral("Not taken over: a reason is required.")));
        QElapsedTimer took;
        took.start();
        session->takeOver(QStringLiteral("my shift"));
        QVERIFY(within(10'000, [&] { return session->isActing(); }));
        QVERIFY2(took.elapsed() < 4'500, "it was overtaken rather than asked");
        QVERIFY(waitForEnd(*holder));
        QCOMPARE(holder->exitCode(), 3);
        QVERIFY(holder->readAllStandardOutput().contains("handed over"));
        QVERIFY(within(5'000, [&] { return m_shared->count(audit::kind::kTakenOver) == 1; }));
        const std::vector<audit::Record> rows = m_shared->records();
        const auto taken
            = std::ranges::find_if(rows, [](const audit::Record& record) { return record.entry.kind == audit::kind::kTakenOver; });
        QCOMPARE(taken->entry.why, QStringLiteral("my shift"));
        QCOMPARE(taken->entry.data.value(QStringLiteral("answered")).toBool(), true);
        QVERIFY(within(60'000, [&] { return toString(ear.phase()) == toString(Phase::Activated); }));
        QVERIFY(ear.eachRowOnce());
        waitUntilActivated();
    }

    void aKilledHolderIsTakenOverAtOnce()
    {
        const auto holder = m_shared->run();
        waitForSoak();
        const std::unique_ptr<Session> session = follow();
        QVERIFY(session);
        Ear ear(*session);
        session->begin();
        QVERIFY(within(10'000, [&] { return toString(ear.phase()) == toString(Phase::Soaking); }));
        holder->kill();
        QVERIFY(waitForEnd(*holder));
        QVERIFY(within(2'000, [&] { return session->custody().lost; }));
        QVERIFY(!session->custody().isActing());
        session->takeOver(QStringLiteral("it is gone"));
        QVERIFY(within(2'000, [&] { return session->custody().isActing(); }));
        waitUntilActivated();
        QVERIFY(ear.eachRowOnce());
    }

    void aStoppedHolderIsOvertakenAfterFiveSecondsAndThenDoesNothing()
    {
        const auto holder = m_shared->run();
        waitForSoak();
        const std::unique_ptr<Session> session = follow();
        QVERIFY(session);
        Ear ear(*session);
        session->begin();
        QVERIFY(within(10'000, [&] { return toString(ear.phase()) == toString(Phase::Soaking); }));
        QCOMPARE(kill(static_cast<pid_t>(holder->processId()), SIGSTOP), 0);
        QElapsedTimer stopped;
        stopped.start();
        session->takeOver(QStringLiteral("it hangs"));
        QVERIFY(within(15'000, [&] { return session->custody().isActing(); }));
        QVERIFY2(stopped.elapsed() > 3'900, "a heartbeat of a second ago is no reason"); // the last one may be a second old
        QVERIFY(within(5'000, [&] { return m_shared->count(audit::kind::kTakenOver) == 1; }));
        QTest::qWait(2'500); // the new holder is at work
        QCOMPARE(kill(static_cast<pid_t>(holder->processId()), SIGCONT), 0);
        QVERIFY(waitForEnd(*holder));
        QCOMPARE(holder->exitCode(), 3);
        const QByteArray said = holder->readAllStandardError();
        QVERIFY2(said.contains("ada took over from another console"), said.constData());
        waitUntilActivated();
        QVERIFY(ear.eachRowOnce());
        QCOMPARE(m_shared->lease().epoch, 2);
    }

    void aSessionThatIsAskedFollowsAndCanTakeItBack()
    {
        const std::unique_ptr<Session> session = follow();
        QVERIFY(session && session->custody().isActing());
        Ear ear(*session);
        session->begin();
        QVERIFY(within(10'000, [&] { return ear.snapshot.has_value(); }));
        const ReleaseId id = ear.snapshot->state.release.id;
        QMetaObject::invokeMethod(&session->engine(), [&engine = session->engine(), id] { engine.start(id, {}); });
        waitForSoak();
        const auto other = m_shared->ctl({QStringLiteral("serve"), QStringLiteral("--take-over"), QStringLiteral("night shift")});
        QVERIFY(within(10'000, [&] { return !session->custody().isActing(); }));
        QVERIFY(within(10'000, [&] { return m_shared->lease().holder.process == other->processId(); }));
        QVERIFY(within(5'000, [&] { return ear.snapshot->verbs.pause.contains(QString::number(other->processId())); }));
        session->takeOver(QStringLiteral("day shift"));
        QVERIFY(within(10'000, [&] { return session->isActing(); }));
        QVERIFY(waitForEnd(*other));
        const QByteArray said = other->readAllStandardError();
        QCOMPARE(other->exitCode(), 0);
        QVERIFY2(said.contains("Handed over"), said.constData());
        waitUntilActivated();
        QCOMPARE(m_shared->count(audit::kind::kTakenOver), 2);
        QVERIFY(ear.eachRowOnce());
    }

    void commandsOnAHeldWorkspaceSayWhoHoldsItOrTakeOver()
    {
        const auto holder = m_shared->run();
        waitForSoak();
        const auto refused = m_shared->run();
        QVERIFY(waitForEnd(*refused));
        QCOMPARE(refused->exitCode(), 3);
        QByteArray said = refused->readAllStandardError();
        QVERIFY2(said.contains(QByteArray::number(holder->processId())) && said.contains("--take-over REASON"), said.constData());
        const auto nothing = m_shared->ctl({QStringLiteral("pause"), QStringLiteral("latest"), QStringLiteral("--take-over"), QString()});
        QVERIFY(waitForEnd(*nothing));
        QCOMPARE(nothing->exitCode(), 2);
        const auto paused = m_shared->ctl({QStringLiteral("pause"), QStringLiteral("latest"), QStringLiteral("--reason"),
            QStringLiteral("look first"), QStringLiteral("--take-over"), QStringLiteral("the run is blind")});
        QVERIFY(waitForEnd(*paused));
        said = paused->readAllStandardError();
        QVERIFY2(paused->exitCode() == 0, said.constData());
        QVERIFY(waitForEnd(*holder));
        QCOMPARE(holder->exitCode(), 3);
        QCOMPARE(m_shared->count(audit::kind::kPaused), 1);
        const auto served = m_shared->ctl({QStringLiteral("serve")});
        QVERIFY(within(10'000, [&] { return m_shared->lease().held; }));
        QTest::qWait(1'000);
        served->terminate();
        QVERIFY(waitForEnd(*served));
        QCOMPARE(served->exitStatus(), QProcess::NormalExit);
        QCOMPARE(served->exitCode(), 0);
        QVERIFY(!m_shared->lease().held);
        const QStringList found = m_shared->breaches();
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
};

QTEST_GUILESS_MAIN(TestCustody)
#include "test_custody.moc"
