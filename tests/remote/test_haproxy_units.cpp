#include "models/base/clock.h"
#include "models/engine/rollout_runner.h"
#include "models/remote/endpoints.h"
#include "tests/fakes/fake_endpoints.h"
#include "tests/fakes/memory_history.h"
#include "tests/lab/lab.h"
#include "tests/remote/await.h"

#include <QTest>

using namespace fairlead;
using namespace std::chrono_literals;
using rollout::Phase;
using rollout::Step;
using rollout::StepKind;

namespace {

const QString kWho = QStringLiteral("m.vogel");
const QString kWhy = QStringLiteral("as agreed with the team");
const QString kDocs = QStringLiteral("docs");
const QString kQa = QStringLiteral("qa");

ports::WeightCommand command(double weight, const QStringList& units)
{
    rollout::Reach reach;
    reach.units = units;
    return {CommandId::create(1), QStringLiteral("1.4.2"), QStringLiteral("2.0.0"), Percent::clamped(weight), reach};
}

Step stepOf(StepKind kind)
{
    Step step;
    step.kind = kind;
    return step;
}

Step unitOf(const QString& unit)
{
    Step step = stepOf(StepKind::Unit);
    step.reach.units = {unit};
    return step;
}

Step soakOf(Millis length)
{
    Step step = stepOf(StepKind::Soak);
    step.soak = length;
    return step;
}

Step verifyAt(const QString& url)
{
    Step step = stepOf(StepKind::Verify);
    step.task = rollout::Task{QStringLiteral("green answers"), QStringLiteral("GET"), url};
    step.task->attempts = 3;
    step.task->pause = 300ms;
    return step;
}

} // namespace

/// Units, blue-green and the gradual way back on a real HAProxy under real requests: HAProxy's own counters decide.
class TestHaproxyUnits final : public QObject {
    Q_OBJECT

private:
    workspace::Target description() const
    {
        return {QStringLiteral("edge"), QStringLiteral("haproxy"), {},
            {{QStringLiteral("address"), m_lab->runtimeUnix()}, {QStringLiteral("backend"), QStringLiteral("app")},
                {QStringLiteral("baseline_server"), QStringLiteral("stable")}, {QStringLiteral("canary_server"), QStringLiteral("canary")},
                {QStringLiteral("units"), QStringLiteral("docs=unit_docs qa=unit_qa")}}};
    }

    std::unique_ptr<ports::TrafficTarget> target()
    {
        auto made = m_endpoints.makeTarget(description());
        return made ? std::move(*made) : nullptr;
    }

    /// Who serves 20 requests for @p path: "stable", "canary", or both.
    QString serving(const QString& path, const QString& backend)
    {
        const auto served = m_lab->sendRequests(20, path, backend);
        if (!served) {
            return QString::fromUtf8(words(served));
        }
        return served->canary == 20 ? QStringLiteral("canary") : served->stable == 20 ? QStringLiteral("stable") : QStringLiteral("both");
    }

    std::unique_ptr<engine::RolloutRunner> runnerFor(std::vector<Step> steps)
    {
        rollout::State state;
        rollout::Release& release = state.release;
        release.id = ReleaseId::create(m_clock.now().ms());
        release.name = QStringLiteral("agents");
        release.baselineVersion = QStringLiteral("1.4.2");
        release.target = QStringLiteral("edge");
        release.manifest.component = QStringLiteral("agents");
        release.manifest.version = QStringLiteral("2.0.0");
        release.plan.steps = std::move(steps);
        release.plan.steps.push_back(stepOf(StepKind::Activate));
        release.plan.pollInterval = 300ms;
        release.plan.effectDeadline = 10s;
        release.plan.minCallsForShare = 5;
        m_history = std::make_unique<test::MemoryHistory>(m_clock);
        workspace::Workspace workspace;
        auto made = std::make_unique<engine::RolloutRunner>(
            engine::RunnerPorts{*m_history, m_registry, m_clock, target(), std::make_unique<test::FakeSource>(m_metrics),
                m_endpoints.makeTasks(workspace, description())},
            state, nullptr);
        made->begin();
        return made;
    }

    /// Sends requests everywhere until @p done, 30 s at most.
    bool serveUntil(const std::function<bool()>& done)
    {
        for (int round = 0; round < 60 && !done(); ++round) {
            m_metrics->now = m_clock.now();
            for (const char* path : {"/", "/docs", "/qa"}) {
                static_cast<void>(m_lab->sendRequests(4, QString::fromLatin1(path)));
            }
            QTest::qWait(300);
        }
        return done();
    }

    SystemClock m_clock;
    remote::Endpoints m_endpoints{m_clock};
    test::FakeRegistry m_registry;
    std::shared_ptr<test::FakeService> m_metrics = std::make_shared<test::FakeService>();
    std::unique_ptr<test::MemoryHistory> m_history;
    std::unique_ptr<lab::Lab> m_lab;

private Q_SLOTS:
    void initTestCase()
    {
        auto started = lab::Lab::start({{}, false});
        QVERIFY2(started, words(started).constData());
        m_lab = std::move(*started);
        QCOMPARE(target()->abilities().units, (QStringList{kDocs, kQa}));
    }

