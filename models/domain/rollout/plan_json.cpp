#include "models/base/duration.h"
#include "models/domain/rollout/criteria_json.h"
#include "models/domain/rollout/plan.h"
#include "models/domain/rollout/step_json.h"

#include <QJsonArray>

#include <cmath>

namespace fairlead::rollout {

namespace {

constexpr int kLastDay = 3'660; ///< ten years; a later day is damage, not a plan

const QString kUtc = QStringLiteral("UTC");
const QString kTime = QStringLiteral("HH:mm");

Error damaged(const QString& what, const QString& found)
{
    return {ErrorCode::Corrupt, QStringLiteral("A plan in the history has %1 “%2”.").arg(what, found.left(80)), {}};
}

QString textAt(const QJsonValue& json, const char* key)
{
    return json[QLatin1String(key)].toString();
}

Result<Millis> durationAt(const QJsonObject& json, const QString& key, Millis otherwise)
{
    return json.contains(key) ? parseDuration(json.value(key).toString()) : Result<Millis>(otherwise);
}

QJsonObject phaseToJson(const PlanPhase& phase)
{
    QJsonObject json{{QStringLiteral("name"), phase.name}, {QStringLiteral("fromDay"), phase.fromDay}};
    if (!phase.criteria.empty()) {
        json.insert(QStringLiteral("criteria"), criteriaToJson(phase.criteria));
    }
    return json;
}

Result<PlanPhase> phaseFromJson(const QJsonValue& json)
{
    PlanPhase phase;
    phase.name = textAt(json, "name");
    phase.fromDay = json[QStringLiteral("fromDay")].toInt(0);
    if (phase.fromDay < 1 || phase.fromDay > kLastDay) {
        return std::unexpected(damaged(QStringLiteral("a phase from the impossible day"), QString::number(phase.fromDay)));
    }
    Result<std::vector<gate::Gate>> criteria = criteriaFromJson(json[QStringLiteral("criteria")].toArray());
    if (!criteria) {
        return std::unexpected(criteria.error());
    }
    phase.criteria = std::move(*criteria);
    return phase;
}

QJsonObject hoursToJson(const AllowedHours& hours)
{
    QJsonObject json{{QStringLiteral("from"), hours.from.toString(kTime)}, {QStringLiteral("to"), hours.to.toString(kTime)}};
    if (!hours.weekdays.empty()) {
        QJsonArray days;
        for (const int day : hours.weekdays) {
            days.append(day);
        }
        json.insert(QStringLiteral("weekdays"), days);
    }
    return json;
}

Result<AllowedHours> hoursFromJson(const QJsonValue& json)
{
    AllowedHours hours{QTime::fromString(textAt(json, "from"), kTime), QTime::fromString(textAt(json, "to"), kTime), {}};
    if (!hours.from.isValid() || !hours.to.isValid()) {
        return std::unexpected(
            damaged(QStringLiteral("hours that cannot be read"), textAt(json, "from") + QLatin1Char('-') + textAt(json, "to")));
    }
    const QJsonArray days = json[QStringLiteral("weekdays")].toArray();
    hours.weekdays.reserve(static_cast<std::size_t>(days.size()));
    for (const QJsonValue& value : days) {
        const int day = value.toInt(0);
        if (day < 1 || day > 7) {
            return std::unexpected(damaged(QStringLiteral("hours on the impossible weekday"), QString::number(day)));
        }
        hours.weekdays.push_back(day);
    }
    return hours;
}

/// Each of the array's values by @p read; the first error ends it.
template <typename Thing, typename Read> Result<std::vector<Thing>> listFromJson(const QJsonArray& array, Read read)
{
    std::vector<Thing> things;
    things.reserve(static_cast<std::size_t>(array.size()));
    for (const QJsonValue& value : array) {
        Result<Thing> thing = read(value);
        if (!thing) {
            return std::unexpected(thing.error());
        }
        things.push_back(std::move(*thing));
    }
    return things;
}

template <typename Thing, typename Write> QJsonArray listToJson(const std::vector<Thing>& things, Write write)
{
    QJsonArray array;
    for (const Thing& thing : things) {
        array.append(write(thing));
    }
    return array;
}

Result<gate::Rule> ruleFromJson(const QJsonValue& json)
{
    const auto rule = gate::Rule::parse(json.toString());
    if (!rule) {
        return fail(ErrorCode::Corrupt,
            QStringLiteral("A plan in the history has the rule “%1”, which cannot be read: %2")
                .arg(json.toString(), rule.error().front().message));
    }
    return *rule;
}

Result<void> readLengths(const QJsonObject& json, Plan& plan)
{
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
    return {};
}

Result<void> readSchedule(const QJsonObject& json, Plan& plan)
{
    auto phases = listFromJson<PlanPhase>(json.value(QStringLiteral("phases")).toArray(), phaseFromJson);
    if (!phases) {
        return std::unexpected(phases.error());
    }
    auto allowed = listFromJson<AllowedHours>(json.value(QStringLiteral("allowed")).toArray(), hoursFromJson);
    if (!allowed) {
        return std::unexpected(allowed.error());
    }
    plan.phases = std::move(*phases);
    plan.allowed = std::move(*allowed);
    plan.zone = json.value(QStringLiteral("zone")).toString(kUtc);
    return {};
}

} // namespace

QJsonObject toJson(const Plan& plan)
{
    QJsonObject json{{QStringLiteral("name"), plan.name},
        {QStringLiteral("steps"), listToJson(plan.steps, [](const Step& step) { return toJson(step); })},
        {QStringLiteral("minSamples"), plan.gates.minSamples}, {QStringLiteral("failAfter"), plan.gates.failAfter},
        {QStringLiteral("staleAfter"), toText(plan.gates.staleAfter)}, {QStringLiteral("pollInterval"), toText(plan.pollInterval)},
        {QStringLiteral("effectDeadline"), toText(plan.effectDeadline)}, {QStringLiteral("minCallsForShare"), plan.minCallsForShare}};
    if (!plan.rules.empty()) {
        json.insert(QStringLiteral("rules"), listToJson(plan.rules, [](const gate::Rule& rule) { return rule.text; }));
        json.insert(QStringLiteral("ruleSets"), QJsonArray::fromStringList(plan.ruleSets));
    }
    if (!plan.phases.empty()) {
        json.insert(QStringLiteral("phases"), listToJson(plan.phases, phaseToJson));
    }
    if (plan.zone != kUtc) {
        json.insert(QStringLiteral("zone"), plan.zone);
    }
    if (!plan.allowed.empty()) {
        json.insert(QStringLiteral("allowed"), listToJson(plan.allowed, hoursToJson));
    }
    return json;
}

Result<Plan> planFromJson(const QJsonObject& json)
{
    Plan plan;
    plan.name = json.value(QStringLiteral("name")).toString();
    for (const auto& read : {readSchedule, readLengths}) {
        const Result<void> done = read(json, plan);
        if (!done) {
            return std::unexpected(done.error());
        }
    }
    auto steps = listFromJson<Step>(json.value(QStringLiteral("steps")).toArray(),
        [&plan](const QJsonValue& step) { return stepFromJson(step.toObject(), plan.phases.size()); });
    if (!steps) {
        return std::unexpected(steps.error());
    }
    auto rules = listFromJson<gate::Rule>(json.value(QStringLiteral("rules")).toArray(), ruleFromJson);
    if (!rules) {
        return std::unexpected(rules.error());
    }
    plan.steps = std::move(*steps);
    plan.rules = std::move(*rules);
    const QJsonArray ruleSets = json.value(QStringLiteral("ruleSets")).toArray();
    for (const QJsonValue& value : ruleSets) {
        plan.ruleSets.append(value.toString());
    }
    return plan;
}

} // namespace fairlead::rollout
