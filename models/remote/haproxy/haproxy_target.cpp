#include "models/remote/haproxy/haproxy_target.h"

#include "models/remote/haproxy/runtime_call.h"

#include <QThread>

namespace fairlead::remote::haproxy {

namespace {

/// HAProxy is silent when it did what it was told: whatever it says is a refusal.
Result<ports::WeightAnswer> judge(const QByteArray& line, const QByteArray& answer, Millis took, const QString& where)
{
    const QString words = QString::fromUtf8(answer.left(2000)).simplified();
    if (!words.isEmpty()) {
        return fail(ErrorCode::Refused,
            QStringLiteral("HAProxy said: %1 Other commands of the same line may have been carried out; read the split.").arg(words),
            where);
    }
    return ports::WeightAnswer{QStringLiteral("HAProxy took %1 commands without objection.").arg(line.count(';') + 1), took};
}

} // namespace

Result<Config> Config::fromSettings(const Settings& settings)
{
    using namespace std::chrono_literals;
    const auto known = settings.expectOnly({QStringLiteral("address"), QStringLiteral("backend"), QStringLiteral("baseline_server"),
        QStringLiteral("canary_server"), QStringLiteral("timeout")});
    const auto addressText = settings.text(QStringLiteral("address"));
    const auto backend = settings.identifier(QStringLiteral("backend"));
    const auto baseline = settings.identifier(QStringLiteral("baseline_server"));
    const auto canary = settings.identifier(QStringLiteral("canary_server"));
    const auto timeout = settings.length(QStringLiteral("timeout"), 5s, 100ms, 60s);
    if (!known) {
        return std::unexpected(known.error());
    }
    for (const auto* text : {&addressText, &backend, &baseline, &canary}) {
        if (!*text) {
            return std::unexpected(text->error());
        }
    }
    if (!timeout) {
        return std::unexpected(timeout.error());
    }
    const auto address = Address::parse(*addressText);
    if (!address) {
        return settings.refuse(QStringLiteral("address"), address.error().message);
    }
    if (*baseline == *canary) {
        return settings.refuse(QStringLiteral("canary_server"), QStringLiteral("is the same server as baseline_server"));
    }
    return Config{settings.where(), *address, *backend, *baseline, *canary, *timeout};
}

HaproxyTarget::HaproxyTarget(Config config, const Clock& clock)
    : m_config(std::move(config))
    , m_clock(clock)
    , m_calls(std::make_unique<QObject>())
{
}

HaproxyTarget::~HaproxyTarget() = default;

QFuture<Result<ports::WeightAnswer>> HaproxyTarget::setWeight(ports::WeightCommand command)
{
    auto pending = Pending<ports::WeightAnswer>::create();
    auto future = pending->future();
    const auto weights = weightsFor(command.weight);
    if (!weights) {
        pending->finish(std::unexpected(weights.error()));
        return future;
    }
    const Millis startedAt = m_clock.elapsed();
    ask("show servers state " + m_config.backend.toUtf8(), [this, pending, weights, startedAt](const Result<QByteArray>& answer) {
        if (!answer) {
            // Only a question was asked so far: whatever became of it, nothing was changed.
            const ErrorCode code = answer.error().code == ErrorCode::Unknown ? ErrorCode::Unreachable : answer.error().code;
            pending->finish(fail(code, answer.error().message + QStringLiteral(" No weight was changed."), answer.error().where));
            return;
        }
        const auto servers = readServers(*answer, m_config.where);
        const auto checked = servers ? checkServers(*servers, *weights) : std::unexpected(servers.error());
        if (!checked) {
            pending->finish(std::unexpected(checked.error()));
            return;
        }
        send(*weights, startedAt, pending);
    });
    return future;
}

void HaproxyTarget::send(Weights weights, Millis startedAt, const PendingAnswer& pending)
{
    const QByteArray line = commandLine(weights);
    ask(line, [this, line, startedAt, pending](const Result<QByteArray>& answer) {
        pending->finish(answer ? judge(line, *answer, m_clock.elapsed() - startedAt, m_config.where) : std::unexpected(answer.error()));
    });
}

QFuture<Result<ports::SplitReading>> HaproxyTarget::readSplit()
{
    auto pending = Pending<ports::SplitReading>::create();
    const QByteArray backend = m_config.backend.toUtf8();
    // One line for both tables, so that weights and counters are of the same moment. 4: servers only.
    ask("show servers state " + backend + ";show stat " + backend + " 4 -1", [this, pending](const Result<QByteArray>& answer) {
        const auto servers = answer ? readServers(*answer, m_config.where) : std::unexpected(answer.error());
        if (!servers) {
            pending->finish(std::unexpected(servers.error()));
            return;
        }
        const Server* baseline = find(*servers, m_config.baseline);
        const Server* canary = find(*servers, m_config.canary);
        if (baseline == nullptr || canary == nullptr) {
            pending->finish(fail(ErrorCode::Refused,
                QStringLiteral("Backend %1 has no server %2.")
                    .arg(m_config.backend, baseline == nullptr ? m_config.baseline : m_config.canary),
                m_config.where));
            return;
        }
        pending->finish(ports::SplitReading{shareOf(*servers, m_config.canary), canary->requests, baseline->requests,
            QStringLiteral("%1; %2").arg(inWords(*baseline), inWords(*canary))});
    });
    return pending->future();
}

QString HaproxyTarget::requestPreview(const ports::WeightCommand& command) const
{
    const auto weights = weightsFor(command.weight);
    return weights ? QStringLiteral("echo \"%1\" | socat - %2").arg(QString::fromUtf8(commandLine(*weights)), m_config.address.forSocat())
                   : weights.error().message;
}

QByteArray HaproxyTarget::commandLine(Weights weights) const
{
    const auto to = [this](const QString& server, const QByteArray& what) {
        return "set server " + m_config.backend.toUtf8() + '/' + server.toUtf8() + ' ' + what;
    };
    // The weight first: a drained server must come back with its new weight, not with the old one.
    const auto serve = [&to](const QString& server, int weight) {
        return to(server, "weight " + QByteArray::number(weight)) + ';' + to(server, "state ready");
    };
    const QByteArray drain = "state drain";
    // The side that grows goes first, so that there is no moment in which nobody serves.
    if (weights.canary == 0) {
        return serve(m_config.baseline, weights.baseline) + ';' + to(m_config.canary, drain);
    }
    if (weights.baseline == 0) {
        return serve(m_config.canary, weights.canary) + ';' + to(m_config.baseline, drain);
    }
    // Each side leaves for a moment while the other one serves: a server that only changes its weight keeps its old
    // place in the round, and some hundred requests go by until the shares are right.
    return serve(m_config.baseline, weights.baseline) + ';' + to(m_config.canary, drain) + ';' + serve(m_config.canary, weights.canary)
        + ';' + to(m_config.baseline, drain) + ';' + to(m_config.baseline, "state ready");
}

Result<void> HaproxyTarget::checkServers(const Servers& servers, Weights weights) const
{
    for (const auto& [name, weight] : {std::pair(m_config.baseline, weights.baseline), std::pair(m_config.canary, weights.canary)}) {
        const Server* server = find(servers, name);
        if (server == nullptr) {
            return fail(ErrorCode::Refused,
                QStringLiteral("No such server: backend %1 has no %2. No weight was changed.").arg(m_config.backend, name), m_config.where);
        }
        // "state ready" would end a maintenance that somebody else began on purpose.
        if (server->maintenance && weight > 0) {
            return fail(ErrorCode::Conflict,
                QStringLiteral("Server %1/%2 is in maintenance: somebody took it out. No weight was changed. "
                               "End its maintenance in HAProxy, then try again.")
                    .arg(m_config.backend, name),
                m_config.where);
        }
    }
    if (weights.canary > 0 && !find(servers, m_config.canary)->up) {
        return fail(ErrorCode::Refused,
            QStringLiteral("Server %1/%2 is down, its health check fails. No weight was changed.").arg(m_config.backend, m_config.canary),
            m_config.where);
    }
    return {};
}

void HaproxyTarget::ask(const QByteArray& line, std::function<void(Result<QByteArray>)> done)
{
    Q_ASSERT(QThread::currentThread() == m_calls->thread());
    RuntimeCall::start(m_config.address, line, m_config.timeout, std::move(done), m_calls.get());
}

} // namespace fairlead::remote::haproxy
