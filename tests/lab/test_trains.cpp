#include "app/wiring/session.h"
#include "models/engine/train_facts.h"
#include "tests/lab/practice.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace std::chrono_literals;
using rollout::Phase;

namespace {

namespace kind = audit::kind;

const QStringList kCars{QStringLiteral("schema"), QStringLiteral("api"), QStringLiteral("web")};
const QString kTrain = QStringLiteral("spring");

rollout::Plan quickPlan(Millis soak)
{
    rollout::Plan plan = lab::shortPlan({50, 100}, soak);
    plan.pollInterval = 250ms;
    plan.effectDeadline = 15s;
    plan.minCallsForShare = 20;
    plan.gates.minSamples = 2;
    plan.gates.failAfter = 2;
    plan.gates.staleAfter = 10s;
    return plan;
}

} // namespace

/// Three releases as a train, each on a practice target of its own that listens like any server.
class TestTrains : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_targets.clear();
        m_records.clear();
        m_errors.clear();
        m_states.clear();
        std::vector<lab::PracticeRelease> releases;
        for (const QString& name : kCars) {
            auto target = lab::Practice::start({name}, {}, m_folder->path());
            QVERIFY2(target.has_value(), target ? "" : qPrintable(target.error().message));
            releases.push_back({name, (*target)->url(), (*target)->url()});
            m_targets[name] = std::move(*target);
        }
        const Result<workspace::Workspace> made = lab::practiceWorkspace(m_folder->path(), releases, quickPlan(1s));
        QVERIFY(made.has_value());
        m_workspace = *made;
        const std::vector<workspace::PlannedRelease>& planned = m_workspace.releases;
        m_workspace.trains = {{kTrain,
            {workspace::carOf(planned[2], kCars[2], {kCars[1]}), workspace::carOf(planned[0], kCars[0], {}),
                workspace::carOf(planned[1], kCars[1], {kCars[0]})}}};
        open();
    }

    void cleanup()
    {
        if (QTest::currentTestFailed()) {
            for (const audit::Record& record : m_records) {
                qWarning().noquote() << record.row << record.entry.kind << record.entry.object << record.entry.why;
            }
            qWarning().noquote() << m_errors;
        }
        m_session.reset();
    }

    void allAreActivatedInTheirOrder()
    {
        QTRY_COMPARE(m_train.cars.size(), std::size_t(3));
        QTRY_VERIFY(!m_states[kCars[1]].verbs.start.isEmpty());
        QVERIFY2(
            m_states[kCars[1]].verbs.start.contains(QStringLiteral("follows schema 2.0.0")), qPrintable(m_states[kCars[1]].verbs.start));
        ask([id = m_states[kCars[1]].state.release.id](engine::Engine& engine) { engine.start(id, {}); });
        QTRY_COMPARE(m_errors.size(), 1); // not by hand either
        QVERIFY(m_errors.front().contains(QStringLiteral("not activated yet")));

        startTrain();
        QTRY_COMPARE_WITH_TIMEOUT(toString(m_train.stage), QStringLiteral("completed"), 120'000);
        QCOMPARE(inOrder(kind::kStarted), kCars);
        QCOMPARE(ended(), kCars);
        for (const audit::Record& record : m_records) {
            if (record.entry.kind == kind::kStarted) {
                QCOMPARE(record.entry.who, QStringLiteral("lab"));
                QVERIFY(record.entry.why.contains(kTrain));
            }
        }
        QCOMPARE(ofTrain(), (QStringList{kind::kTrainStarted, kind::kTrainEnded}));
        QCOMPARE(m_errors.size(), 1);
    }

    void aCarThatFailsHoldsWhatFollowsIt()
    {
        startTrain();
        QTRY_COMPARE_WITH_TIMEOUT(toString(phase(kCars[0])), toString(Phase::Activated), 60'000);
        QVERIFY(fault(kCars[1], QStringLiteral("error-spike")));
        QTRY_COMPARE_WITH_TIMEOUT(toString(phase(kCars[1])), toString(Phase::RolledBack), 60'000);
        QTRY_COMPARE(toString(m_train.stage), QStringLiteral("held"));
        QTRY_COMPARE(ofTrain(), (QStringList{kind::kTrainStarted, kind::kTrainHeld}));
        QTest::qWait(1500); // time enough to start, were it allowed
        QCOMPARE(toString(phase(kCars[2])), toString(Phase::ToStart));
        QVERIFY2(m_states[kCars[2]].verbs.start.contains(QStringLiteral("api 2.0.0")), qPrintable(m_states[kCars[2]].verbs.start));
        QCOMPARE(toString(phase(kCars[0])), toString(Phase::Activated));

        ask([](engine::Engine& engine) { engine.resumeTrain(kTrain, {}); });
        QTRY_COMPARE(m_errors.size(), 1);
        QVERIFY(m_errors.front().contains(QStringLiteral("a reason is required")));
        ask([](engine::Engine& engine) { engine.resumeTrain(kTrain, QStringLiteral("web does without")); });
        QTRY_COMPARE(toString(m_train.stage), QStringLiteral("under-way"));
        QTest::qWait(1500);
        QCOMPARE(toString(phase(kCars[2])), toString(Phase::ToStart)); // what it follows is not there
    }

    void theTrainGoesBackInReverseOrder()
    {
        // Two that follow none and soak for long: both are under way when the train goes back.
        m_workspace.plans.front() = quickPlan(60s);
        m_workspace.trains.front().cars[2].after.clear();
        m_workspace.trains.front().cars[0].after = {kCars[0], kCars[1]};
        open();
        startTrain();
        QTRY_COMPARE_WITH_TIMEOUT(toString(phase(kCars[0])), toString(Phase::Soaking), 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(toString(phase(kCars[1])), toString(Phase::Soaking), 60'000);
        ask([](engine::Engine& engine) { engine.rollBackTrain(kTrain, QStringLiteral("the wrong day")); });
        QTRY_COMPARE_WITH_TIMEOUT(toString(m_train.stage), QStringLiteral("rolled-back"), 60'000);
        QCOMPARE(toString(phase(kCars[2])), toString(Phase::ToStart));
        QCOMPARE(inOrder(kind::kRollbackDecided), (QStringList{kCars[1], kCars[0]}));
        QCOMPARE(ended(), (QStringList{kCars[1], kCars[0]}));
        const auto backOfApi = rowOf(kind::kEnded, kCars[1]);
        QVERIFY(backOfApi < rowOf(kind::kRollbackDecided, kCars[0])); // seen back before the next goes
        for (const QString& name : {kCars[0], kCars[1]}) {
            QCOMPARE(m_targets[name]->split(name)->first, 0.0);
        }
        for (const audit::Record& record : m_records) {
            if (record.entry.kind == kind::kRollbackDecided) {
                QCOMPARE(record.entry.who, QStringLiteral("lab"));
                QVERIFY(record.entry.why.contains(QStringLiteral("the wrong day")));
            }
        }
    }

    void aCarThatIsUnderWayGrowsNoFurtherWhileAnotherHasFailed()
    {
        m_workspace.trains.front().cars[2].after.clear(); // api goes beside schema
        m_workspace.plans.front() = quickPlan(4s);
        open();
        startTrain();
        QTRY_COMPARE_WITH_TIMEOUT(toString(phase(kCars[0])), toString(Phase::Soaking), 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(toString(phase(kCars[1])), toString(Phase::Soaking), 60'000);
        ask([id = m_states[kCars[0]].state.release.id](
                engine::Engine& engine) { engine.abort(id, QStringLiteral("look at the log first")); });
        QTRY_COMPARE_WITH_TIMEOUT(toString(phase(kCars[1])), toString(Phase::Held), 10'000);
        QVERIFY2(m_states[kCars[1]].state.holdWhy.contains(QStringLiteral("schema 2.0.0 was aborted")),
            qPrintable(m_states[kCars[1]].state.holdWhy));
        QTest::qWait(5000);
        QCOMPARE(m_targets[kCars[1]]->split(kCars[1])->first, 50.0);
        QTRY_COMPARE_WITH_TIMEOUT(toString(phase(kCars[0])), toString(Phase::Aborted), 20'000);
        ask([id = m_states[kCars[0]].state.release.id](engine::Engine& engine) { engine.retry(id, QStringLiteral("it was nothing")); });
        QTRY_COMPARE_WITH_TIMEOUT(toString(m_train.stage), QStringLiteral("completed"), 120'000);
        QCOMPARE(ofTrain(), (QStringList{kind::kTrainStarted, kind::kTrainHeld, kind::kTrainContinued, kind::kTrainEnded}));
    }

    void aTrainIsFoundAgainAfterARestart()
    {
        startTrain();
        QTRY_COMPARE_WITH_TIMEOUT(toString(phase(kCars[1])), toString(Phase::Soaking), 60'000);
        m_workspace.trains.clear(); // the file is gone: what was started goes on
        open();
        QTRY_COMPARE_WITH_TIMEOUT(toString(m_train.stage), QStringLiteral("completed"), 120'000);
        QCOMPARE(inOrder(kind::kStarted), kCars);
        QCOMPARE(ended(), kCars);
        QCOMPARE(ofTrain(), (QStringList{kind::kTrainStarted, kind::kTrainEnded}));
        QVERIFY(m_errors.isEmpty());
    }

    void aRollbackIsCarriedOnAfterARestart()
    {
        m_workspace.plans.front() = quickPlan(60s);
        m_workspace.trains.front().cars[2].after.clear();
        m_workspace.trains.front().cars[0].after = {kCars[0], kCars[1]};
        open();
        startTrain();
        QTRY_COMPARE_WITH_TIMEOUT(toString(phase(kCars[0])), toString(Phase::Soaking), 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(toString(phase(kCars[1])), toString(Phase::Soaking), 60'000);
        ask([](engine::Engine& engine) { engine.rollBackTrain(kTrain, QStringLiteral("the wrong day")); });
        QTRY_VERIFY(ofTrain().contains(kind::kTrainRollback));
        open();
        QTRY_COMPARE_WITH_TIMEOUT(toString(m_train.stage), QStringLiteral("rolled-back"), 60'000);
        QCOMPARE(ended(), (QStringList{kCars[1], kCars[0]}));
        QCOMPARE(inOrder(kind::kRollbackDecided), (QStringList{kCars[1], kCars[0]})); // each once
    }

private:
    /// Ends the session, if there is one, in whatever it is doing, and opens the workspace again.
    void open()
    {
        m_session.reset();
        m_records.clear();
        m_train = {};
        auto session = wiring::Session::open(m_workspace);
        QVERIFY2(session.has_value(), session ? "" : qPrintable(session.error().message));
        m_session = std::move(*session);
        engine::Engine* engine = &m_session->engine();
        connect(engine, &engine::Engine::recorded, this,
            [this](const std::vector<audit::Record>& records) { m_records.insert(m_records.end(), records.begin(), records.end()); });
        connect(engine, &engine::Engine::releaseChanged, this,
            [this](const rollout::Snapshot& snapshot) { m_states[snapshot.state.release.name] = snapshot; });
        connect(engine, &engine::Engine::trainChanged, this, [this](const train::Snapshot& snapshot) { m_train = snapshot; });
        connect(engine, &engine::Engine::failed, this, [this](const Error& error) { m_errors += error.message; });
        m_session->begin();
        QTRY_VERIFY(!m_train.name.isEmpty() && m_train.cars.back().phase);
    }

    void ask(const std::function<void(engine::Engine&)>& what)
    {
        engine::Engine* engine = &m_session->engine();
        QMetaObject::invokeMethod(engine, [engine, what] { what(*engine); });
    }

    void startTrain()
    {
        ask([](engine::Engine& engine) { engine.startTrain(kTrain, QStringLiteral("as planned")); });
        QTRY_COMPARE(toString(m_train.stage), QStringLiteral("under-way"));
    }

    bool fault(const QString& car, const QString& what)
    {
        return m_targets[car]
            ->ask(
                "PUT", QStringLiteral("/v1/faults"), {{QStringLiteral("faults"), QJsonArray{QJsonObject{{QStringLiteral("kind"), what}}}}})
            .has_value();
    }

    Phase phase(const QString& car) { return m_states[car].state.phase; }

    /// Cars in the order of their records of @p kind.
    QStringList inOrder(const QString& kind) const
    {
        QStringList names;
        for (const audit::Record& record : m_records) {
            names += record.entry.kind == kind ? QStringList{record.entry.object.section(QLatin1Char(' '), 0, 0)} : QStringList();
        }
        return names;
    }
    QStringList ended() const { return inOrder(kind::kEnded); }
    QStringList ofTrain() const
    {
        QStringList kinds;
        for (const audit::Record& record : m_records) {
            kinds += record.entry.kind.startsWith(QStringLiteral("train.")) ? QStringList{record.entry.kind} : QStringList();
        }
        return kinds;
    }
    qint64 rowOf(const QString& kind, const QString& car) const
    {
        for (const audit::Record& record : m_records) {
            if (record.entry.kind == kind && record.entry.object.startsWith(car)) {
                return record.row;
            }
        }
        return 0;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::map<QString, std::unique_ptr<lab::Practice>> m_targets;
    workspace::Workspace m_workspace;
    std::unique_ptr<wiring::Session> m_session;
    std::vector<audit::Record> m_records;
    std::map<QString, rollout::Snapshot> m_states; ///< by car
    train::Snapshot m_train;
    QStringList m_errors;
};

QTEST_GUILESS_MAIN(TestTrains)
#include "test_trains.moc"
