#include "models/domain/rollout/step_json.h"

#include "models/base/duration.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace fairlead::rollout {

namespace {

constexpr std::array kKinds{StepKind::SetWeight, StepKind::Soak, StepKind::Gate, StepKind::Approval, StepKind::Activate, StepKind::Mirror,
    StepKind::Switch, StepKind::Flag, StepKind::Unit, StepKind::Configure, StepKind::Verify, StepKind::Action, StepKind::Checklist,
    StepKind::Analysis};
constexpr int kMostSamples = 1'000'000;

Error damaged(const QString& what, const QString& found)
{
    return {ErrorCode::Corrupt, QStringLiteral("A plan in the history has %1 “%2”.").arg(what, found.left(80)), {}};
}

/// The value of the kinds that have one of their own; the others say what they bring in "reach" and "task".
QJsonValue valueOf(const Step& step)
{
    switch (step.kind) {
    case StepKind::SetWeight:
    case StepKind::Flag: return step.weight.value();
    case StepKind::Soak: return toText(step.soak);
    case StepKind::Gate: return QStringLiteral("success_criteria");
    case StepKind::Approval: return step.approval.needed;
    case StepKind::Activate: return QStringLiteral("registry");
    case StepKind::Mirror: return step.reach.mirror.value();
    case StepKind::Switch: return QStringLiteral("candidate");
    case StepKind::Checklist: return step.checklist;
    case StepKind::Analysis: return QStringLiteral("background");
    case StepKind::Verify:
    case StepKind::Action: return step.task ? step.task->name : QString();
    case StepKind::Unit: return step.reach.units.join(QStringLiteral(", "));
    case StepKind::Configure: return QStringList(step.reach.settings.keyBegin(), step.reach.settings.keyEnd()).join(QStringLiteral(", "));
    }
    Q_UNREACHABLE();
}

Result<Percent> percentAt(const QJsonObject& json)
{
    return Percent::create(json.value(QStringLiteral("value")).toDouble(-1));
}

Result<void> readWeight(const QJsonObject& json, Step& step)
{
    const Result<Percent> weight = percentAt(json);
    if (!weight) {
        return std::unexpected(weight.error());
    }
    step.weight = *weight;
    return {};
}

Result<void> readSoak(const QJsonObject& json, Step& step)
{
    const Result<Millis> soak = parseDuration(json.value(QStringLiteral("value")).toString());
    if (!soak) {
        return std::unexpected(soak.error());
    }
    step.soak = *soak;
    step.samples = json.value(QStringLiteral("samples")).toInt(0);
    if (step.samples < 0 || step.samples > kMostSamples) {
        return std::unexpected(damaged(QStringLiteral("a soak of the impossible number of samples"), QString::number(step.samples)));
    }
    return {};
}

Result<void> readApproval(const QJsonObject& json, Step& step)
{
    step.approval.needed = json.value(QStringLiteral("value")).toInt(0);
    const QJsonArray people = json.value(QStringLiteral("people")).toArray();
    for (const QJsonValue& person : people) {
        step.approval.people.append(person.toString());
    }
    if (step.approval.needed < 1 || (!step.approval.people.isEmpty() && step.approval.needed > step.approval.people.size())) {
        return std::unexpected(
            damaged(QStringLiteral("an approval by a number of people that cannot be"), QString::number(step.approval.needed)));
    }
    return {};
}

Result<void> readReach(const QJsonObject& json, Step& step)
{
    Result<Reach> reach = reachFromJson(json.value(QStringLiteral("reach")).toObject());
    if (!reach) {
        return std::unexpected(reach.error());
    }
    step.reach = std::move(*reach);
    return step.kind == StepKind::Flag ? readWeight(json, step) : Result<void>();
}

Result<void> readTask(const QJsonObject& json, Step& step)
{
    Result<Task> task = taskFromJson(json.value(QStringLiteral("task")).toObject());
    if (!task) {
        return std::unexpected(task.error());
    }
    step.task = std::move(*task);
    return {};
}

Result<void> readValue(const QJsonObject& json, Step& step)
{
    switch (step.kind) {
    case StepKind::SetWeight: return readWeight(json, step);
    case StepKind::Soak: return readSoak(json, step);
    case StepKind::Approval: return readApproval(json, step);
    case StepKind::Mirror:
    case StepKind::Flag:
    case StepKind::Unit:
    case StepKind::Configure: return readReach(json, step);
    case StepKind::Verify:
    case StepKind::Action: return readTask(json, step);
    case StepKind::Checklist: step.checklist = json.value(QStringLiteral("value")).toString(); return {};
    default: return {};
    }
}

Result<std::optional<Deadline>> deadlineFromJson(const QJsonObject& json)
{
    const QJsonValue value = json.value(QStringLiteral("deadline"));
    if (value.isUndefined()) {
        return std::optional<Deadline>();
    }
    const Result<Millis> length = parseDuration(value[QStringLiteral("after")].toString());
    if (!length) {
        return std::unexpected(length.error());
    }
    const QString text = value[QStringLiteral("then")].toString();
    const std::optional<Overdue> then = overdueFrom(text);
    if (!then) {
        return std::unexpected(damaged(QStringLiteral("a deadline with the unknown end"), text));
    }
    return std::optional(Deadline{*length, *then});
}

} // namespace

QJsonObject toJson(const Step& step)
{
    QJsonObject json{{QStringLiteral("type"), toString(step.kind)}, {QStringLiteral("value"), valueOf(step)}};
    if (!step.approval.people.isEmpty()) {
        json.insert(QStringLiteral("people"), QJsonArray::fromStringList(step.approval.people));
    }
    if (step.deadline) {
        json.insert(QStringLiteral("deadline"),
            QJsonObject{{QStringLiteral("after"), toText(step.deadline->length)}, {QStringLiteral("then"), toString(step.deadline->then)}});
    }
    if (step.phase >= 0) {
        json.insert(QStringLiteral("phase"), step.phase);
    }
    if (step.samples > 0) {
        json.insert(QStringLiteral("samples"), step.samples);
    }
    if (!step.reach.isNothing()) {
        json.insert(QStringLiteral("reach"), toJson(step.reach));
    }
    if (step.task) {
        json.insert(QStringLiteral("task"), toJson(*step.task));
    }
    return json;
}

Result<Step> stepFromJson(const QJsonObject& json, std::size_t phases)
{
    const QString type = json.value(QStringLiteral("type")).toString();
    const auto* kind = std::ranges::find_if(kKinds, [&type](StepKind each) { return toString(each) == type; });
    if (kind == kKinds.end()) {
        return std::unexpected(damaged(QStringLiteral("a step of the unknown type"), type));
    }
    Step step;
    step.kind = *kind;
    const Result<void> value = readValue(json, step);
    if (!value) {
        return std::unexpected(value.error());
    }
    Result<std::optional<Deadline>> deadline = deadlineFromJson(json);
    if (!deadline) {
        return std::unexpected(deadline.error());
    }
    step.deadline = *deadline;
    step.phase = json.value(QStringLiteral("phase")).toInt(-1);
    if (step.phase >= static_cast<int>(phases)) {
        return std::unexpected(damaged(QStringLiteral("a step of the missing phase"), QString::number(step.phase)));
    }
    return step;
}

} // namespace fairlead::rollout
