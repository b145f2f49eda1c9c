// How long the engine takes from a breach that its source shows until the weight is back at the target.

#include "app/wiring/session.h"
#include "models/formats/plan.h"
#include "tests/bench/ledger.h"
#include "tests/bench/measure.h"
#include "tests/lab/practice.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>

using namespace fairlead;
using namespace std::chrono_literals;
using bench::stop;

namespace {

constexpr int kTogether = 10; ///< releases at a time, each on a practice target of its own with a breach of its own moment
constexpr double kBound = 0.02; ///< of the plan's rule: roll back when error_rate > 2% for 2 consecutive samples

template <typename T> T orStop(Result<T> result)
{
    if (!result) {
        stop(result.error().message);
    }
    return std::move(*result);
}

/// The sample workspace's plan for practice, as people have it.
rollout::Plan samplePlan()
{
    QFile file(QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/sample/plans/practice.yaml"));
    if (!file.open(QIODevice::ReadOnly)) {
        stop(file.errorString());
    }
    const auto plan = formats::readPlan(file.fileName(), file.readAll());
    if (!plan.valid()) {
        stop(QStringLiteral("the sample's plan is not valid"));
    }
    return *plan.value;
}

/// Burns all cores while it lives.
class Burners {
public:
    explicit Burners(unsigned count)
    {
        m_threads.reserve(count);
        for (unsigned i = 0; i < count; ++i) {
            m_threads.emplace_back([this] {
                while (!m_done.load(std::memory_order_relaxed)) { }
            });
        }
    }
    ~Burners()
    {
        m_done = true;
        for (std::thread& thread : m_threads) {
            thread.join();
        }
    }
    Burners(const Burners&) = delete;
    Burners& operator=(const Burners&) = delete;

private:
    std::atomic<bool> m_done = false;
    std::vector<std::thread> m_threads;
};

/// One release of a batch.
struct Run {
    const lab::Practice* practice = nullptr;
    QString name;
    Millis due{}; ///< when its canary begins to fail, after the batch is soaking
    bool failing = false;
    std::optional<Instant> breachAt; ///< when its source first showed it
};

/// Lets the canaries fail, each at its moment, and notes when the sources show it. Asks them without pause: the window's
/// thread, which this stands for, is frozen meanwhile.
void breach(std::vector<Run>& runs)
{
    const SystemClock clock;
    const Millis began = clock.elapsed();
    const QJsonObject fault{{QStringLiteral("kind"), QStringLiteral("error-spike")}, {QStringLiteral("rate"), 0.5}};
    const QJsonObject faults{{QStringLiteral("faults"), QJsonArray{fault}}};
    while (!std::ranges::all_of(runs, [](const Run& run) { return run.breachAt.has_value(); })) {
        for (Run& run : runs) {
            if (!run.failing && clock.elapsed() - began >= run.due) {
                orStop(run.practice->ask("PUT", QStringLiteral("/v1/faults"), faults));
                run.failing = true;
            }
            if (run.failing && !run.breachAt) {
                const QJsonObject metrics
                    = orStop(run.practice->ask("GET", QStringLiteral("/v1/splits/%1/metrics?window=10s").arg(run.name)));
                const double rate = metrics.value(QLatin1String("canary")).toObject().value(QLatin1String("error_rate")).toDouble();
                run.breachAt = rate > kBound ? std::optional(clock.now()) : std::nullopt;
            }
        }
    }
}

void waitFor(bench::Ledger& ledger, const char* what, const std::function<bool()>& reached)
{
    const SystemClock clock;
    const Millis began = clock.elapsed();
    while (!reached()) {
        if (clock.elapsed() - began > 90s) {
            stop(QStringLiteral("waited 90 s for: %1").arg(QLatin1String(what)));
        }
        std::this_thread::sleep_for(50ms);
        ledger.read();
    }
}

/// Latencies in seconds of one batch.
std::vector<double> batch(std::vector<Run> runs, const rollout::Plan& plan)
{
    const QTemporaryDir folder;
    std::vector<lab::PracticeRelease> releases;
    releases.reserve(runs.size());
    for (const Run& run : runs) {
        orStop(run.practice->ask("POST", QStringLiteral("/v1/reset")));
        releases.push_back({run.name, run.practice->url(), run.practice->url(), QStringLiteral("10s"), QStringLiteral("10s")});
    }
    const auto session = orStop(wiring::Session::open(orStop(lab::practiceWorkspace(folder.path(), releases, plan))));
    session->begin();
    bench::Ledger ledger(session->history());
    const int count = static_cast<int>(runs.size());
    waitFor(ledger, "preparation", [&] { return ledger.prepared() == count; });
    std::this_thread::sleep_for(500ms);
    for (const Run& run : runs) {
        const ReleaseId id(ledger.releaseOn(run.name));
        QMetaObject::invokeMethod(&session->engine(), [engine = &session->engine(), id] { engine->start(id, {}); });
    }
    waitFor(ledger, "the first weight's effect", [&] { return ledger.count(audit::kind::kEffect) == count; });
    std::this_thread::sleep_for(3s); // some good samples first
    breach(runs);
    waitFor(ledger, "rollbacks", [&] { return ledger.count(audit::kind::kEnded) == count; });

    std::vector<double> latencies;
    latencies.reserve(runs.size());
    for (const bench::CommandTimes& command : ledger.commands()) {
        const auto run = std::ranges::find_if(runs, [&](const Run& each) { return ledger.releaseOn(each.name) == command.release; });
        if (command.rollback && command.outcome == QLatin1String("accepted")) {
            latencies.push_back(static_cast<double>((*command.outcomeAt - *run->breachAt).count()) / 1000.0);
        }
    }
    for (const Run& run : runs) {
        if (orStop(run.practice->split(run.name)).first != 0.0) {
            stop(QStringLiteral("a target did not get its weight back"));
        }
    }
    return latencies;
}

bench::Measure measure(const QString& id, const char* mode, int wanted, const std::vector<std::unique_ptr<lab::Practice>>& practices,
    const rollout::Plan& plan)
{
    QRandomGenerator random(20250807);
    std::vector<double> latencies;
    while (static_cast<int>(latencies.size()) < wanted) {
        std::vector<Run> runs;
        runs.reserve(practices.size());
        for (const auto& practice : practices) {
            Run run;
            run.practice = practice.get();
            run.name = QStringLiteral("split-%1").arg(runs.size() + 1);
            run.due = Millis(random.bounded(static_cast<int>(2 * plan.pollInterval.count())));
            runs.push_back(std::move(run));
        }
        const std::vector<double> fresh = batch(std::move(runs), plan);
        latencies.insert(latencies.end(), fresh.begin(), fresh.end());
    }
    std::printf("%-42s %4zu rollbacks   median %.2f s   p99 %.2f s   worst %.2f s\n", mode, latencies.size(),
        bench::quantile(latencies, 0.5), bench::quantile(latencies, 0.99), bench::quantile(latencies, 1.0));
    return {.id = id,
        .what = QStringLiteral("breach to weight back, p99 of %1 rollbacks; %2").arg(latencies.size()).arg(QLatin1String(mode)),
        .unit = QStringLiteral("s"),
        .ours = bench::quantile(latencies, 0.99),
        .ratios = {{QStringLiteral("p99 in poll intervals"),
            bench::quantile(latencies, 0.99) / std::chrono::duration<double>(plan.pollInterval).count()}}};
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    bench::Report report(argc, argv);
    const int wanted = report.runs(report.arguments().value(0, QStringLiteral("100")).toInt());
    const rollout::Plan plan = samplePlan();
    const QTemporaryDir folder;
    std::vector<std::unique_ptr<lab::Practice>> practices;
    practices.reserve(kTogether);
    for (int i = 1; i <= kTogether; ++i) {
        practices.push_back(orStop(lab::Practice::start({QStringLiteral("split-%1").arg(i)}, {}, folder.path())));
    }
    const double poll = std::chrono::duration<double>(plan.pollInterval).count();
    std::printf("plan %s: asked every %g s, 2 samples in a row over %g %% roll back; a breach is thus %g to %g s old by rule\n",
        qUtf8Printable(plan.name), poll, 100.0 * kBound, poll, 2.0 * poll);
    report.add(measure(QStringLiteral("rollback-idle"), "idle", wanted, practices, plan));
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    const Burners burners(cores);
    const std::string busy = "busy: " + std::to_string(cores) + " threads of the process burn CPU";
    report.add(measure(QStringLiteral("rollback-busy"), busy.c_str(), wanted, practices, plan));
    return report.finish();
}
