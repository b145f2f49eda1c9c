#include "app/console/facts.h"

#include "ui/common/formatters.h"

#include <QCoreApplication>

#include <algorithm>

namespace fairlead::console {

namespace {

constexpr Millis kLate = std::chrono::seconds(3); // the engine says something at least once a second

QString words(const char* text)
{
    return QCoreApplication::translate("fairlead::console::Facts", text);
}

bool underWay(const rollout::Snapshot& snapshot)
{
    return snapshot.state.phase != rollout::Phase::ToStart && !rollout::isEnded(snapshot.state.phase);
}

Fact historyFact(const std::optional<audit::Verification>& chain, qint64 rows)
{
    if (!chain) {
        return {kHistoryFact, {ui::Status::Undecided, QStringLiteral("hourglass"), words("History is being verified")}};
    }
    if (!chain->valid()) {
        return {kHistoryFact,
            {ui::Status::Fail, QStringLiteral("shield-x"),
                words("History is broken at row %1").arg(ui::countText(chain->firstBroken->row))}};
    }
    const QString text = words("History verified to row %1").arg(ui::countText(chain->rows));
    const QString more = rows > chain->rows ? words(", %1 since").arg(ui::countText(rows - chain->rows)) : QString();
    return {kHistoryFact, {ui::Status::Pass, QStringLiteral("shield-check"), text + more}};
}

Fact engineFact(const std::map<ReleaseId, rollout::Snapshot>& snapshots, Instant now)
{
    Instant newest;
    bool any = false;
    for (const auto& [id, snapshot] : snapshots) {
        if (underWay(snapshot)) {
            any = true;
            newest = std::max(newest, snapshot.at);
        }
    }
    if (any && now - newest > kLate) {
        return {
            kEngineFact, {ui::Status::Marginal, QStringLiteral("gauge"), words("Engine silent for %1").arg(ui::lengthText(now - newest))}};
    }
    return {kEngineFact, {ui::Status::Pass, QStringLiteral("gauge"), any ? words("Engine on time") : words("Engine idle")}};
}

Fact endpointFact(const std::map<ReleaseId, rollout::Snapshot>& snapshots)
{
    QStringList lost;
    bool any = false;
    for (const auto& [id, snapshot] : snapshots) {
        const QString& source = snapshot.state.release.source;
        any = any || !rollout::isEnded(snapshot.state.phase);
        if (snapshot.sourceLostSince && !lost.contains(source)) {
            lost.append(source);
        }
    }
    if (!lost.isEmpty()) {
        return {kEndpointFact,
            {ui::Status::Marginal, QStringLiteral("plug"), words("%1 does not answer").arg(lost.join(QStringLiteral(", ")))}};
    }
    return {kEndpointFact, {ui::Status::Pass, QStringLiteral("plug"), any ? words("Endpoints answer") : QString()}};
}

Fact commandFact(const std::map<ReleaseId, rollout::Snapshot>& snapshots)
{
    const auto count
        = std::ranges::count_if(snapshots, [](const auto& entry) { return !entry.second.effective && underWay(entry.second); });
    const QString many = count == 1 ? words("1 command not effective yet") : words("%1 commands not effective yet").arg(count);
    const QString text = count == 0 ? QString() : many;
    return {kCommandFact, {ui::Status::NotEffective, QStringLiteral("circle-question-mark"), text}};
}

} // namespace

Fact sleepFact(const wiring::SleepInhibitor& sleep)
{
    using State = wiring::SleepInhibitor::State;
    switch (sleep.state()) {
    case State::Held: return {kSleepFact, {ui::Status::Pass, QStringLiteral("moon"), words("Sleep is held off")}};
    case State::Unavailable: {
        const QString why = sleep.refusal().isEmpty() ? words("no logind") : words("logind refuses to hold it off");
        return {kSleepFact, {ui::Status::Marginal, QStringLiteral("moon"), words("This machine may sleep: %1").arg(why)}};
    }
    case State::Free:
    case State::Asking: break;
    }
    return {kSleepFact, {ui::Status::Undecided, QStringLiteral("moon"), {}}};
}

Fact custodyFact(const wiring::Custody& custody)
{
    if (custody.lost) {
        return {kEngineFact, {ui::Status::Fail, QStringLiteral("gauge"), words("No engine at work")}};
    }
    return {kEngineFact, {ui::Status::Marginal, QStringLiteral("eye"), words("Only watching")}};
}

std::vector<Fact> factsOf(
    const std::map<ReleaseId, rollout::Snapshot>& snapshots, const std::optional<audit::Verification>& chain, qint64 rows, Instant now)
{
    return {historyFact(chain, rows), engineFact(snapshots, now), commandFact(snapshots), endpointFact(snapshots)};
}

} // namespace fairlead::console
