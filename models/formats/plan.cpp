#include "models/formats/plan.h"

#include "models/formats/plan_order.h"
#include "models/formats/plan_rules.h"
#include "models/formats/plan_schedule.h"
#include "models/formats/plan_steps.h"
#include "models/formats/yaml_map.h"

namespace fairlead::formats {

namespace {

using namespace std::chrono_literals;
constexpr Millis kShortest = 100ms;
constexpr Millis kLongestPoll = 1h;
constexpr Millis kLongestDeadline = 24h; ///< of effects and of stale samples
constexpr int kMostSamples = 10'000;
constexpr int kMostCalls = 1'000'000;

/// The steps of a plan, in phases or in one list.
ReadSteps readAllSteps(YamlMap& map, rollout::Plan& plan)
{
    if (!map.has("phases")) {
        return readSteps(map, -1);
    }
    if (map.has("steps")) {
        map.scribe().error(map.placeOf("steps"), "steps-and-phases", QStringLiteral("The plan has steps of its own and phases."),
            QStringLiteral("Move the steps into a phase."));
        map.find("steps", Need::Optional); // said enough about it
    }
    ReadSteps read = readPhases(map, plan.phases);
    read.complete = read.complete && !map.has("steps");
    return read;
}

void readPolicy(YamlMap& map, rollout::Plan& plan)
{
    std::optional<YamlMap> gates = map.map("gates", Need::Optional);
    if (!gates) {
        return;
    }
    plan.gates.minSamples = gates->whole("min_samples", Need::Optional, 1, kMostSamples).value_or(plan.gates.minSamples);
    plan.gates.failAfter = gates->whole("fail_after", Need::Optional, 1, kMostSamples).value_or(plan.gates.failAfter);
    plan.gates.staleAfter = gates->duration("stale_after", Need::Optional, kShortest, kLongestDeadline).value_or(plan.gates.staleAfter);
    gates->finish();
    if (plan.gates.staleAfter <= plan.pollInterval) {
        gates->scribe().error(gates->placeOf("stale_after"), "out-of-range",
            QStringLiteral("Samples would be stale before the next one is asked for."),
            QStringLiteral("Let stale_after be longer than poll_interval, three times as long for instance."));
    }
}

rollout::Plan readBody(YamlMap& map, const std::vector<gate::RuleSet>* ruleSets)
{
    rollout::Plan plan;
    plan.name = map.text("name", Need::Required).value_or(QString());
    plan.zone = readZone(map);
    plan.allowed = readAllowed(map);
    const ReadSteps read = readAllSteps(map, plan);
    if (read.complete) {
        checkOrder(map.scribe(), map.placeOf("steps"), read.steps);
    }
    plan.steps.reserve(read.steps.size());
    for (const PlacedStep& placed : read.steps) {
        plan.steps.push_back(placed.step);
    }
    plan.pollInterval = map.duration("poll_interval", Need::Optional, kShortest, kLongestPoll).value_or(plan.pollInterval);
    plan.effectDeadline = map.duration("effect_deadline", Need::Optional, kShortest, kLongestDeadline).value_or(plan.effectDeadline);
    plan.minCallsForShare = map.whole("min_calls_for_share", Need::Optional, 1, kMostCalls).value_or(plan.minCallsForShare);
    if (plan.effectDeadline < plan.pollInterval) {
        map.scribe().error(map.placeOf("effect_deadline"), "out-of-range",
            QStringLiteral("The deadline for an effect passes before the source is asked once."),
            QStringLiteral("Let effect_deadline be at least as long as poll_interval."));
    }
    readPolicy(map, plan);
    plan.rules = readRuleLines(map, Need::Optional);
    const std::vector<PlacedText> named = map.texts("rule_sets", Need::Optional);
    plan.ruleSets = textsOf(named);
    if (ruleSets != nullptr) {
        addRuleSets(map.scribe(), named, *ruleSets, plan.rules);
    }
    map.finish();
    return plan;
}

} // namespace

Loaded<rollout::Plan> readPlan(const QString& file, const QByteArray& bytes, const std::vector<gate::RuleSet>* ruleSets)
{
    Loaded<rollout::Plan> loaded;
    const std::optional<YamlDocument> document = readYaml(file, bytes, loaded.problems);
    if (!document) {
        return loaded;
    }
    const YamlScribe scribe(*document, loaded.problems);
    if (!expectMap(scribe, document->root, QStringLiteral("A plan"))) {
        return loaded;
    }
    YamlMap map(scribe, document->root, QStringLiteral("a plan"), {1, 1});
    rollout::Plan plan = readBody(map, ruleSets);
    loaded.name = plan.name;
    loaded.at = map.placeOf("name");
    if (!hasErrors(loaded.problems)) {
        loaded.value = std::move(plan);
    }
    return loaded;
}

} // namespace fairlead::formats
