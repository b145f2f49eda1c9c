#include "models/remote/haproxy/haproxy_target.h"

#include "models/remote/haproxy/runtime_call.h"

#include <QRegularExpression>
#include <QThread>

#include <algorithm>

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

using Units = std::vector<std::pair<QString, QString>>;

/// "search=be_search billing=be_billing".
Result<Units> readUnits(const Settings& settings, const QString& mainBackend)
{
    static const QRegularExpression pair(QStringLiteral("^([A-Za-z0-9_.:-]+)=([A-Za-z0-9_.:-]+)$"));
    const QString key = QStringLiteral("units");
    const QStringList words = settings.optional(key).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    Units units;
    units.reserve(static_cast<std::size_t>(words.size()));
    for (const QString& word : words) {
        const auto match = pair.match(word);
        if (!match.hasMatch()) {
            return settings.refuse(key, QStringLiteral("has “%1”, and units are written as search=be_search").arg(word));
        }
        const bool twice = std::ranges::any_of(
            units, [&match](const auto& unit) { return unit.first == match.captured(1) || unit.second == match.captured(2); });
        if (twice || match.captured(2) == mainBackend) {
            return settings.refuse(key, QStringLiteral("names a unit or a backend twice: “%1”").arg(word));
        }
        units.emplace_back(match.captured(1), match.captured(2));
    }
    return units;
}

Weights all(bool canary)
{
    return canary ? Weights{0, 100} : Weights{100, 0};
}

} // namespace

Result<Config> Config::fromSettings(const Settings& settings)
{
    using namespace std::chrono_literals;
    const auto known = settings.expectOnly({QStringLiteral("address"), QStringLiteral("backend"), QStringLiteral("baseline_server"),
        QStringLiteral("canary_server"), QStringLiteral("timeout"), QStringLiteral("units")});
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
    auto units = readUnits(settings, *backend);
    if (!units) {
        return std::unexpected(units.error());
    }
    return Config{settings.where(), *address, *backend, std::move(*units), *baseline, *canary, *timeout};
}

HaproxyTarget::HaproxyTarget(Config config, const Clock& clock)
    : m_config(std::move(config))
    , m_clock(clock)
    , m_calls(std::make_unique<QObject>())
{
}

HaproxyTarget::~HaproxyTarget() = default;

ports::Abilities HaproxyTarget::abilities() const
{
    ports::Abilities abilities;
    for (const auto& [unit, backend] : m_config.units) {
        abilities.units.append(unit);
    }
    return abilities;
}

Result<HaproxyTarget::Shares> HaproxyTarget::sharesFor(const rollout::Ask& ask) const
{
    const auto weights = weightsFor(ask.weight);
    if (!weights) {
        return std::unexpected(weights.error());
    }
    Shares shares{{m_config.backend, *weights}};
    for (const auto& [unit, backend] : m_config.units) {
        shares.push_back({backend, all(ask.weight == Percent::clamped(100) || ask.reach.units.contains(unit))});
    }
    return shares;
}

QFuture<Result<ports::WeightAnswer>> HaproxyTarget::setWeight(ports::WeightCommand command)
{
    auto pending = Pending<ports::WeightAnswer>::create();
    auto future = pending->future();
    const auto shares = sharesFor(command.ask());
    const QStringList known = abilities().units;
    const bool unknownUnit = std::ranges::any_of(command.reach.units, [&known](const QString& unit) { return !known.contains(unit); });
    const bool beyond = command.reach.mirror > Percent() || !command.reach.segments.isEmpty() || !command.reach.settings.isEmpty();
    if (!shares || unknownUnit || beyond) {
        pending->finish(!shares ? std::unexpected(shares.error())
                                : fail(ErrorCode::Refused,
                                      QStringLiteral("HAProxy shifts shares and its configured units only, not %1. Nothing was changed.")
                                          .arg(rollout::inWords(command.ask())),
                                      m_config.where));
        return future;
    }
    const Millis startedAt = m_clock.elapsed();
    ask(stateQuestion(), [this, pending, shares, startedAt](const Result<QByteArray>& answer) {
        if (!answer) {
            // Only a question was asked so far: whatever became of it, nothing was changed.
            const ErrorCode code = answer.error().code == ErrorCode::Unknown ? ErrorCode::Unreachable : answer.error().code;
            pending->finish(fail(code, answer.error().message + QStringLiteral(" No weight was changed."), answer.error().where));
            return;
        }
        const auto servers = readServers(*answer, m_config.where);
        Result<void> checked = servers ? Result<void>() : std::unexpected(servers.error());
        for (auto share = shares->begin(); checked && share != shares->end(); ++share) {
            checked = checkServers(*servers, *share);
        }
        if (!checked) {
            pending->finish(std::unexpected(checked.error()));
            return;
        }
        send(*shares, startedAt, pending);
    });
    return future;
}

