#include "tests/soak/soak.h"

#include "models/base/clock.h"
#include "models/remote/haproxy/servers.h"
#include "tests/journeys/account.h"
#include "tests/journeys/told.h"
#include "tests/lab/lab_workspace.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QRandomGenerator>
#include <QThread>

#include <algorithm>
#include <csignal>

namespace fairlead::test {

namespace {

using rollout::CommandOutcome;
using rollout::Phase;

constexpr int kLongestWaitMs = 4'000; // for a line after which to kill
constexpr int kLongestEndMs = 240'000;
constexpr unsigned long kMetricsForgetMs = 12'000; // the lab's queries look back 10 s, and Prometheus scrapes every second

/// Is the release over, as far as fairleadctl can bring it?
bool over(const rollout::State& state)
{
    return rollout::isEnded(state.phase) || (state.phase == Phase::Held && state.holdNeedsPerson);
}

class Killer {
public:
    Killer(lab::Lab& lab, QString folder, quint32 seed)
        : m_lab(lab)
        , m_folder(std::move(folder))
        , m_random(seed)
    {
    }

    Result<void> prepare(const SoakOptions& options)
    {
        const auto reset
            = m_lab.runtime("set server app/stable weight 100;set server app/stable state ready;set server app/canary state drain");
        lab::LabWorkspace wanted;
        wanted.soakSeconds = options.soakSeconds;
        wanted.weights = options.weights;
        wanted.checklist = false;
        const auto written = reset ? lab::writeWorkspace(m_lab, workspace(), wanted) : Result<void>(std::unexpected(reset.error()));
        m_breachAt = options.breaches && m_random.bounded(3) == 0 ? static_cast<int>(m_random.bounded(options.kills)) : -1;
        m_from = SystemClock().now();
        return written;
    }

