#include "app/rehearsal/server.h"
#include "models/engine/rollout_runner.h"
#include "models/formats/plan_templates.h"
#include "models/remote/endpoints.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_endpoints.h"
#include "tests/fakes/memory_history.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QHostAddress>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace std::chrono_literals;
using rollout::Phase;

namespace {

const QString kWho = QStringLiteral("m.vogel");
const QString kOther = QStringLiteral("j.okafor");

/// A release by one of the built-in plans on the practice target, over HTTP, in days that pass in seconds.
class Compressed {
public:
    explicit Compressed(rollout::Plan plan)
        : m_api(options(), m_clock)
        , m_server(m_api)
    {
        const quint16 port = m_server.listen(QHostAddress(QHostAddress::LocalHost), 0);
        const QMap<QString, QString> settings{{QStringLiteral("url"), QStringLiteral("http://127.0.0.1:%1").arg(port)},
            {QStringLiteral("split"), QStringLiteral("data_analyst")}};
        const workspace::Target target{QStringLiteral("practice"), QStringLiteral("rehearsal"), {}, settings};
        const workspace::Source source{QStringLiteral("practice"), QStringLiteral("rehearsal"), settings, {}};
        m_runner
            = std::make_unique<engine::RolloutRunner>(engine::RunnerPorts{m_history, m_registry, m_clock, *m_endpoints.makeTarget(target),
                                                          *m_endpoints.makeSource(source), m_endpoints.makeTasks({}, target)},
                stateOf(std::move(plan)), nullptr);
        m_runner->begin();
    }

    engine::RolloutRunner& runner() { return *m_runner; }
    const std::vector<audit::Record>& records() const { return m_history.rows; }
    const test::FakeRegistry& registry() const { return m_registry; }

