#include "models/domain/rollout/plan.h"

#include "models/base/duration.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace fairlead::rollout {

namespace {

constexpr std::array<std::pair<StepKind, const char*>, 4> kStepNames{
    {{StepKind::SetWeight, "setWeight"}, {StepKind::Soak, "soak"}, {StepKind::Gate, "gate"}, {StepKind::Activate, "activate"}}};

constexpr Millis kShortest{200};

Millis divided(Millis length, double scale)
{
    return std::max(kShortest, Millis(std::llround(static_cast<double>(length.count()) / scale)));
}

Result<Millis> durationAt(const QJsonObject& json, const QString& key, Millis otherwise)
{
    return json.contains(key) ? parseDuration(json.value(key).toString()) : Result<Millis>(otherwise);
}

Result<Step> stepFromJson(const QJsonObject& json)
{
    const QString type = json.value(QStringLiteral("type")).toString();
    const auto* kind = std::ranges::find_if(kStepNames, [&type](const auto& name) { return type == QLatin1String(name.second); });
    if (kind == kStepNames.end()) {
        return fail(ErrorCode::Corrupt, QStringLiteral("A plan in the history has a step of the unknown type “%1”.").arg(type));
    }
    Step step;
    step.kind = kind->first;
    if (step.kind == StepKind::SetWeight) {
        const Result<Percent> weight = Percent::create(json.value(QStringLiteral("value")).toDouble(-1));
        if (!weight) {
            return std::unexpected(weight.error());
        }
        step.weight = *weight;
    }
    if (step.kind == StepKind::Soak) {
        const Result<Millis> soak = parseDuration(json.value(QStringLiteral("value")).toString());
        if (!soak) {
            return std::unexpected(soak.error());
        }
        step.soak = *soak;
    }
    return step;
}

QJsonObject stepToJson(const Step& step)
{
    QJsonValue value;
    if (step.kind == StepKind::SetWeight) {
        value = step.weight.value();
    } else if (step.kind == StepKind::Soak) {
        value = toText(step.soak);
    } else {
        value = step.kind == StepKind::Gate ? QStringLiteral("success_criteria") : QStringLiteral("registry");
    }
    return QJsonObject{{QStringLiteral("type"), toString(step.kind)}, {QStringLiteral("value"), value}};
}

} // namespace

QString toString(StepKind kind)
{
    const auto* found = std::ranges::find_if(kStepNames, [kind](const auto& name) { return name.first == kind; });
    return QLatin1String(found->second);
}

Plan Plan::canary(Percent first)
{
    using std::chrono::minutes;
    Plan plan;
    plan.name = QStringLiteral("canary");
    const auto add = [&plan](Percent weight, Millis soak) {
        plan.steps.push_back({StepKind::SetWeight, weight, {}});
        plan.steps.push_back({StepKind::Soak, {}, soak});
        plan.steps.push_back({StepKind::Gate, {}, {}});
    };
    add(first, minutes(30));
    for (const double weight : {25.0, 50.0, 75.0, 100.0}) {
        if (weight > first.value()) {
            add(Percent::clamped(weight), minutes(15));
        }
    }
    plan.steps.push_back({StepKind::Activate, {}, {}});
    return plan;
}

Plan Plan::scaled(double scale) const
{
    if (!(scale > 0.0) || scale == 1.0) {
        return *this;
    }
    Plan plan = *this;
    for (Step& step : plan.steps) {
        if (step.kind == StepKind::Soak) {
            step.soak = divided(step.soak, scale);
        }
    }
    plan.pollInterval = divided(plan.pollInterval, scale);
    return plan;
}

std::vector<Stage> stagesOf(const Plan& plan)
{
    std::vector<Stage> stages;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const Step& step = plan.steps[i];
        const int index = static_cast<int>(i);
        if (step.kind == StepKind::SetWeight || step.kind == StepKind::Activate || stages.empty()) {
            stages.push_back({step.kind == StepKind::Activate, step.weight, {}, index, index});
        }
        stages.back().soak += step.soak;
        stages.back().lastStep = index;
    }
    return stages;
}

int stageOfStep(const std::vector<Stage>& stages, int step)
{
    int found = -1;
    for (std::size_t i = 0; i < stages.size() && stages[i].firstStep <= step; ++i) {
        found = static_cast<int>(i);
    }
    return found;
}

QJsonObject toJson(const Plan& plan)
{
    QJsonArray steps;
    for (const Step& step : plan.steps) {
        steps.append(stepToJson(step));
    }
    QJsonArray rules;
    for (const gate::Rule& rule : plan.rules) {
        rules.append(rule.text);
    }
    QJsonObject json{{QStringLiteral("name"), plan.name}, {QStringLiteral("steps"), steps},
        {QStringLiteral("minSamples"), plan.gates.minSamples}, {QStringLiteral("failAfter"), plan.gates.failAfter},
        {QStringLiteral("staleAfter"), toText(plan.gates.staleAfter)}, {QStringLiteral("pollInterval"), toText(plan.pollInterval)},
        {QStringLiteral("effectDeadline"), toText(plan.effectDeadline)}, {QStringLiteral("minCallsForShare"), plan.minCallsForShare}};
    if (!rules.isEmpty()) { // a plan without rules is written as it was before there were any
        json.insert(QStringLiteral("rules"), rules);
        json.insert(QStringLiteral("ruleSets"), QJsonArray::fromStringList(plan.ruleSets));
    }
    return json;
}

Result<Plan> planFromJson(const QJsonObject& json)
{
    Plan plan;
    plan.name = json.value(QStringLiteral("name")).toString();
    const QJsonArray steps = json.value(QStringLiteral("steps")).toArray();
    for (const QJsonValue& value : steps) {
        const Result<Step> step = stepFromJson(value.toObject());
        if (!step) {
            return std::unexpected(step.error());
        }
        plan.steps.push_back(*step);
    }
    const QJsonArray rules = json.value(QStringLiteral("rules")).toArray();
    for (const QJsonValue& value : rules) {
        const auto rule = gate::Rule::parse(value.toString());
        if (!rule) {
            return fail(ErrorCode::Corrupt,
                QStringLiteral("A plan in the history has the rule “%1”, which cannot be read: %2")
                    .arg(value.toString(), rule.error().front().message));
        }
        plan.rules.push_back(*rule);
    }
    const QJsonArray ruleSets = json.value(QStringLiteral("ruleSets")).toArray();
    for (const QJsonValue& value : ruleSets) {
        plan.ruleSets.append(value.toString());
    }
    const Result<Millis> stale = durationAt(json, QStringLiteral("staleAfter"), plan.gates.staleAfter);
    const Result<Millis> poll = durationAt(json, QStringLiteral("pollInterval"), plan.pollInterval);
    const Result<Millis> deadline = durationAt(json, QStringLiteral("effectDeadline"), plan.effectDeadline);
    for (const Result<Millis>* length : {&stale, &poll, &deadline}) {
        if (!*length) {
            return std::unexpected(length->error());
        }
    }
    plan.gates = {json.value(QStringLiteral("minSamples")).toInt(plan.gates.minSamples),
        json.value(QStringLiteral("failAfter")).toInt(plan.gates.failAfter), *stale};
    plan.pollInterval = *poll;
    plan.effectDeadline = *deadline;
    plan.minCallsForShare = json.value(QStringLiteral("minCallsForShare")).toInt(plan.minCallsForShare);
    return plan;
}

} // namespace fairlead::rollout
