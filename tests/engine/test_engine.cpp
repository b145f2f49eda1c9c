#include "models/engine/engine.h"
#include "tests/engine/bench.h"

#include <QSignalSpy>
#include <QtTest>

#include <functional>
#include <map>

using namespace fairlead;
using namespace std::chrono_literals;
using test::Bench;

namespace {

checklist::Template guide()
{
    checklist::Template guide;
    guide.name = QStringLiteral("guide");
    guide.source = QStringLiteral("checklists/guide.md");
    checklist::Phase phase;
    phase.title = QStringLiteral("System Requirements");
    checklist::Item first;
    first.id = QStringLiteral("monitoring");
    first.text = QStringLiteral("Monitoring systems operational");
    checklist::Item second;
    second.id = QStringLiteral("team");
    second.text = QStringLiteral("Team notified of deployment window");
    phase.items = {first, second};
    guide.phases = {phase};
    return guide;
}

workspace::Workspace sample()
{
    const rollout::Release release = Bench::release(Bench::shortPlan());
    workspace::Workspace workspace;
    workspace.name = QStringLiteral("Sample");
    workspace.person = QStringLiteral("m.vogel");
    workspace.environments = {{release.environment, true}};
    workspace.targets = {{release.target, QStringLiteral("fake"), release.source, {}}};
    workspace.sources = {{release.source, QStringLiteral("fake"), {}, {}}};
    workspace.plans = {release.plan};
    workspace.checklists = {guide()};
    workspace::PlannedRelease planned;
    planned.manifest = release.manifest;
    planned.environment = release.environment;
    planned.target = release.target;
    planned.plan = release.plan.name;
    planned.checklist = QStringLiteral("guide");
    workspace.releases = {planned};
    return workspace;
}

} // namespace

