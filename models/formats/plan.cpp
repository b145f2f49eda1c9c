#include "models/formats/plan.h"

#include "models/formats/nearest.h"
#include "models/formats/plan_rules.h"
#include "models/formats/yaml_map.h"

namespace fairlead::formats {

namespace {

using namespace std::chrono_literals;
using rollout::Step;
using rollout::StepKind;

constexpr Millis kShortest = 100ms;
constexpr Millis kLongestSoak = 24h * 30;
constexpr Millis kLongestPoll = 1h;
constexpr Millis kLongestDeadline = 24h;
constexpr int kMostSamples = 10'000;
constexpr int kMostCalls = 1'000'000;

/// A step with its place, for the rules about their order.
struct PlacedStep {
    Step step;
    Position at;
};

bool checkWord(const YamlScribe& scribe, const YamlEntry& entry, const char* word)
{
    const QString expected = QString::fromLatin1(word);
    if (entry.value.kind == YamlNode::Kind::Scalar && entry.value.text == expected) {
        return true;
    }
    scribe.error(entry.value.kind == YamlNode::Kind::Null ? entry.keyAt : entry.value.at, "bad-step",
        QStringLiteral("“%1” takes only “%2”.").arg(entry.key, expected), QStringLiteral("Write “- %1: %2”.").arg(entry.key, expected));
    return false;
}

std::optional<Step> readWeight(const YamlScribe& scribe, const YamlEntry& entry)
{
    const std::optional<double> value = numberOf(scribe, entry.value, QStringLiteral("The weight"), 0.0, 100.0);
    if (value && *value <= 0.0) {
        scribe.error(entry.value.at, "out-of-range", QStringLiteral("A weight of 0 % sends nothing; a rollback does that by itself."),
            QStringLiteral("Write a number above 0."));
        return std::nullopt;
    }
    return value ? std::optional(Step{StepKind::SetWeight, Percent::clamped(*value), {}}) : std::nullopt;
}

std::optional<Step> readStep(const YamlScribe& scribe, const YamlEntry& entry)
{
    if (entry.key == QLatin1String("setWeight")) {
        return readWeight(scribe, entry);
    }
    if (entry.key == QLatin1String("soak")) {
        const std::optional<Millis> length = durationOf(scribe, entry.value, QStringLiteral("The soak"), kShortest, kLongestSoak);
        return length ? std::optional(Step{StepKind::Soak, {}, *length}) : std::nullopt;
    }
    if (entry.key == QLatin1String("gate")) {
        return checkWord(scribe, entry, "success_criteria") ? std::optional(Step{StepKind::Gate, {}, {}}) : std::nullopt;
    }
    if (entry.key == QLatin1String("activate")) {
        return checkWord(scribe, entry, "registry") ? std::optional(Step{StepKind::Activate, {}, {}}) : std::nullopt;
    }
    const QStringList kinds{QStringLiteral("setWeight"), QStringLiteral("soak"), QStringLiteral("gate"), QStringLiteral("activate")};
    scribe.error(entry.keyAt, "bad-step", QStringLiteral("“%1” is not a step.").arg(entry.key),
        suggestion(entry.key, kinds, QStringLiteral("Steps are"), QString()));
    return std::nullopt;
}

std::vector<PlacedStep> readSteps(YamlMap& map, bool& complete)
{
    std::vector<PlacedStep> steps;
    const std::vector<YamlNode>* nodes = map.list("steps", Need::Required);
    complete = nodes != nullptr;
    if (nodes == nullptr) {
        return steps;
    }
    for (const YamlNode& node : *nodes) {
        if (node.kind != YamlNode::Kind::Map || node.entries.size() != 1) {
            map.scribe().error(node.at, "bad-step", QStringLiteral("A step must be one key with its value."),
                QStringLiteral("Write “- setWeight: 10” or “- soak: 30m”."));
            complete = false;
            continue;
        }
        const std::optional<Step> step = readStep(map.scribe(), node.entries.front());
        complete = complete && step.has_value();
        if (step) {
            steps.push_back({*step, node.at});
        }
    }
    return steps;
}

void wrongOrder(const YamlScribe& scribe, Position at, const QString& message, const QString& help)
{
    scribe.error(at, "bad-step-order", message, help);
}

void checkWeight(const YamlScribe& scribe, const std::vector<PlacedStep>& steps, std::size_t i, std::optional<double>& last, bool gated)
{
    const double weight = steps[i].step.weight.value();
    if (last && weight <= *last) {
        wrongOrder(scribe, steps[i].at, QStringLiteral("The weight goes from %1 % to %2 %, but weights must rise.").arg(*last).arg(weight),
            QStringLiteral("Order the weights from small to large."));
    }
    if (last && !gated) {
        scribe.warn(steps[i].at, "ungated-weight", QStringLiteral("No gate stands between %1 % and %2 %.").arg(*last).arg(weight),
            QStringLiteral("Add “- gate: success_criteria” before this step."));
    }
    if (i + 1 >= steps.size() || steps[i + 1].step.kind != StepKind::Soak) {
        wrongOrder(scribe, steps[i].at, QStringLiteral("No soak follows the weight of %1 %.").arg(weight),
            QStringLiteral("Add “- soak: 15m” after it: a weight that nobody watches proves nothing."));
    }
    last = weight;
}

void checkEnd(const YamlScribe& scribe, const std::vector<PlacedStep>& steps, const std::optional<double>& lastWeight, bool gated)
{
    const PlacedStep& end = steps.back();
    if (end.step.kind != StepKind::Activate) {
        wrongOrder(scribe, end.at, QStringLiteral("The plan does not end with the activation."),
            QStringLiteral("Add “- activate: registry” as the last step."));
        return;
    }
    if (lastWeight && *lastWeight < 100.0) {
        wrongOrder(scribe, end.at, QStringLiteral("The plan activates at %1 % of the traffic.").arg(*lastWeight),
            QStringLiteral("Let the weights reach 100 before the activation."));
    }
    if (lastWeight && !gated) {
        scribe.warn(end.at, "ungated-weight", QStringLiteral("No gate stands between %1 % and the activation.").arg(*lastWeight),
            QStringLiteral("Add “- gate: success_criteria” before this step."));
    }
}

void checkOrder(YamlMap& map, const std::vector<PlacedStep>& steps)
{
    const YamlScribe& scribe = map.scribe();
    if (steps.empty()) {
        scribe.error(
            map.placeOf("steps"), "no-steps", QStringLiteral("The plan has no steps."), QStringLiteral("Begin with “- setWeight: 10”."));
        return;
    }
    std::optional<double> lastWeight;
    bool gated = false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const StepKind kind = steps[i].step.kind;
        if (kind == StepKind::SetWeight) {
            checkWeight(scribe, steps, i, lastWeight, gated);
            gated = false;
        } else if (!lastWeight) {
            wrongOrder(scribe, steps[i].at, QStringLiteral("“%1” stands before the first weight.").arg(toString(kind)),
                QStringLiteral("Begin with “- setWeight: 10”."));
            return;
        }
        if (kind == StepKind::Activate && i + 1 < steps.size()) {
            wrongOrder(scribe, steps[i].at, QStringLiteral("The activation is not the last step."), QStringLiteral("Move it to the end."));
            return;
        }
        gated = gated || kind == StepKind::Gate;
    }
    checkEnd(scribe, steps, lastWeight, gated);
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
    bool complete = false;
    const std::vector<PlacedStep> steps = readSteps(map, complete);
    // Rules about the order would only repeat what is said about a step that cannot be read.
    if (complete) {
        checkOrder(map, steps);
    }
    for (const PlacedStep& placed : steps) {
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