    /// Until the release has ended or @p longest has passed; what waits for a yes gets it.
    bool carryOut(Millis longest)
    {
        QSignalSpy answers(m_runner.get(), &engine::RolloutRunner::answered);
        const Instant begun = m_clock.now();
        while (!rollout::isEnded(m_runner->state().phase) && m_clock.now() - begun < longest) {
            m_clock.advance(stride());
            const auto before = answers.count();
            m_runner->look();
            static_cast<void>(QTest::qWaitFor([&] { return answers.count() > before; }, 5'000));
            QTest::qWait(2); // the split's answer
            m_runner->look();
            QTest::qWait(2);
            if (m_runner->snapshot().verbs.approve.isEmpty()) {
                static_cast<void>(m_runner->approve(kOther, QStringLiteral("looks good")));
            }
        }
        return rollout::isEnded(m_runner->state().phase);
    }

private:
    /// How far the clock goes from one look to the next: to the minute where a command is under way, by hours through a soak of days.
    Millis stride() const
    {
        const rollout::Snapshot now = m_runner->snapshot();
        if (now.soakDone && now.soakLength - *now.soakDone > 4h) {
            return 3h;
        }
        const bool waits = now.state.phase == Phase::Soaking || now.state.phase == Phase::Held;
        return waits ? Millis(20min) : Millis(1min);
    }

    static rehearsal::Options options()
    {
        rehearsal::Options options;
        options.tick = 60s;
        return options;
    }

    static rollout::State stateOf(rollout::Plan plan)
    {
        rollout::State state;
        rollout::Release& release = state.release;
        release.id = ReleaseId(QStringLiteral("01989f2e-6c1d-7c55-8000-000000000001"));
        release.name = QStringLiteral("data_analyst");
        release.baselineVersion = QStringLiteral("1.4.2");
        release.target = QStringLiteral("practice");
        release.manifest.component = QStringLiteral("data_analyst");
        release.manifest.version = QStringLiteral("2.0.0");
        release.manifest.successCriteria.push_back(
            {metrics::kErrorRate, *condition::Condition::parse(QStringLiteral("< 0.01"), metrics::kErrorRate)});
        release.plan = std::move(plan);
        for (rollout::PlanPhase& phase : release.plan.phases) {
            phase.criteria.clear(); // the practice target has not the guides' own metrics; the manifest's criterion is judged instead
        }
        release.plan.rules.clear();
        release.plan.gates.staleAfter = 6h; // looks are hours apart
        release.plan.effectDeadline = 10min;
        return state;
    }

    test::FakeClock m_clock;
    rehearsal::Api m_api;
    rehearsal::Server m_server;
    test::MemoryHistory m_history{m_clock};
    test::FakeRegistry m_registry;
    remote::Endpoints m_endpoints{m_clock};
    std::unique_ptr<engine::RolloutRunner> m_runner;
};

rollout::Plan planNamed(const QString& name)
{
    for (const formats::PlanTemplate& each : formats::planTemplates()) {
        if (each.plan.name == name) {
            return each.plan;
        }
    }
    return {};
}

/// "d1 10 % mirrored", day by the calendar from the start on, for all that was asked of the target.
QStringList told(const rollout::State& state)
{
    QStringList lines;
    const QDate first = QDateTime::fromMSecsSinceEpoch(state.startedAt->ms(), Qt::UTC).date();
    for (const rollout::Command& command : state.commands) {
        const QDate day = QDateTime::fromMSecsSinceEpoch(command.intentAt.ms(), Qt::UTC).date();
        const QString what = command.activation ? QStringLiteral("activate")
            : command.task                      ? QStringLiteral("task")
                                                : rollout::inWords(command.ask());
        lines += QStringLiteral("d%1 %2").arg(first.daysTo(day) + 1).arg(what).replace(QChar(0xA0), QLatin1Char(' '));
    }
    return lines;
}

} // namespace

/// Every strategy that the guides describe, from start to end on the practice target, with days that pass in a second or less.
class TestGuides : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStrategyComesToItsEnd_data()
    {
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* plan, const QStringList& expected) { QTest::newRow(plan) << expected; };
        const QString mode = QStringLiteral("; configured: LATENCY_OPTIMIZATION_MODE");
        row("canary",
            {QStringLiteral("d1 10 %"), QStringLiteral("d1 25 %"), QStringLiteral("d1 50 %"), QStringLiteral("d1 75 %"),
                QStringLiteral("d1 100 %"), QStringLiteral("d1 activate")});
        row("percentage-flags",
            {QStringLiteral("d1 25 %"), QStringLiteral("d1 50 %"), QStringLiteral("d1 100 %"), QStringLiteral("d1 activate")});
        row("blue-green",
            {QStringLiteral("d1 task"), QStringLiteral("d1 100 %"), QStringLiteral("d1 task"), QStringLiteral("d1 activate")});
        row("day-ramp",
            {QStringLiteral("d1 configured: LATENCY_OPTIMIZATION_MODE"), QStringLiteral("d1 10 % mirrored") + mode,
                QStringLiteral("d4 10 % mirrored") + mode, QStringLiteral("d4 10 %") + mode, QStringLiteral("d8 25 %") + mode,
                QStringLiteral("d10 50 %") + mode, QStringLiteral("d12 75 %") + mode, QStringLiteral("d14 100 %") + mode,
                QStringLiteral("d22 activate")});
        row("all-at-once", {QStringLiteral("d1 100 %"), QStringLiteral("d2 activate")});
        row("weekly-units",
            {QStringLiteral("d1 documentation and research"), QStringLiteral("d8 documentation, research, qa and ops"),
                QStringLiteral("d15 documentation, research, qa, ops and engineer"), QStringLiteral("d22 100 %"),
                QStringLiteral("d27 activate")});
        row("off-peak",
            {QStringLiteral("d2 10 %"), QStringLiteral("d3 25 %"), QStringLiteral("d4 50 %"), QStringLiteral("d5 100 %"),
                QStringLiteral("d6 activate")});
    }
    void everyStrategyComesToItsEnd()
    {
        QFETCH(QStringList, expected);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QElapsedTimer took;
        took.start();
        Compressed world(planNamed(name));
        QVERIFY(world.runner().start(kWho, {}).has_value());
        QVERIFY2(world.carryOut(24h * 40),
            qPrintable(toString(world.runner().state().phase) + QLatin1Char(' ') + world.runner().state().holdWhy));
        const rollout::State& state = world.runner().state();
        QCOMPARE(toString(state.phase), QStringLiteral("activated"));
        QCOMPARE(told(state), expected);
        QCOMPARE(world.registry().version, QStringLiteral("2.0.0"));
        QVERIFY(std::ranges::all_of(
            state.commands, [](const rollout::Command& command) { return command.outcome == rollout::CommandOutcome::Accepted; }));
        qInfo("%lld days in %lld ms, %zu records", static_cast<long long>((*state.endedAt - *state.startedAt) / (24h)), took.elapsed(),
            world.records().size());
    }

    void growthAtNightStaysInItsHours()
    {
        Compressed world(planNamed(QStringLiteral("off-peak")));
        QVERIFY(world.runner().start(kWho, {}).has_value());
        QVERIFY(world.carryOut(24h * 10));
        for (const rollout::Command& command : world.runner().state().commands) {
            const int hour = QDateTime::fromMSecsSinceEpoch(command.intentAt.ms(), Qt::UTC).time().hour();
            QVERIFY2(hour >= 2 && hour < 6, qPrintable(QString::number(hour)));
        }
    }
};

QTEST_GUILESS_MAIN(TestGuides)
#include "test_guides.moc"
