#pragma once

#include "models/engine/rollout_runner.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_endpoints.h"
#include "tests/fakes/memory_history.h"

#include <QCoreApplication>

namespace fairlead::test {

/// A release on a fake service with a fake clock: a test says how time passes and what requests do.
class Bench {
public:
    explicit Bench(rollout::Plan plan = shortPlan())
    {
        state.release = release(std::move(plan));
        service->now = clock.now();
    }

    static rollout::Plan shortPlan()
    {
        rollout::Plan plan;
        plan.name = QStringLiteral("short");
        for (const double weight : {10.0, 50.0, 100.0}) {
            plan.steps.push_back({rollout::StepKind::SetWeight, Percent::clamped(weight), {}});
            plan.steps.push_back({rollout::StepKind::Soak, {}, std::chrono::seconds(20)});
            plan.steps.push_back({rollout::StepKind::Gate, {}, {}});
        }
        plan.steps.push_back({rollout::StepKind::Activate, {}, {}});
        plan.pollInterval = std::chrono::seconds(1);
        plan.effectDeadline = std::chrono::seconds(15);
        plan.gates.staleAfter = std::chrono::seconds(5);
        return plan;
    }

    static rollout::Release release(rollout::Plan plan)
    {
        rollout::Release release;
        release.id = ReleaseId(QStringLiteral("01989f2e-6c1d-7c55-8000-000000000001"));
        release.name = QStringLiteral("data_analyst");
        release.environment = QStringLiteral("production");
        release.baselineVersion = QStringLiteral("1.4.2");
        release.target = QStringLiteral("edge");
        release.source = QStringLiteral("metrics");
        release.manifest.component = QStringLiteral("personas/analysts/data_analyst_v2_optimized");
        release.manifest.replaces = QStringLiteral("personas/analysts/data_analyst");
        release.manifest.version = QStringLiteral("2.0.0");
        release.manifest.successCriteria.push_back(
            {metrics::kErrorRate, *condition::Condition::parse(QStringLiteral("< 0.01"), metrics::kErrorRate)});
        release.plan = std::move(plan);
        return release;
    }

    /// Makes (or makes again, as after a restart) the runner from what the history tells.
    void open()
    {
        runner.reset();
        rollout::State folded;
        folded.release = state.release;
        for (const audit::Record& row : history.rows) {
            folded = rollout::apply(std::move(folded), row);
        }
        runner
            = std::make_unique<engine::RolloutRunner>(engine::RunnerPorts{history, registry, clock, std::make_unique<FakeTarget>(service),
                                                          std::make_unique<FakeSource>(service), std::make_unique<FakeTasks>(service)},
                folded, nullptr);
        QObject::connect(
            runner.get(), &engine::RolloutRunner::failed, runner.get(), [this](const Error& error) { errors.push_back(error); });
        runner->restore(
            history.samples.value(state.release.id.text()), history.notes.value(QStringLiteral("soak/") + state.release.id.text()));
        runner->begin();
        settle();
    }

    /// Lets time pass in half seconds while requests come, and looks each time.
    void pass(std::chrono::milliseconds length)
    {
        for (Millis gone{}; gone < length; gone += Millis(500)) {
            clock.advance(Millis(500));
            service->now = clock.now();
            service->serve(40);
            runner->look();
            settle();
        }
    }
    /// Passes time until @p phase, at most @p longest; true when it was reached.
    bool passUntil(rollout::Phase phase, std::chrono::milliseconds longest)
    {
        for (Millis gone{}; gone < longest && runner->state().phase != phase; gone += Millis(500)) {
            pass(Millis(500));
        }
        return runner->state().phase == phase;
    }

    /// Kinds of all records, the reader's text drawing of what happened.
    QStringList kinds() const
    {
        QStringList kinds;
        for (const audit::Record& row : history.rows) {
            kinds.append(row.entry.kind);
        }
        return kinds;
    }
    int count(const QString& kind) const { return static_cast<int>(kinds().count(kind)); }

    static void settle()
    {
        for (int i = 0; i < 8; ++i) {
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents();
        }
    }

    FakeClock clock;
    MemoryHistory history{clock};
    FakeRegistry registry;
    std::shared_ptr<FakeService> service = std::make_shared<FakeService>();
    rollout::State state;
    std::unique_ptr<engine::RolloutRunner> runner;
    std::vector<Error> errors;
};

} // namespace fairlead::test