    /// Starts it, kills it at some moment. False when it ended before that.
    Result<bool> startAndKill(int number)
    {
        if (number == m_breachAt) {
            if (const auto set = m_lab.setCanary(QStringLiteral("error_rate"), 0.5); !set) {
                return std::unexpected(set.error());
            }
        }
        const auto child = start();
        if (!child) {
            return std::unexpected(child.error());
        }
        switch (m_random.bounded(3)) {
        case 0: QThread::msleep(30 + m_random.bounded(2'500U)); break;
        case 1: killAfter(**child, QStringLiteral("\"command.intent\"")); break;
        default: killAfter(**child, QStringLiteral("\"command.outcome\"")); break;
        }
        // Without a process there is no number, and 0 would be all of our own group.
        const auto process = static_cast<pid_t>((*child)->pid());
        const bool ran = (*child)->isRunning() && process > 0;
        if (ran) {
            ::kill(process, SIGKILL);
        }
        (*child)->waitForEnd(10'000);
        return ran;
    }

    /// Lets it go on until it is over.
    Result<void> finish()
    {
        const auto child = start();
        if (!child) {
            return std::unexpected(child.error());
        }
        const QDeadlineTimer deadline(kLongestEndMs);
        while (!deadline.hasExpired() && !over(tell(workspace()).newest)) {
            (*child)->waitForEnd(200);
        }
        (*child)->stop();
        return {};
    }

    QString workspace() const { return m_folder + QStringLiteral("/workspace"); }
    Instant from() const { return m_from; }
    bool breached() const { return m_breachAt >= 0; }

private:
    Result<std::unique_ptr<lab::Child>> start() const
    {
        const auto program = lab::ownProgram(QStringLiteral("fairleadctl"));
        if (!program) {
            return std::unexpected(program.error());
        }
        return lab::Child::start(QStringLiteral("fairleadctl"), *program,
            {QStringLiteral("rollout"), QStringLiteral("run"), workspace() + QStringLiteral("/manifests/data_analyst.yaml"),
                QStringLiteral("--workspace"), workspace(), QStringLiteral("--target"), QStringLiteral("haproxy-lab"),
                QStringLiteral("--headless")},
            m_folder);
    }
    void killAfter(lab::Child& child, const QString& kind)
    {
        const QDeadlineTimer deadline(kLongestWaitMs);
        while (!deadline.hasExpired()) {
            const auto line = child.readLine(static_cast<int>(std::max<qint64>(deadline.remainingTime(), 1)));
            if (!line || line->contains(kind)) {
                break;
            }
        }
        QThread::usleep(m_random.bounded(20'000U));
    }

    lab::Lab& m_lab;
    QString m_folder;
    QRandomGenerator m_random;
    Instant m_from;
    int m_breachAt = -1; ///< the start before which the canary begins to fail
};

/// Where HAProxy stands now, in percent for the canary; negative where it does not say.
double weightNow(const lab::Lab& lab)
{
    const auto answer = lab.runtime("show servers state app;show stat app 4 -1");
    const auto servers = answer ? remote::haproxy::readServers(*answer, QStringLiteral("lab")) : std::unexpected(answer.error());
    return servers ? remote::haproxy::shareOf(*servers, QStringLiteral("app"), QStringLiteral("canary")).value() : -1.0;
}

QStringList complaintsOfEnd(const lab::Lab& lab, const Told& told, const std::vector<Arrival>& arrived, bool breached)
{
    QStringList list;
    const rollout::State& state = told.newest;
    const double expected = state.phase == Phase::Activated ? 100.0 : state.phase == Phase::RolledBack ? 0.0 : -1.0;
    if (!over(state)) {
        list.append(QStringLiteral("it did not end but is %1: %2").arg(toString(state.phase), state.holdWhy));
    } else if (expected >= 0.0 && weightNow(lab) != expected) {
        list.append(QStringLiteral("it ended as %1, but HAProxy stands at %2 %").arg(toString(state.phase)).arg(weightNow(lab)));
    }
    if (state.phase == Phase::RolledBack && !breached) {
        list.append(QStringLiteral("it rolled back although nothing was wrong: %1").arg(state.rollbackWhy));
    }
    // Twice in a step a kill came between intent and sending: then a person is asked, rightly.
    const bool cutOff = state.phase == Phase::Held && state.commands.size() > 1
        && std::all_of(state.commands.end() - 2, state.commands.end(), [&](const rollout::Command& command) {
               return command.step == state.step && command.outcome == CommandOutcome::Unknown && !hasArrived(command, arrived);
           });
    if (state.phase == Phase::Held && !cutOff) {
        list.append(QStringLiteral("it is held without need: %1").arg(state.holdWhy));
    }
    if (rollout::isEnded(state.phase) && told.count(audit::kind::kEnded) != 1) {
        list.append(QStringLiteral("the history tells of %1 ends").arg(told.count(audit::kind::kEnded)));
    }
    return disagreements(told, arrived) + list;
}

} // namespace

SoakRound soakRound(lab::Lab& lab, const QString& folder, quint32 seed, const SoakOptions& options)
{
    SoakRound round;
    round.seed = seed;
    QDir().mkpath(folder);
    Killer killer(lab, folder, seed);
    Result<void> done = killer.prepare(options);
    bool goesOn = done.has_value();
    while (goesOn && round.kills < options.kills) {
        const auto killed = killer.startAndKill(round.kills);
        done = killed ? Result<void>() : std::unexpected(killed.error());
        goesOn = killed && *killed;
        round.kills += goesOn ? 1 : 0;
        goesOn = goesOn && !over(tell(killer.workspace()).newest);
    }
    // A further start after its end would be a new attempt.
    if (done && !over(tell(killer.workspace()).newest)) {
        done = killer.finish();
    }
    const Told told = tell(killer.workspace());
    round.commands = static_cast<int>(told.newest.commands.size());
    round.unknown = static_cast<int>(std::ranges::count(told.newest.commands, CommandOutcome::Unknown, &rollout::Command::outcome));
    round.end = toString(told.newest.phase);
    round.complaints
        = done ? complaintsOfEnd(lab, told, arrivals(lab, killer.from()), killer.breached()) : QStringList{done.error().message};
    if (killer.breached() && lab.setCanary(QStringLiteral("error_rate"), 0.0)) {
        QThread::msleep(kMetricsForgetMs); // the next release is not to be judged by these errors
    }
    return round;
}

} // namespace fairlead::test
