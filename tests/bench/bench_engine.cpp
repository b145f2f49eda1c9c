// What many rollouts at once cost the engine: CPU, memory, and how long their commands take, beside bare requests.

#include "app/wiring/session.h"
#include "tests/bench/ledger.h"
#include "tests/bench/measure.h"
#include "tests/lab/practice.h"
#include "tests/lab/probe.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <thread>

using namespace fairlead;
using namespace std::chrono_literals;
using bench::stop;

namespace {

constexpr Millis kStartsWithin = 20s; ///< the releases are started evenly over this
constexpr Millis kSteady = 20s; ///< the length over which CPU and the lag are measured
constexpr Millis kPatience = 180s; ///< for a phase to be reached by all; what is missing then is said

template <typename T> T orStop(Result<T> result)
{
    if (!result) {
        stop(result.error().message);
    }
    return std::move(*result);
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double residentKiB()
{
    return bench::residentBytes() / 1024.0;
}

/// Milliseconds that bare PUTs of a weight take, one after the other, each on a connection of its own.
std::vector<double> bareRequests(const lab::Practice& practice, int count)
{
    std::vector<double> times;
    times.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const auto began = std::chrono::steady_clock::now();
        const auto answer = orStop(lab::httpRequest("PUT", QUrl(practice.url() + QStringLiteral("/v1/splits/bare")), "{\"weight\":10}"));
        if (answer.status != 200) {
            stop(QStringLiteral("a bare request was answered %1").arg(answer.status));
        }
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    }
    return times;
}

void print(const char* what, const std::vector<double>& milliseconds)
{
    std::printf("  %-50s p50 %9.1f ms   p99 %9.1f ms   worst %9.1f ms   (%zu)\n", what, bench::quantile(milliseconds, 0.5),
        bench::quantile(milliseconds, 0.99), bench::quantile(milliseconds, 1.0), milliseconds.size());
    std::fflush(stdout);
}

/// One engine with so many releases on one practice target.
class Crowd {
public:
    Crowd(int count, bench::Report& report)
        : m_count(count)
        , m_report(report)
    {
        QStringList splits{QStringLiteral("bare")};
        splits.reserve(count + 1);
        for (int i = 1; i <= count; ++i) {
            splits.append(QStringLiteral("split-%1").arg(i));
        }
        m_practice = orStop(lab::Practice::start(splits, {}, m_folder.path()));
        m_bare = bareRequests(*m_practice, 300);
        m_residentBefore = residentKiB();
        open(splits.mid(1));
    }

    void run()
    {
        startAll();
        const bool effective = waitFor([this] { return m_ledger->count(audit::kind::kEffect) >= m_count; });
        report("engine-first-weight", "first weight, started over 20 s: intent to outcome", false);
        steady();
        const QJsonObject fault{{QStringLiteral("kind"), QStringLiteral("error-spike")}, {QStringLiteral("rate"), 0.5}};
        orStop(m_practice->ask("PUT", QStringLiteral("/v1/faults"), {{QStringLiteral("faults"), QJsonArray{fault}}}));
        const Instant breach = m_clock.now();
        const bool ended = waitFor([this] { return m_ledger->count(audit::kind::kEnded) >= m_count; });
        report("engine-rollback", "all roll back at once: intent to outcome", true);
        std::vector<double> back;
        for (const bench::CommandTimes& command : m_ledger->commands()) {
            if (command.rollback && command.outcome == QLatin1String("accepted")) {
                back.push_back(static_cast<double>((*command.outcomeAt - breach).count()));
            }
        }
        print("all roll back at once: breach to weight back", back);
        add("engine-breach", "all roll back at once: breach to weight back, p99", "ms", bench::quantile(back, 0.99));
        std::printf("  carried: %d of %d effective, %d of %d rolled back%s; %lld records\n",
            std::min(m_ledger->count(audit::kind::kEffect), m_count), m_count, m_ledger->count(audit::kind::kEnded), m_count,
            effective && ended ? "" : " (patience ended)", static_cast<long long>(m_ledger->records()));
    }

private:
    void open(const QStringList& splits)
    {
        std::vector<lab::PracticeRelease> releases;
        releases.reserve(static_cast<std::size_t>(splits.size()));
        for (const QString& split : splits) {
            releases.push_back({split, m_practice->url(), m_practice->url(), QStringLiteral("10s"), QStringLiteral("10s")});
        }
        rollout::Plan plan = rollout::Plan::canary(Percent::clamped(10));
        const auto workspace = orStop(lab::practiceWorkspace(m_folder.path(), releases, plan));
        const Millis began = m_clock.elapsed();
        m_session = orStop(wiring::Session::open(workspace));
        m_session->begin();
        m_ledger.emplace(m_session->history());
        if (!waitFor([this] { return m_ledger->prepared() == m_count; })) {
            stop(QStringLiteral("the releases were not prepared"));
        }
        lag();
        std::printf("%d rollouts at once, asked every %lld s\n  prepared in %.1f s\n", m_count,
            static_cast<long long>(plan.pollInterval.count() / 1000), static_cast<double>((m_clock.elapsed() - began).count()) / 1000.0);
        print("baseline: a bare PUT, nothing else going on", m_bare);
    }