class TestEngine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_history = std::make_unique<test::MemoryHistory>(m_clock);
        m_service = std::make_shared<test::FakeService>();
        m_service->now = m_clock.now();
        m_endpoints = std::make_unique<test::FakeEndpoints>(m_service);
        reopen();
    }

    void preparesWhatTheWorkspacePlansOnce()
    {
        QCOMPARE(kinds(), (QStringList{audit::kind::kReleasePrepared, audit::kind::kChecklistImported}));
        reopen();
        QCOMPARE(m_history->rows.size(), std::size_t(2));
        QVERIFY(!m_last.state.release.id.isEmpty());
    }

    void openItemsHoldTheStartAndAreNamed()
    {
        QCOMPARE(m_last.startBlockers,
            (QStringList{QStringLiteral("Monitoring systems operational"), QStringLiteral("Team notified of deployment window")}));
        m_engine->start(m_last.state.release.id, {});
        Bench::settle();
        QCOMPARE(m_errors.size(), std::size_t(1));
        QVERIFY(m_errors.front().message.contains(QStringLiteral("hold the start")));
        QCOMPARE(m_history->rows.size(), std::size_t(2));

        answer(QStringLiteral("monitoring"), checklist::State::Done, {});
        QCOMPARE(m_last.startBlockers, (QStringList{QStringLiteral("Team notified of deployment window")}));
        answer(QStringLiteral("team"), checklist::State::Done, {});
        QVERIFY(m_last.startBlockers.isEmpty());
        QVERIFY(m_last.verbs.start.isEmpty());
        m_engine->start(m_last.state.release.id, QStringLiteral("window open"));
        Bench::settle();
        QCOMPARE(m_history->rows.back().entry.kind, audit::kind::kStarted);
        QCOMPARE(m_history->rows.back().entry.who, QStringLiteral("m.vogel"));
    }

    void aWaiverNeedsAReason()
    {
        answer(QStringLiteral("team"), checklist::State::Waived, {});
        QCOMPARE(m_errors.size(), std::size_t(1));
        QCOMPARE(m_history->rows.size(), std::size_t(2));
        answer(QStringLiteral("team"), checklist::State::Waived, QStringLiteral("night release, told by phone"));
        QCOMPARE(m_history->rows.size(), std::size_t(3));
    }

    void aWalkComesBackAtTheSameItemWithAnswersAndDraft()
    {
        const QString release = m_last.state.release.id.text();
        answer(QStringLiteral("monitoring"), checklist::State::Done, {});
        m_engine->keepPosition(release, QStringLiteral("team"));
        m_engine->keepDraft(release, QStringLiteral("team"), QStringLiteral("asked s.lind"));
        Bench::settle();
        reopen();
        QCOMPARE(toString(m_run.stateOf(m_run.checklist.phases[0].items[0])), toString(checklist::State::Done));
        QCOMPARE(m_position, QStringLiteral("team"));
        QCOMPARE(m_draft, QStringLiteral("asked s.lind"));
    }

    void anAnswerThatIsNotOnDiskIsNotShown()
    {
        m_history->full = true;
        answer(QStringLiteral("monitoring"), checklist::State::Done, {});
        QCOMPARE(m_errors.size(), std::size_t(1));
        QCOMPARE(toString(m_run.stateOf(m_run.checklist.phases[0].items[0])), toString(checklist::State::Open));
    }

    void aChangedPlanBeforeTheStartIsPreparedAgainUnderTheSameId()
    {
        const ReleaseId id = m_last.state.release.id;
        m_workspace.plans[0].steps[1].soak = 90s;
        reopen();
        QCOMPARE(m_last.state.release.id, id);
        QCOMPARE(m_last.state.release.plan.steps[1].soak, Millis(90'000));
        QCOMPARE(kinds().count(audit::kind::kReleasePrepared), 2);
    }

    void aNoteIsARecordAboutItsMomentAndChangesNothingElse()
    {
        const ReleaseId id = m_last.state.release.id;
        const Instant moment = m_clock.now() - 5min;
        const rollout::Phase phase = m_last.state.phase;
        m_engine->addNote(id, moment, QStringLiteral(" load test began "));
        Bench::settle();
        const audit::Entry& entry = m_history->rows.back().entry;
        QCOMPARE(entry.kind, audit::kind::kNote);
        QCOMPARE(entry.who, QStringLiteral("m.vogel"));
        QCOMPARE(entry.release, id.text());
        QCOMPARE(entry.why, QStringLiteral("load test began"));
        QCOMPARE(entry.data.value(QStringLiteral("at")).toString(), moment.toIso());
        QCOMPARE(toString(m_last.state.phase), toString(phase));
        QVERIFY(m_errors.empty());
    }

    void aNoteThatMakesNoSenseIsRefused_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("minutes");
        QTest::addColumn<QString>("why");
        QTest::newRow("no words") << QStringLiteral("  ") << 0 << QStringLiteral("needs words");
        QTest::newRow("too many words") << QString(2001, QLatin1Char('x')) << 0 << QStringLiteral("at most 2000");
        QTest::newRow("what has not been") << QStringLiteral("soon") << 5 << QStringLiteral("has been");
    }

    void aNoteThatMakesNoSenseIsRefused()
    {
        QFETCH(const QString, words);
        QFETCH(const int, minutes);
        QFETCH(const QString, why);
        const std::size_t rows = m_history->rows.size();
        m_engine->addNote(m_last.state.release.id, m_clock.now() + std::chrono::minutes(minutes), words);
        Bench::settle();
        QCOMPARE(m_errors.size(), std::size_t(1));
        QVERIFY2(m_errors.front().message.contains(why), qPrintable(m_errors.front().message));
        QCOMPARE(m_history->rows.size(), rows);
    }

    void verifyReadsTheWholeChain()
    {
        QSignalSpy verified(m_engine.get(), &engine::Engine::verified);
        m_engine->verifyHistory();
        Bench::settle();
        QCOMPARE(verified.size(), 1);
        QVERIFY(verified.first().first().value<audit::Verification>().valid());
        m_history->rows[0].entry.why = QStringLiteral("changed");
        m_engine->verifyHistory();
        Bench::settle();
        QCOMPARE(verified.last().first().value<audit::Verification>().firstBroken->row, 1);
    }

    void anEndedReleaseIsShownAndCanBePreparedAgain()
    {
        answer(QStringLiteral("monitoring"), checklist::State::Done, {});
        answer(QStringLiteral("team"), checklist::State::Done, {});
        const ReleaseId first = m_last.state.release.id;
        m_history->append({audit::kind::kStarted, QStringLiteral("m.vogel"), first.text(), {}, {}, {}});
        const QString command = QStringLiteral("0199aaaa-0000-7000-8000-000000000001");
        m_history->append({audit::kind::kIntent, QStringLiteral("engine"), first.text(), {}, {},
            QJsonObject{{QStringLiteral("command"), command}, {QStringLiteral("weight"), 0}, {QStringLiteral("rollback"), true}}});
        m_history->append({audit::kind::kEffect, QStringLiteral("engine"), first.text(), {}, {},
            QJsonObject{{QStringLiteral("command"), command}, {QStringLiteral("effect"), QStringLiteral("effective")},
                {QStringLiteral("share"), 0.002}}});
        m_history->append({audit::kind::kEnded, QStringLiteral("engine"), first.text(), {}, {},
            QJsonObject{{QStringLiteral("result"), QStringLiteral("rolled-back")}}});
        reopen();
        QCOMPARE(toString(m_last.state.phase), toString(rollout::Phase::RolledBack));
        QVERIFY2(m_last.observation.share.has_value(), "what was seen last is known without asking the target again");
        QCOMPARE(*m_last.observation.share, 0.002);
        QCOMPARE(m_last.observation.weight->value(), 0.0);
        m_engine->prepareAgain(first);
        Bench::settle();
        QVERIFY(m_last.state.release.id != first);
        QCOMPARE(toString(m_last.state.phase), toString(rollout::Phase::ToStart));
        QCOMPARE(m_last.startBlockers.size(), 2); // a new attempt is a new walk
    }

    void whatALaterAttemptStoodOnCanBeTakenBackOnceThatOneIsBack_data()
    {
        QTest::addColumn<bool>("aborted");
        QTest::newRow("aborted") << true;
        QTest::newRow("rolled back") << false;
    }
    void whatALaterAttemptStoodOnCanBeTakenBackOnceThatOneIsBack()
    {
        QFETCH(const bool, aborted);
        const auto tell = [this](const ReleaseId& id, const QString& kind, const QJsonObject& data = {}) {
            m_history->append({kind, QStringLiteral("m.vogel"), id.text(), {}, QStringLiteral("as agreed"), data});
        };
        const ReleaseId first = m_last.state.release.id;
        tell(first, audit::kind::kStarted);
        tell(first, audit::kind::kEnded, {{QStringLiteral("result"), QStringLiteral("activated")}});
        rollout::Release later = m_last.state.release;
        later.id = ReleaseId::create(m_clock.now().ms() + 1000);
        later.manifest.version = QStringLiteral("2.1.0");
        tell(later.id, audit::kind::kReleasePrepared, {{QStringLiteral("release"), rollout::toJson(later)}});
        tell(later.id, audit::kind::kStarted);
        const QString command = QStringLiteral("0199aaaa-0000-7000-8000-000000000002");
        tell(later.id, aborted ? audit::kind::kAborted : audit::kind::kRollbackDecided);
        tell(later.id, audit::kind::kIntent,
            {{QStringLiteral("command"), command}, {QStringLiteral("weight"), 0}, {QStringLiteral("rollback"), true},
                {QStringLiteral("step"), -1}});
        tell(later.id, audit::kind::kOutcome,
            {{QStringLiteral("command"), command}, {QStringLiteral("outcome"), QStringLiteral("accepted")}});
        tell(later.id, audit::kind::kEffect,
            {{QStringLiteral("command"), command}, {QStringLiteral("effect"), QStringLiteral("effective")}});
        std::map<ReleaseId, rollout::Snapshot> seen;
        m_workspace.releases.clear(); // nothing is to be prepared besides
        m_watch = [&seen](const rollout::Snapshot& snapshot) { seen[snapshot.state.release.id] = snapshot; };
        reopen();
        QTRY_COMPARE(toString(seen[later.id].state.phase), toString(aborted ? rollout::Phase::Aborted : rollout::Phase::RolledBack));
        QTRY_COMPARE(seen[first].verbs.rollBack, QString());
        QCOMPARE(toString(seen[first].state.phase), toString(rollout::Phase::Activated));
        m_watch = nullptr;
        m_workspace = sample();
    }

private:
    QStringList kinds() const
    {
        QStringList kinds;
        for (const audit::Record& row : m_history->rows) {
            kinds.append(row.entry.kind);
        }
        return kinds;
    }
    void answer(const QString& item, checklist::State state, const QString& note)
    {
        m_engine->answerItem(m_last.state.release.id.text(), item, state, note);
        Bench::settle();
    }
    void reopen()
    {
        m_errors.clear();
        m_engine = std::make_unique<engine::Engine>(engine::EnginePorts{*m_history, *m_endpoints, m_registry, m_clock});
        connect(m_engine.get(), &engine::Engine::releaseChanged, this, [this](const rollout::Snapshot& snapshot) {
            m_last = snapshot;
            if (m_watch) {
                m_watch(snapshot);
            }
        });
        connect(m_engine.get(), &engine::Engine::checklistChanged, this, [this](const checklist::Run& run) { m_run = run; });
        connect(m_engine.get(), &engine::Engine::failed, this, [this](const Error& error) { m_errors.push_back(error); });
        connect(
            m_engine.get(), &engine::Engine::positionRestored, this, [this](const QString&, const QString& item) { m_position = item; });
        connect(m_engine.get(), &engine::Engine::draftRestored, this,
            [this](const QString&, const QString&, const QString& text) { m_draft = text; });
        m_engine->open(m_workspace);
        Bench::settle();
    }

    test::FakeClock m_clock;
    std::unique_ptr<test::MemoryHistory> m_history;
    std::shared_ptr<test::FakeService> m_service;
    std::unique_ptr<test::FakeEndpoints> m_endpoints;
    test::FakeRegistry m_registry;
    workspace::Workspace m_workspace = sample();
    std::unique_ptr<engine::Engine> m_engine;
    rollout::Snapshot m_last;
    std::function<void(const rollout::Snapshot&)> m_watch;
    checklist::Run m_run;
    std::vector<Error> m_errors;
    QString m_position;
    QString m_draft;
};

QTEST_GUILESS_MAIN(TestEngine)
#include "test_engine.moc"