void HaproxyTarget::send(const Shares& shares, Millis startedAt, const PendingAnswer& pending)
{
    const QByteArray line = commandLine(shares);
    ask(line, [this, line, startedAt, pending](const Result<QByteArray>& answer) {
        pending->finish(answer ? judge(line, *answer, m_clock.elapsed() - startedAt, m_config.where) : std::unexpected(answer.error()));
    });
}

QByteArray HaproxyTarget::stateQuestion() const
{
    QByteArray line = "show servers state " + m_config.backend.toUtf8();
    for (const auto& [unit, backend] : m_config.units) {
        line += ";show servers state " + backend.toUtf8();
    }
    return line;
}

QFuture<Result<ports::SplitReading>> HaproxyTarget::readSplit()
{
    auto pending = Pending<ports::SplitReading>::create();
    // One line for all tables, so that weights and counters are of the same moment. 4: servers only.
    QByteArray line = stateQuestion() + ";show stat " + m_config.backend.toUtf8() + " 4 -1";
    for (const auto& [unit, backend] : m_config.units) {
        line += ";show stat " + backend.toUtf8() + " 4 -1";
    }
    ask(line, [this, pending](const Result<QByteArray>& answer) {
        const auto servers = answer ? readServers(*answer, m_config.where) : std::unexpected(answer.error());
        pending->finish(servers ? readingOf(*servers) : std::unexpected(servers.error()));
    });
    return pending->future();
}

Result<ports::SplitReading> HaproxyTarget::readingOf(const Servers& servers) const
{
    ports::SplitReading reading;
    reading.canaryCalls = 0.0;
    reading.baselineCalls = 0.0;
    QStringList words;
    const auto add = [](std::optional<double>& sum, const std::optional<double>& more) {
        sum = sum && more ? std::optional(*sum + *more) : std::nullopt;
    };
    const auto take = [&](const QString& backend) -> Result<Percent> {
        const Server* baseline = find(servers, backend, m_config.baseline);
        const Server* canary = find(servers, backend, m_config.canary);
        if (baseline == nullptr || canary == nullptr) {
            return fail(ErrorCode::Refused,
                QStringLiteral("Backend %1 has no server %2.").arg(backend, baseline == nullptr ? m_config.baseline : m_config.canary),
                m_config.where);
        }
        add(reading.canaryCalls, canary->requests);
        add(reading.baselineCalls, baseline->requests);
        words += QStringLiteral("%1; %2").arg(inWords(*baseline), inWords(*canary));
        return shareOf(servers, backend, m_config.canary);
    };
    const Result<Percent> weight = take(m_config.backend);
    if (!weight) {
        return std::unexpected(weight.error());
    }
    reading.weight = *weight;
    rollout::Reach reach;
    for (const auto& [unit, backend] : m_config.units) {
        words += unit + QLatin1Char(':');
        const Result<Percent> share = take(backend);
        if (!share) {
            return std::unexpected(share.error());
        }
        if (*share == Percent::clamped(100)) {
            reach.units.append(unit);
        }
    }
    if (!m_config.units.empty()) {
        reading.reach = reach;
    }
    reading.text = words.join(QLatin1Char(' '));
    return reading;
}

QString HaproxyTarget::requestPreview(const ports::WeightCommand& command) const
{
    const auto shares = sharesFor(command.ask());
    return shares ? QStringLiteral("echo \"%1\" | socat - %2").arg(QString::fromUtf8(commandLine(*shares)), m_config.address.forSocat())
                  : shares.error().message;
}

QByteArray HaproxyTarget::commandLine(const Shares& shares) const
{
    QByteArray line;
    for (const Share& share : shares) {
        line += (line.isEmpty() ? "" : ";") + commandLine(share);
    }
    return line;
}

QByteArray HaproxyTarget::commandLine(const Share& share) const
{
    const Weights& weights = share.weights;
    const auto to = [&share](const QString& server, const QByteArray& what) {
        return "set server " + share.backend.toUtf8() + '/' + server.toUtf8() + ' ' + what;
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

Result<void> HaproxyTarget::checkServers(const Servers& servers, const Share& share) const
{
    const Weights& weights = share.weights;
    for (const auto& [name, weight] : {std::pair(m_config.baseline, weights.baseline), std::pair(m_config.canary, weights.canary)}) {
        const Server* server = find(servers, share.backend, name);
        if (server == nullptr) {
            return fail(ErrorCode::Refused,
                QStringLiteral("No such server: backend %1 has no %2. No weight was changed.").arg(share.backend, name), m_config.where);
        }
        // "state ready" would end a maintenance that somebody else began on purpose.
        if (server->maintenance && weight > 0) {
            return fail(ErrorCode::Conflict,
                QStringLiteral("Server %1/%2 is in maintenance: somebody took it out. No weight was changed. "
                               "End its maintenance in HAProxy, then try again.")
                    .arg(share.backend, name),
                m_config.where);
        }
    }
    if (weights.canary > 0 && !find(servers, share.backend, m_config.canary)->up) {
        return fail(ErrorCode::Refused,
            QStringLiteral("Server %1/%2 is down, its health check fails. No weight was changed.").arg(share.backend, m_config.canary),
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