    void startAll()
    {
        for (int i = 1; i <= m_count; ++i) {
            const ReleaseId id(m_ledger->releaseOn(QStringLiteral("split-%1").arg(i)));
            QMetaObject::invokeMethod(&m_session->engine(), [engine = &m_session->engine(), id] { engine->start(id, {}); });
            std::this_thread::sleep_for(kStartsWithin / m_count);
        }
    }

    /// How long the engine's thread takes to come to something new, in milliseconds.
    double lag()
    {
        const auto began = std::chrono::steady_clock::now();
        QMetaObject::invokeMethod(&m_session->engine(), [] { }, Qt::BlockingQueuedConnection);
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    }

    void steady()
    {
        const double cpuBefore = cpuSeconds();
        const Millis began = m_clock.elapsed();
        std::vector<double> lags;
        while (m_clock.elapsed() - began < kSteady) {
            lags.push_back(lag());
            std::this_thread::sleep_for(100ms);
        }
        const double seconds = std::chrono::duration<double>(m_clock.elapsed() - began).count();
        const double cpu = cpuSeconds() - cpuBefore;
        const double memory = residentKiB() - m_residentBefore;
        std::printf("  soaking: %.2f ms CPU a second and rollout (%.0f %% of a core), %.0f KiB a rollout (%.0f MiB)\n",
            1000.0 * cpu / seconds / m_count, 100.0 * cpu / seconds, memory / m_count, memory / 1024.0);
        print("soaking: until the engine's thread takes a call", lags);
        add("engine-cpu", "soaking: CPU a second and rollout", "ms", 1000.0 * cpu / seconds / m_count);
        add("engine-memory", "soaking: memory a rollout", "KiB", memory / m_count);
        add("engine-lag", "soaking: until the engine's thread takes a call, p99", "ms", bench::quantile(lags, 0.99));
        print("baseline: a bare PUT, while they soak", bareRequests(*m_practice, 300));
    }

    void add(const char* id, const char* what, const char* unit, double figure, std::optional<double> floor = {})
    {
        m_report.add({.id = QStringLiteral("%1-%2").arg(QLatin1String(id)).arg(m_count),
            .what = QStringLiteral("%1 rollouts, %2").arg(m_count).arg(QLatin1String(what)),
            .unit = QLatin1String(unit),
            .ours = figure,
            .floor = floor});
    }

    void report(const char* id, const char* what, bool rollback)
    {
        std::vector<double> whole;
        std::vector<double> driver;
        QHash<QString, int> outcomes;
        for (const bench::CommandTimes& command : m_ledger->commands()) {
            if (command.rollback == rollback && command.outcomeAt) {
                whole.push_back(1000.0 * command.seconds());
                driver.push_back(static_cast<double>(command.ms));
                ++outcomes[command.outcome];
            }
        }
        print(what, whole);
        add(id, what, "ms", bench::quantile(whole, 0.5), bench::median(m_bare)); // the floor is a bare PUT
        print("  of it the driver, from its call to its answer", driver);
        for (auto it = outcomes.cbegin(); it != outcomes.cend(); ++it) {
            std::printf("    %s: %d\n", qUtf8Printable(it.key()), it.value());
        }
    }

    bool waitFor(const std::function<bool()>& reached)
    {
        const Millis began = m_clock.elapsed();
        while (m_clock.elapsed() - began < kPatience) {
            m_ledger->read();
            if (reached()) {
                return true;
            }
            std::this_thread::sleep_for(250ms);
        }
        return false;
    }

    int m_count;
    bench::Report& m_report;
    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<lab::Practice> m_practice;
    std::vector<double> m_bare;
    double m_residentBefore = 0.0;
    std::unique_ptr<wiring::Session> m_session;
    std::optional<bench::Ledger> m_ledger;
};

} // namespace

// Without an argument: 100, 300, 500 and 1,000, each in a process of its own, so that none pays for the memory of another.
int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    bench::Report report(argc, argv);
    if (!report.arguments().isEmpty()) {
        Crowd crowd(std::max(1, report.arguments().constFirst().toInt()), report);
        crowd.run();
        return report.finish();
    }
    for (const char* count : {"100", "300", "500", "1000"}) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(), {QLatin1String(count), QStringLiteral("--json")});
        constexpr int kLongest = 1'800'000;
        if (!process.waitForFinished(kLongest) || process.exitCode() != 0) {
            stop(QStringLiteral("%1 rollouts were not measured").arg(QLatin1String(count)));
        }
        const QList<QByteArray> lines = process.readAllStandardOutput().split('\n');
        for (const QByteArray& line : lines) {
            if (const auto measure = bench::Measure::fromJson(line)) {
                report.add(*measure);
            }
        }
    }
    return report.finish();
}
