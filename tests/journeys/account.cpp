#include "tests/journeys/account.h"

#include <QRegularExpression>

#include <algorithm>

namespace fairlead::test {

namespace {

using rollout::CommandOutcome;

bool during(const Arrival& arrival, const rollout::Command& command)
{
    return arrival.at >= command.intentAt && (!command.outcomeAt || arrival.at <= *command.outcomeAt);
}

} // namespace

std::optional<double> weightSetBy(const QByteArray& bytes)
{
    static const QRegularExpression canary(QStringLiteral("set (?:server|weight) app/canary (?:weight )?(\\d+)"));
    static const QRegularExpression stable(QStringLiteral("set (?:server|weight) app/stable (?:weight )?(\\d+)"));
    const QString line = QString::fromUtf8(bytes);
    if (!line.contains(QStringLiteral("set server")) && !line.contains(QStringLiteral("set weight"))) {
        return std::nullopt;
    }
    const auto drained = [&line](const QString& server) {
        return line.lastIndexOf(server + QStringLiteral(" state drain")) > line.lastIndexOf(server + QStringLiteral(" state ready"));
    };
    if (drained(QStringLiteral("app/canary"))) {
        return 0.0;
    }
    if (drained(QStringLiteral("app/stable"))) {
        return 100.0;
    }
    const double canaryWeight = canary.match(line).captured(1).toDouble();
    const double stableWeight = stable.match(line).captured(1).toDouble();
    return 100.0 * canaryWeight / (canaryWeight + stableWeight);
}

std::vector<Arrival> arrivals(const lab::Lab& lab, Instant from)
{
    std::vector<Arrival> list;
    const std::vector<lab::RecordedLine> lines = lab.recorded();
    for (const lab::RecordedLine& line : lines) {
        const std::optional<double> weight = weightSetBy(line.text);
        if (weight && line.at >= from) {
            list.push_back({line.at, *weight});
        }
    }
    return list;
}

bool hasArrived(const rollout::Command& command, const std::vector<Arrival>& arrived)
{
    return std::ranges::any_of(arrived, [&command](const Arrival& arrival) { return during(arrival, command); });
}

QStringList disagreements(const Told& told, const std::vector<Arrival>& arrived)
{
    QStringList list;
    std::vector<int> owners(arrived.size());
    for (const rollout::Command& command : told.newest.commands) {
        const QString title
            = QStringLiteral("%1 % of %2 (%3)").arg(command.weight.value()).arg(command.intentAt.toIso(), toString(command.outcome));
        int came = 0;
        for (std::size_t i = 0; i < arrived.size() && !command.activation; ++i) {
            if (!during(arrived[i], command)) {
                continue;
            }
            ++came;
            ++owners[i];
            if (arrived[i].weight != command.weight.value()) {
                list.append(QStringLiteral("%1 arrived as %2 %").arg(title).arg(arrived[i].weight));
            }
        }
        if (came > 1) {
            list.append(QStringLiteral("%1 arrived %2 times").arg(title).arg(came));
        }
        if (came == 0 && command.outcome == CommandOutcome::Accepted && !command.activation) {
            list.append(title + QStringLiteral(" never arrived"));
        }
        if (came > 0 && command.outcome == CommandOutcome::NotSent) {
            list.append(title + QStringLiteral(" arrived all the same"));
        }
        if (command.outcome == CommandOutcome::Pending) {
            list.append(title + QStringLiteral(" never got an outcome"));
        }
    }
    for (std::size_t i = 0; i < arrived.size(); ++i) {
        if (owners[i] == 0) {
            list.append(QStringLiteral("%1 % arrived at %2 and no intent stands for it").arg(arrived[i].weight).arg(arrived[i].at.toIso()));
        }
    }
    if (!told.chain.valid()) {
        list.append(QStringLiteral("the chain of the history is broken: %1").arg(told.chain.firstBroken->what));
    }
    return list;
}

} // namespace fairlead::test
