#include "models/engine/engine.h"
#include "tests/engine/bench.h"

#include <QSignalSpy>
#include <QtTest>

using namespace fairlead;
using namespace std::chrono_literals;
using rollout::Phase;
using test::Bench;

/// Two engines on one history: one acts, the other is told what it wrote.
class TestFollowing : public QObject {
    Q_OBJECT

    struct Side {
        explicit Side(TestFollowing& test)
            : engine({test.m_history, test.m_endpoints, test.m_registry, test.m_clock})
        {
            connect(&engine, &engine::Engine::releaseChanged, &engine, [this](const rollout::Snapshot& snapshot) { last = snapshot; });
            connect(&engine, &engine::Engine::failed, &engine, [this](const Error& error) { errors += error.message; });
            connect(&engine, &engine::Engine::recorded, &engine, [this](const std::vector<audit::Record>& records) {
                for (const audit::Record& record : records) {
                    rows.push_back(record.row);
                }
            });
        }
        rollout::Snapshot last;
        QStringList errors;
        std::vector<qint64> rows;
        engine::Engine engine;
    };

    static workspace::Workspace sample()
    {
        const rollout::Release release = Bench::release(Bench::shortPlan());
        workspace::Workspace workspace;
        workspace.name = QStringLiteral("Sample");
        workspace.person = QStringLiteral("m.vogel");
        workspace.environments = {{release.environment, true}};
        workspace.targets = {{release.target, QStringLiteral("fake"), release.source, {}}};
        workspace.sources = {{release.source, QStringLiteral("fake"), {}, {}}};
        workspace.plans = {release.plan};
        workspace::PlannedRelease planned;
        planned.manifest = release.manifest;
        planned.environment = release.environment;
        planned.target = release.target;
        planned.plan = release.plan.name;
        workspace.releases = {planned};
        return workspace;
    }

    /// Carries a release on @p side to the soak of its first weight.
    void leadToSoak(Side& side)
    {
        side.engine.open(sample());
        Bench::settle();
        side.engine.start(side.last.state.release.id, QStringLiteral("go"));
        const auto soaks = [&] {
            m_clock.advance(500ms);
            m_service->now = m_clock.now();
            m_service->serve(40);
            return side.last.state.phase == Phase::Soaking;
        };
        QVERIFY(QTest::qWaitFor(soaks, 20'000));
    }

    static const QString kClosed;
    test::FakeClock m_clock;
    test::MemoryHistory m_history{m_clock};
    std::shared_ptr<test::FakeService> m_service = std::make_shared<test::FakeService>();
    test::FakeEndpoints m_endpoints{m_service};
    test::FakeRegistry m_registry;

private Q_SLOTS:
    void init()
    {
        m_history.rows.clear();
        m_history.samples.clear();
        *m_service = test::FakeService();
        m_service->now = m_clock.now();
    }

    void whoFollowsSeesTheSameAndDoesNothing()
    {
        Side acts(*this);
        leadToSoak(acts);
        Side follows(*this);
        QSignalSpy opened(&follows.engine, &engine::Engine::opened);
        follows.engine.follow(sample(), kClosed);
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(toString(follows.last.state.phase), toString(Phase::Soaking));
        QCOMPARE(follows.last.state.asked().weight, Percent::clamped(10));
        QCOMPARE(follows.last.soakLength, Millis(20s));
        QVERIFY(follows.last.soakEnds.has_value());
        for (const QString& verb : {follows.last.verbs.start, follows.last.verbs.promote, follows.last.verbs.pause,
                 follows.last.verbs.rollBack, follows.last.verbs.approve, follows.last.verbs.liftQuarantine}) {
            QCOMPARE(verb, kClosed);
        }
        const ReleaseId id = follows.last.state.release.id;
        const std::size_t rows = m_history.rows.size();
        const std::size_t sent = m_service->sent.size();
        follows.engine.rollBack(id, QStringLiteral("no"));
        follows.engine.stopTheLine(QStringLiteral("no"));
        follows.engine.liftQuarantine(id, QStringLiteral("no"));
        follows.engine.addNote(id, m_clock.now(), QStringLiteral("no"));
        follows.engine.keepDraft(id.text(), QStringLiteral("a"), QStringLiteral("b"));
        Bench::settle();
        QVERIFY(follows.errors.contains(QStringLiteral("Not done: ") + kClosed));
        QCOMPARE(m_history.rows.size(), rows);
        QCOMPARE(m_service->sent.size(), sent);
        QVERIFY(!m_history.notes.contains(QStringLiteral("draft/%1/a").arg(id.text())));

        acts.engine.pause(id, QStringLiteral("look first"));
        QTRY_COMPARE(toString(acts.last.state.phase), toString(Phase::Paused));
        follows.engine.takeNews(m_history.rows); // all of them, as after a look from the beginning
        QCOMPARE(toString(follows.last.state.phase), toString(Phase::Paused));
        QCOMPARE(follows.rows.size(), m_history.rows.size()); // each once
        follows.engine.takeReadings(id, {{{metrics::kErrorRate, metrics::Role::Canary}, {m_clock.now(), 0.002}}});
        follows.engine.takeNews(m_history.rows);
        QCOMPARE(follows.rows.size(), m_history.rows.size());
    }

    void whereNobodyActsNothingEndsByItself()
    {
        Side acts(*this);
        leadToSoak(acts);
        Side follows(*this);
        follows.engine.follow(sample(), kClosed);
        QTRY_VERIFY(follows.last.soakEnds.has_value());
        follows.engine.setClosed(QStringLiteral("nobody acts"), true);
        QCOMPARE(follows.last.verbs.pause, QStringLiteral("nobody acts"));
        QVERIFY(!follows.last.soakEnds.has_value());
        QVERIFY(follows.last.soakDone.has_value());
    }

    void whoStandsDownStopsAtOnceAndGoesOnWhenAskedTo()
    {
        Side side(*this);
        leadToSoak(side);
        const std::size_t sent = m_service->sent.size();
        side.engine.standDown(kClosed);
        QCOMPARE(side.last.verbs.pause, kClosed);
        const std::size_t rows = m_history.rows.size();
        m_clock.advance(60s); // long past its soak
        QTest::qWait(1'000); // five of its looks
        QCOMPARE(m_history.rows.size(), rows);
        QCOMPARE(m_service->sent.size(), sent);

        side.engine.open(sample());
        QTRY_VERIFY(side.last.verbs.pause.isEmpty());
        QCOMPARE(side.rows.size(), m_history.rows.size());
        side.engine.pause(side.last.state.release.id, QStringLiteral("mine again"));
        QTRY_COMPARE(toString(side.last.state.phase), toString(Phase::Paused));
        QCOMPARE(m_history.rows.back().entry.why, QStringLiteral("mine again"));
        QVERIFY2(side.errors.isEmpty(), qPrintable(side.errors.join(QLatin1Char('\n'))));
    }
};

const QString TestFollowing::kClosed = QStringLiteral("ada's console carries out the releases; take over to act here.");

QTEST_GUILESS_MAIN(TestFollowing)
#include "test_following.moc"