    void aUnitGoesOverAltogetherAndTheOthersStay()
    {
        const auto driver = target();
        const auto set = await(driver->setWeight(command(0, {kQa})));
        QVERIFY2(set, words(set).constData());
        const auto read = await(driver->readSplit());
        QVERIFY2(read, words(read).constData());
        QCOMPARE(read->weight.value(), 0.0);
        QCOMPARE(read->reach->units, QStringList{kQa});
        QCOMPARE(serving(QStringLiteral("/qa"), QStringLiteral("unit_qa")), QStringLiteral("canary"));
        QCOMPARE(serving(QStringLiteral("/docs"), QStringLiteral("unit_docs")), QStringLiteral("stable"));
        QCOMPARE(serving(QStringLiteral("/"), QStringLiteral("app")), QStringLiteral("stable"));
        const auto after = await(driver->readSplit());
        QCOMPARE(qint64(*after->canaryCalls - *read->canaryCalls), 20);
        QCOMPARE(qint64(*after->baselineCalls - *read->baselineCalls), 40);

        QVERIFY(await(driver->setWeight(command(100, {kQa}))));
        QCOMPARE(serving(QStringLiteral("/docs"), QStringLiteral("unit_docs")), QStringLiteral("canary")); // all is all
        QVERIFY(await(driver->setWeight(command(0, {}))));
        QCOMPARE(serving(QStringLiteral("/qa"), QStringLiteral("unit_qa")), QStringLiteral("stable"));
    }

    void whatItCannotDoIsRefusedAndNothingChanges()
    {
        const auto driver = target();
        const auto unknown = await(driver->setWeight(command(10, {QStringLiteral("ops")})));
        QCOMPARE(codeOf(unknown), QStringLiteral("refused"));
        ports::WeightCommand mirror = command(0, {});
        mirror.reach.mirror = Percent::clamped(10);
        const auto mirrored = await(driver->setWeight(mirror));
        QCOMPARE(codeOf(mirrored), QStringLiteral("refused"));
        const auto read = await(driver->readSplit());
        QCOMPARE(read->weight.value(), 0.0);
    }

    void unitsComeInOrderAndGoBackInReverse()
    {
        const auto runner = runnerFor({unitOf(kDocs), soakOf(1s), unitOf(kQa), soakOf(10min), stepOf(StepKind::Switch), soakOf(1s)});
        QVERIFY(runner->start(kWho, {}).has_value());
        QVERIFY(serveUntil([&] { return runner->state().step == 3; }));
        QCOMPARE(runner->state().asked().reach.units, (QStringList{kDocs, kQa}));
        QVERIFY(runner->rollBackGradually(kWho, kWhy, {6s, 3}).has_value());
        QVERIFY(serveUntil([&] { return runner->state().phase == Phase::RolledBack; }));
        QStringList told;
        for (const rollout::Command& sent : runner->state().commands) {
            told += rollout::inWords(sent.ask());
            QCOMPARE(toString(sent.outcome), QStringLiteral("accepted"));
        }
        told.removeDuplicates();
        QCOMPARE(told, (QStringList{kDocs, QStringLiteral("docs and qa"), QStringLiteral("0\u00a0%")}));
        QCOMPARE(serving(QStringLiteral("/docs"), QStringLiteral("unit_docs")), QStringLiteral("stable"));
        QCOMPARE(serving(QStringLiteral("/qa"), QStringLiteral("unit_qa")), QStringLiteral("stable"));
    }

    void blueGreenSwitchesAtOnceAndBackAtOnce()
    {
        const auto runner = runnerFor({verifyAt(m_lab->canaryUrl() + QStringLiteral("/")), stepOf(StepKind::Switch), soakOf(10min)});
        QVERIFY(runner->start(kWho, {}).has_value());
        QVERIFY(serveUntil([&] { return runner->state().phase == Phase::Soaking; }));
        QCOMPARE(serving(QStringLiteral("/"), QStringLiteral("app")), QStringLiteral("canary"));
        QVERIFY(runner->rollBack(kWho, kWhy).has_value());
        QVERIFY(serveUntil([&] { return runner->state().phase == Phase::RolledBack; }));
        QCOMPARE(serving(QStringLiteral("/"), QStringLiteral("app")), QStringLiteral("stable"));
    }

    void withoutAGreenThatAnswersThereIsNoSwitch()
    {
        const auto runner = runnerFor({verifyAt(QStringLiteral("http://127.0.0.1:1/")), stepOf(StepKind::Switch), soakOf(1s)});
        QVERIFY(runner->start(kWho, {}).has_value());
        QVERIFY(serveUntil([&] { return runner->state().phase == Phase::Held; }));
        QVERIFY(runner->state().holdNeedsPerson);
        QCOMPARE(serving(QStringLiteral("/"), QStringLiteral("app")), QStringLiteral("stable"));
    }
};

QTEST_GUILESS_MAIN(TestHaproxyUnits)
#include "test_haproxy_units.moc"
