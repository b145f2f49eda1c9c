#pragma once

#include "models/base/clock.h"
#include "models/ports/traffic_target.h"
#include "models/remote/haproxy/address.h"
#include "models/remote/haproxy/servers.h"
#include "models/remote/haproxy/weights.h"
#include "models/remote/pending.h"
#include "models/remote/settings.h"

#include <QObject>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace fairlead::remote::haproxy {

/// What one HAProxy target is made of. Settings: address, backend, baseline_server, canary_server, timeout (5s), and units: a list such
/// as "search=be_search billing=be_billing", of backends whose servers have the same two names.
struct Config {
    QString where; ///< "target haproxy-eu", for errors
    Address address;
    QString backend;
    std::vector<std::pair<QString, QString>> units; ///< a unit of plans and its backend
    QString baseline;
    QString canary;
    Millis timeout = std::chrono::seconds(5); ///< for each of the two exchanges of setWeight, and for readSplit

    static Result<Config> fromSettings(const Settings& settings);
};

/// Shifts traffic between two servers of one HAProxy backend by the Runtime API. Thread: engine.
///
/// A weight is never set to 0. With "balance roundrobin" a server that returns from weight 0 may get no request for
/// a long while (about 850 were seen with HAProxy 2.6) although HAProxy says that its weight is back. At 0 % the
/// canary is drained instead, at 100 % the baseline; a drained server comes back with "state ready" at once.
/// For the same reason both servers leave and come back, one after the other, at every step between: after a change
/// of weights alone 86 of the next 200 requests were seen at a canary that went from 10 to 25 %; so it is 50.
/// HAProxy's log and alerts on its states show these drains.
///
/// setWeight asks for the servers first: a server or backend that does not exist and a canary whose health check
/// fails are Refused, and a server that somebody put into maintenance is Conflict, all before anything was changed.
/// Then all commands go in one line, which HAProxy carries out one after the other on one connection.
///
/// A unit is a backend of its own: the canary serves all of it or nothing. Units that were given back are drained too. At 100 % of all
/// users every unit goes over. What is read back are the units whose canary serves alone.
class HaproxyTarget final : public ports::TrafficTarget {
public:
    HaproxyTarget(Config config, const Clock& clock);
    ~HaproxyTarget() override;

    ports::Abilities abilities() const override;
    QFuture<Result<ports::WeightAnswer>> setWeight(ports::WeightCommand command) override;
    QFuture<Result<ports::SplitReading>> readSplit() override;
    QString requestPreview(const ports::WeightCommand& command) const override;

private:
    using PendingAnswer = std::shared_ptr<Pending<ports::WeightAnswer>>;

    /// A backend and what its servers are to weigh.
    struct Share {
        QString backend;
        Weights weights;
    };
    using Shares = std::vector<Share>;

    /// The main backend first; InvalidInput where HAProxy cannot weigh so finely.
    Result<Shares> sharesFor(const rollout::Ask& ask) const;
    QByteArray commandLine(const Shares& shares) const;
    QByteArray commandLine(const Share& share) const;
    /// "show servers state A;show servers state B".
    QByteArray stateQuestion() const;
    Result<void> checkServers(const Servers& servers, const Share& share) const;
    void send(const Shares& shares, Millis startedAt, const PendingAnswer& pending);
    Result<ports::SplitReading> readingOf(const Servers& servers) const;
    void ask(const QByteArray& line, std::function<void(Result<QByteArray>)> done);

    Config m_config;
    const Clock& m_clock;
    std::unique_ptr<QObject> m_calls; ///< parent of the calls in flight; destroyed first, so that they end
};

} // namespace fairlead::remote::haproxy
