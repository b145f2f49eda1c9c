#include "models/domain/rollout/retention.h"

#include "models/base/duration.h"

#include <algorithm>
#include <map>

namespace fairlead::rollout {

namespace {

Instant lastOf(const State& state)
{
    return state.endedAt.value_or(state.startedAt.value_or(Instant()));
}

bool isInProduction(const State& state)
{
    return state.phase == Phase::Activated && state.registryChanged;
}

/// What speaks for keeping @p state; @p newer releases of its component are there.
Keep keepOf(const State& state, const RetentionRule& rule, int newer, Instant now)
{
    if (!isEnded(state.phase) && state.phase != Phase::Aborted) {
        return Keep::UnderWay;
    }
    if (!rule.only.empty() && !rule.only.contains(state.release.id)) {
        return Keep::NotNamed;
    }
    if (isInProduction(state)) {
        return Keep::InProduction;
    }
    if (rule.keepNewest && newer < *rule.keepNewest) {
        return Keep::AmongNewest;
    }
    const bool old = rule.olderThan && now - lastOf(state) > *rule.olderThan;
    const bool surplus = !rule.olderThan && (rule.keepNewest || !rule.only.empty());
    return old || surplus ? Keep::No : Keep::TooYoung;
}

} // namespace

QString RetentionRule::inWords() const
{
    QStringList words;
    if (olderThan) {
        words.append(QStringLiteral("older than %1").arg(toText(*olderThan)));
    }
    if (keepNewest) {
        words.append(QStringLiteral("the newest %1 of each component stay").arg(*keepNewest));
    }
    if (!only.empty()) {
        words.append(QStringLiteral("named one by one"));
    }
    return words.join(QStringLiteral(", "));
}

QString toString(Keep why)
{
    switch (why) {
    case Keep::No: return QStringLiteral("goes");
    case Keep::LegalHold: return QStringLiteral("legal-hold");
    case Keep::UnderWay: return QStringLiteral("under-way");
    case Keep::InProduction: return QStringLiteral("in-production");
    case Keep::TooYoung: return QStringLiteral("too-young");
    case Keep::AmongNewest: return QStringLiteral("among-newest");
    case Keep::NotNamed: return QStringLiteral("not-named");
    }
    Q_UNREACHABLE();
}

std::vector<Retained> retentionOf(
    const std::vector<State>& releases, const std::set<ReleaseId>& held, const RetentionRule& rule, Instant now)
{
    std::vector<const State*> newestFirst(releases.size());
    std::ranges::transform(releases, newestFirst.begin(), [](const State& state) { return &state; });
    std::ranges::stable_sort(
        newestFirst, std::ranges::greater(), [](const State* state) { return std::pair(lastOf(*state), state->lastRow); });
    std::map<QString, int> seen;
    std::map<QString, bool> production;
    std::vector<Retained> all;
    for (const State* state : newestFirst) {
        const QString place = state->release.manifest.component + QLatin1Char('\n') + state->release.environment;
        Keep why = keepOf(*state, rule, seen[place]++, now);
        // Of several that were activated one after the other the newest is the one in production.
        if (why == Keep::InProduction && std::exchange(production[place], true)) {
            State replaced = *state;
            replaced.registryChanged = false;
            why = keepOf(replaced, rule, seen[place] - 1, now);
        }
        all.push_back({state->release.id, state->release.title(), held.contains(state->release.id) ? Keep::LegalHold : why});
    }
    return all;
}

std::set<ReleaseId> heldReleases(const std::vector<audit::Record>& records)
{
    std::set<ReleaseId> held;
    for (const audit::Record& record : records) {
        if (record.entry.kind != audit::kind::kLegalHold) {
            continue;
        }
        const ReleaseId id(record.entry.release);
        if (record.entry.data.value(QLatin1String("held")).toBool()) {
            held.insert(id);
        } else {
            held.erase(id);
        }
    }
    return held;
}

} // namespace fairlead::rollout
