#include "models/domain/gate/rule_watch.h"

#include "models/domain/gate/rule_run.h"
#include "models/domain/gate/rule_words.h"

namespace fairlead::gate {

namespace {

Firing toFiring(const Rule& rule, const RuleRun& run, const Fired& fired)
{
    const std::optional<double> value = fired.readings.empty() ? std::nullopt : fired.readings.front().value;
    return {fired.at, fired.since, value, firingSentence(rule, run, fired)};
}

Outcome outcomeOf(const Rule& rule, Stage stage)
{
    switch (stage) {
    case Stage::Starting:
    case Stage::Filling: return Outcome::Undecided;
    case Stage::NoData: return Outcome::NoData;
    case Stage::Clear:
    case Stage::Over: return Outcome::Pass;
    case Stage::Counting: return Outcome::Marginal;
    case Stage::Fired: return rule.action == Action::RollBack && rule.armed ? Outcome::Fail : Outcome::Marginal;
    }
    Q_UNREACHABLE();
}

bool holdsAt(const Rule& rule, Stage stage)
{
    if (!rule.armed) {
        return false;
    }
    return (stage == Stage::Fired && rule.action == Action::Hold) || (stage == Stage::NoData && rule.noData == NoDataPolicy::Hold);
}

} // namespace

RuleVerdict judgeRule(const Rule& rule, const Series& series, Instant began, Instant now, Millis staleAfter)
{
    const RuleRun run = watch(rule, series, began, now, staleAfter);
    RuleVerdict verdict;
    verdict.truth = run.truth;
    verdict.outcome = outcomeOf(rule, run.stage);
    verdict.holds = holdsAt(rule, run.stage);
    if (run.stage == Stage::Fired) {
        verdict.firing = toFiring(rule, run, run.firings.back());
    }
    verdict.readings = run.readings;
    verdict.sentence = verdictSentence(rule, run);
    return verdict;
}

Replay replay(const Rule& rule, const Series& series, Instant from, Instant to, Millis staleAfter)
{
    const RuleRun run = watch(rule, series, from, to, staleAfter);
    Replay replayed;
    for (const Fired& fired : run.firings) {
        replayed.firings.push_back(toFiring(rule, run, fired));
    }
    for (const Missed& missed : run.misses) {
        replayed.nearMisses.push_back({run.moments[missed.first].round.at, missed.brokenAt, nearMissSentence(rule, run, missed)});
    }
    replayed.strip = run.strip;
    replayed.otherCount = otherCountSentence(rule, run);
    return replayed;
}

} // namespace fairlead::gate
