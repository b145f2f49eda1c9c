#include "tests/model/world.h"

#include <QSet>
#include <QtTest>

#include <deque>
#include <random>

using namespace fairlead;
using namespace std::chrono_literals;
using model::Event;
using model::World;

namespace {

rollout::Step stepOf(rollout::StepKind kind)
{
    rollout::Step step;
    step.kind = kind;
    return step;
}

rollout::Step weightOf(double weight)
{
    rollout::Step step = stepOf(rollout::StepKind::SetWeight);
    step.weight = Percent::clamped(weight);
    return step;
}

rollout::Step soakOf(Millis length)
{
    rollout::Step step = stepOf(rollout::StepKind::Soak);
    step.soak = length;
    return step;
}

/// 40 %, a soak, its gate, an approval, 100 %, a soak, its gate, the activation.
rollout::Plan smallPlan(bool approval)
{
    rollout::Plan plan;
    plan.name = QStringLiteral("small");
    plan.effectDeadline = 20s;
    plan.steps = {weightOf(40), soakOf(30s), stepOf(rollout::StepKind::Gate)};
    if (approval) {
        rollout::Step step = stepOf(rollout::StepKind::Approval);
        step.deadline = rollout::Deadline{60s, rollout::Overdue::Hold};
        plan.steps.push_back(step);
    }
    plan.steps.push_back(weightOf(100));
    plan.steps.push_back(soakOf(30s));
    plan.steps.push_back(stepOf(rollout::StepKind::Gate));
    plan.steps.push_back(stepOf(rollout::StepKind::Activate));
    return plan;
}

/// A mirror, a verification, settings, two units with a rule of the analysis between them, a part of the checklist, the switch for all.
rollout::Plan richPlan()
{
    rollout::Plan plan;
    plan.name = QStringLiteral("rich");
    plan.effectDeadline = 20s;
    rollout::Step mirror = stepOf(rollout::StepKind::Mirror);
    mirror.reach.mirror = Percent::clamped(10);
    rollout::Step verify = stepOf(rollout::StepKind::Verify);
    verify.task = rollout::Task{QStringLiteral("smoke test"), QStringLiteral("GET"), QStringLiteral("http://preview.test/")};
    verify.task->attempts = 2;
    rollout::Step configure = stepOf(rollout::StepKind::Configure);
    configure.reach.settings.insert(QStringLiteral("MODE"), QStringLiteral("enabled"));
    rollout::Step units = stepOf(rollout::StepKind::Unit);
    units.reach.units = {QStringLiteral("docs"), QStringLiteral("qa")};
    rollout::Step checklist = stepOf(rollout::StepKind::Checklist);
    checklist.checklist = QStringLiteral("Sign-off");
    rollout::Step soak = soakOf(30s);
    soak.samples = 10;
    plan.steps = {mirror, soak, verify, configure, units, stepOf(rollout::StepKind::Analysis), soak, stepOf(rollout::StepKind::Gate),
        checklist, stepOf(rollout::StepKind::Switch), soak, stepOf(rollout::StepKind::Gate), stepOf(rollout::StepKind::Activate)};
    return plan;
}

rollout::Plan planOf(int kind)
{
    return kind == 2 ? richPlan() : smallPlan(kind == 1);
}

int fromEnvironment(const char* name, int otherwise)
{
    bool given = false;
    const int value = qEnvironmentVariableIntValue(name, &given);
    return given ? value : otherwise;
}

/// A world and what led to it.
struct Path {
    World world;
    std::vector<Event> events;
};

QString inWords(const std::vector<Event>& events)
{
    QStringList words;
    for (const Event event : events) {
        words += QLatin1String(model::nameOf(event));
    }
    return words.join(QLatin1Char(' '));
}

/// The worlds on the way on which nothing goes wrong, from the preparation to the end.
std::vector<Path> calmWay(const rollout::Plan& plan)
{
    std::vector<Path> ways{{World(plan), {}}};
    Path path = ways.front();
    for (int round = 0; round < 150 && !rollout::isEnded(path.world.state().phase); ++round) {
        for (const Event event : {Event::Start, Event::Tick, Event::Accepted, Event::ApproveOther, Event::ChecklistSettled, Event::Wait}) {
            if (path.world.possible(event) && (event != Event::Wait || round % 3 == 2)) {
                path.events.push_back(event);
                static_cast<void>(path.world.take(event));
                ways.push_back(path);
            }
        }
    }
    return ways;
}

/// Every world that at most @p depth events lead to from any moment of the calm way, each once.
struct Explored {
    qsizetype worlds = 0;
    qsizetype transitions = 0;
    QString broken;
};

Explored explore(const rollout::Plan& plan, int depth, qsizetype most)
{
    Explored explored;
    QSet<QByteArray> known;
    std::deque<Path> open;
    std::deque<std::size_t> calm; ///< how many events led to each before it was left
    for (Path& way : calmWay(plan)) {
        if (!known.contains(way.world.key())) {
            known.insert(way.world.key());
            calm.push_back(way.events.size());
            open.push_back(std::move(way));
        }
    }
    while (!open.empty() && explored.broken.isEmpty() && known.size() < most) {
        const Path path = std::move(open.front());
        const std::size_t left = calm.front();
        open.pop_front();
        calm.pop_front();
        if (path.events.size() >= left + static_cast<std::size_t>(depth)) {
            continue;
        }
        for (int i = 0; i < model::kEvents; ++i) {
            const auto event = static_cast<Event>(i);
            if (!path.world.possible(event)) {
                continue;
            }
            Path next = path;
            next.events.push_back(event);
            ++explored.transitions;
            const QString wrong = next.world.take(event);
            if (!wrong.isEmpty()) {
                explored.broken = QStringLiteral("%1, after: %2").arg(wrong, inWords(next.events));
                break;
            }
            if (!known.contains(next.world.key())) {
                known.insert(next.world.key());
                calm.push_back(left);
                open.push_back(std::move(next));
            }
        }
    }
    explored.worlds = known.size();
    return explored;
}

/// What people and servers do once all trouble is over. Empty, or why the release did not come to an end.
QString afterTheStorm(World& world)
{
    for (int round = 0; round < 150 && !rollout::isEnded(world.state().phase); ++round) {
        for (const Event event : {Event::GatesPass, Event::SourceBack, Event::TrafficFollows, Event::ReleaseLine, Event::WindowOpens,
                 Event::Start, Event::Retry, Event::Resume, Event::ApproveOther, Event::ApproveOne, Event::ChecklistSettled, Event::Tick,
                 Event::Accepted, Event::Wait}) {
            const QString wrong = world.possible(event) ? world.take(event) : QString();
            if (!wrong.isEmpty()) {
                return wrong;
            }
        }
    }
    return rollout::isEnded(world.state().phase) ? QString()
                                                 : QStringLiteral("it never ends: %1, step %2, %3")
                                                       .arg(toString(world.state().phase))
                                                       .arg(world.state().step)
                                                       .arg(world.state().holdWhy);
}

} // namespace

/// What must hold whatever happens, in whatever order: tests/model/world.h has the events, World::broken() the invariants.
class TestRolloutModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyInterleavingToADepth_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("two weights") << 0;
        QTest::newRow("two weights with an approval between") << 1;
        QTest::newRow("mirror, verification, settings, units, checklist, switch") << 2;
    }
    void everyInterleavingToADepth()
    {
        QFETCH(int, kind);
        const int depth = fromEnvironment("FAIRLEAD_MODEL_DEPTH", 3);
        const Explored explored = explore(planOf(kind), depth, 400'000);
        qInfo("%lld worlds, %lld transitions, depth %d", static_cast<long long>(explored.worlds),
            static_cast<long long>(explored.transitions), depth);
        QVERIFY2(explored.broken.isEmpty(), qPrintable(explored.broken));
        QVERIFY(explored.worlds > 500);
    }

    void longRandomRuns()
    {
        const int runs = fromEnvironment("FAIRLEAD_MODEL_RUNS", 400);
        const int first = fromEnvironment("FAIRLEAD_MODEL_SEED", 1);
        constexpr int kLength = 250;
        int activated = 0;
        int rolledBack = 0;
        for (int seed = first; seed < first + runs; ++seed) {
            std::mt19937 random(static_cast<unsigned>(seed));
            World world(planOf(seed % 3));
            std::vector<Event> events;
            for (int i = 0; i < kLength && !rollout::isEnded(world.state().phase); ++i) {
                // Looks and answers are what happens most; the rest comes in between.
                const bool usual = random() % 12 != 0;
                const std::array often{Event::Tick, Event::Wait, Event::Accepted, Event::Start};
                const Event event = usual ? often[random() % often.size()] : static_cast<Event>(random() % model::kEvents);
                if (!world.possible(event)) {
                    continue;
                }
                events.push_back(event);
                const QString wrong = world.take(event);
                QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("seed %1: %2, after: %3").arg(seed).arg(wrong, inWords(events))));
            }
            if (!world.quarantined()) {
                const QString wrong = afterTheStorm(world);
                QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("seed %1: %2, after: %3").arg(seed).arg(wrong, inWords(events))));
            }
            activated += world.state().phase == rollout::Phase::Activated ? 1 : 0;
            rolledBack += world.state().phase == rollout::Phase::RolledBack ? 1 : 0;
        }
        qInfo("%d runs: %d activated, %d rolled back", runs, activated, rolledBack);
        QVERIFY(activated > 0);
        QVERIFY(rolledBack > 0);
    }

    void withNothingInItsWayItIsActivated()
    {
        World world(smallPlan(false));
        QVERIFY(world.take(Event::Start).isEmpty());
        for (int i = 0; i < 60; ++i) {
            for (const Event event : {Event::Tick, Event::Accepted, Event::Wait}) {
                if (world.possible(event)) {
                    const QString wrong = world.take(event);
                    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
                }
            }
        }
        QCOMPARE(toString(world.state().phase), toString(rollout::Phase::Activated));
        QCOMPARE(world.target().weight.value(), 100.0);
    }
};

QTEST_GUILESS_MAIN(TestRolloutModel)
#include "test_rollout_model.moc"
